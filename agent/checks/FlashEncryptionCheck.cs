using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is the flash encrypted by the chip? Only native code can tell; without it the answer is unknown, never yes and never no.</summary>
public sealed class FlashEncryptionCheck : ICheck
{
    private const string Order = CheckReasons.Off + "," + CheckReasons.DevelopmentMode;

    /// <inheritdoc/>
    public string Id => CheckIds.FlashEncryption;

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
        tally.Judge(native.FlashEncryptionEnabled, Answer.No, CheckReasons.Off, Basis.Measured, null);

        if (native.FlashEncryptionEnabled == Answer.Yes)
        {
            tally.Judge(native.FlashEncryptionReleaseMode, Answer.No, CheckReasons.DevelopmentMode, Basis.Measured, null);
        }

        return tally.Finish(Basis.Measured, Reasons.Holds);
    }
}
