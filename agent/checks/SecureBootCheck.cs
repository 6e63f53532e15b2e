using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is only signed firmware started? Only native code can tell; without it the answer is unknown, never yes and never no.</summary>
public sealed class SecureBootCheck : ICheck
{
    private const string Order = CheckReasons.Off;

    /// <inheritdoc/>
    public string Id => CheckIds.SecureBoot;

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
        tally.Judge(native.SecureBootEnabled, Answer.No, CheckReasons.Off, Basis.Measured, null);
        return tally.Finish(Basis.Measured, Reasons.Holds);
    }
}
