using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is the debug interface closed?</summary>
public sealed class DebugInterfaceCheck : ICheck
{
    private const string Order = CheckReasons.Attached + "," + CheckReasons.WireProtocol + "," + CheckReasons.Jtag + "," + CheckReasons.DebugBuild;

    /// <inheritdoc/>
    public string Id => CheckIds.DebugInterface;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Reads;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        IDebugPort debug = context.Board.Debug;
        Finding without = Answers.WithoutPart(Id, debug);

        if (without != null)
        {
            return without;
        }

        var tally = new Tally(Id, Order);
        tally.Judge(debug.Attached, Answer.Yes, CheckReasons.Attached, Basis.Measured, null);
        tally.Judge(debug.WireProtocolOpen, Answer.Yes, CheckReasons.WireProtocol, Basis.Measured, null);
        tally.Judge(debug.JtagOpen, Answer.Yes, CheckReasons.Jtag, Basis.Measured, null);
        tally.Judge(debug.ReleaseBuild, Answer.No, CheckReasons.DebugBuild, Basis.Measured, null);
        tally.Facts.Add("attached", Answers.Text(debug.Attached));
        tally.Facts.Add("wire-protocol", Answers.Text(debug.WireProtocolOpen));
        tally.Facts.Add("jtag", Answers.Text(debug.JtagOpen));
        tally.Facts.Add("release-build", Answers.Text(debug.ReleaseBuild));
        return tally.Finish(Basis.Measured, Reasons.Holds);
    }

    /// <summary>
    /// The token's <c>dbgstat</c> (RFC 9711 §4.2.9), told honestly: open when any debug interface is known to be, disabled
    /// only when all are known to be closed.
    /// </summary>
    public static Answer Enabled(IDebugPort debug)
    {
        if (debug == null || debug.Presence != Presence.Present)
        {
            return Answer.Unknown;
        }

        if (debug.Attached == Answer.Yes || debug.WireProtocolOpen == Answer.Yes || debug.JtagOpen == Answer.Yes)
        {
            return Answer.Yes;
        }

        bool closed = debug.Attached == Answer.No && debug.WireProtocolOpen == Answer.No && debug.JtagOpen == Answer.No;
        return closed ? Answer.No : Answer.Unknown;
    }
}
