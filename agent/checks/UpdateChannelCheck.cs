using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Do updates come over a verified channel only?</summary>
public sealed class UpdateChannelCheck : ICheck
{
    /// <inheritdoc/>
    public string Id => CheckIds.UpdateChannel;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Probes;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        IUpdateMechanism update = context.Board.Update;

        if (update != null && update.Presence == Presence.Missing)
        {
            return Answers.NotThere(Id);
        }

        return Answers.WithoutPart(Id, context.Board.Endpoints)
            ?? new ChannelQuestion(Id, context.Board.Clock).Ask(context.Board.Endpoints, true);
    }
}
