using NanoAgent.Attestation.Claims;

namespace NanoAgent.Checks;

/// <summary>Are connections refused to a server with the wrong CA or host name? Endpoints for updates belong to <see cref="UpdateChannelCheck"/>.</summary>
public sealed class TransportSecurityCheck : ICheck
{
    /// <inheritdoc/>
    public string Id => CheckIds.TransportSecurity;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Probes;

    /// <inheritdoc/>
    public Finding Run(CheckContext context) =>
        Answers.WithoutPart(Id, context.Board.Endpoints)
        ?? new ChannelQuestion(Id, context.Board.Clock).Ask(context.Board.Endpoints, false);
}
