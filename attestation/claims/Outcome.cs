namespace NanoAgent.Attestation.Claims;

/// <summary>What a check found: the four values of an individual result in EAT's <c>measres</c> claim (RFC 9711 §4.2.17).</summary>
/// <remarks><see cref="Absent"/> comes first: what nobody set is unknown, and unknown never counts as good.</remarks>
public enum Outcome
{
    /// <summary>The agent cannot see it, or the unit does not have it; the reason code says which.</summary>
    Absent = 0,

    /// <summary>The check did not run this time: policy, time, an exception, or something that it needs was out of reach.</summary>
    NotRun = 1,

    /// <summary>The property was looked at and does not hold.</summary>
    Fail = 2,

    /// <summary>The property was looked at and holds.</summary>
    Success = 3,
}
