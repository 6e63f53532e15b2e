using Microsoft.AspNetCore.Builder;
using NanoAgent.Attestation.Verify;

namespace NanoAgent.Collector.Doors.Api;

/// <summary>A no that a door may answer, as the API document tells it.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Name">The member <c>refusal</c>.</param>
internal sealed record DoorRefusal(int Status, string Name);

/// <summary>Says of a door what it may refuse.</summary>
internal static class DoorRefusals
{
    /// <summary>Refusals of the verifier's list.</summary>
    public static T Refuses<T>(this T door, params Refusal[] refusals)
        where T : IEndpointConventionBuilder => door.WithMetadata([.. refusals.Select(r => new DoorRefusal(Problems.StatusOf(r), Problems.Name(r)))]);

    /// <summary>A refusal of another name.</summary>
    public static T Refuses<T>(this T door, int status, string name)
        where T : IEndpointConventionBuilder => door.WithMetadata(new DoorRefusal(status, name));
}
