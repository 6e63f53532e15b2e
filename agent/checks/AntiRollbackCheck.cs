using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Does the chip refuse older firmware? Only native code can tell; without it the answer is unknown, never yes and never no.</summary>
public sealed class AntiRollbackCheck : ICheck
{
    private const string Order = CheckReasons.Off;

    /// <inheritdoc/>
    public string Id => CheckIds.AntiRollback;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Reads;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        INativeFacts native = context.Board.Native;

        // That the native add-on is missing says nothing about the chip.
        if (native == null || native.Presence != Presence.Present)
        {
            return Answers.Unobservable(Id, null);
        }

        var tally = new Tally(Id, Order);
        tally.Judge(native.AntiRollbackEnabled, Answer.No, CheckReasons.Off, Basis.Measured, null);
        tally.Facts.Add("secure-version", native.SecureVersion);
        return tally.Finish(Basis.Measured, Reasons.Holds);
    }
}
