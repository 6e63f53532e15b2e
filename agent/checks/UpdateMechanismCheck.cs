using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is there a way to update the software?</summary>
public sealed class UpdateMechanismCheck : ICheck
{
    private const string Order =
        Reasons.NotThere + "," + CheckReasons.GenuineRefused + "," + CheckReasons.RunningChanged + "," + CheckReasons.NoFallback;

    /// <inheritdoc/>
    public string Id => CheckIds.UpdateMechanism;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Probes;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        IUpdateMechanism update = context.Board.Update;

        if (update == null || update.Presence == Presence.Unknown)
        {
            return Answers.Unobservable(Id, null);
        }

        var tally = new Tally(Id, Order);

        // Unlike elsewhere a missing part fails here: that it is there is the whole question.
        if (update.Presence == Presence.Missing)
        {
            tally.Bad(Reasons.NotThere, Basis.Declared, null);
            return tally.Finish(Basis.None, Reasons.Holds);
        }

        byte[] genuine = update.Sample(UpdateSample.Genuine);
        tally.Judge(update.KeepsPrevious, Answer.No, CheckReasons.NoFallback, Basis.Declared, null);
        tally.Facts.Add("covers-firmware", Answers.Text(update.CoversFirmware));
        tally.Facts.Add("looks-for-updates", Answers.Text(update.LooksForUpdates));

        if (genuine == null || genuine.Length == 0)
        {
            return tally.Finish(Basis.Declared, CheckReasons.Declared);
        }

        byte[] before = update.RunningDigest();
        Note(update.Rehearse(genuine, genuine.Length), tally);
        byte[] after = update.RunningDigest();

        if (before != null && after != null && !Bytes.Equal(before, after))
        {
            tally.Bad(CheckReasons.RunningChanged, Basis.Probed, null);
        }

        return tally.Finish(Basis.Probed, Reasons.Holds);
    }

    private static void Note(UpdateVerdict verdict, Tally tally)
    {
        if (verdict == UpdateVerdict.Unknown || verdict == UpdateVerdict.Failed)
        {
            tally.Unknown();
        }
        else if (verdict != UpdateVerdict.Accepted)
        {
            tally.Bad(CheckReasons.GenuineRefused, Basis.Probed, null);
            tally.Facts.Add("verdict", (int)verdict);
        }
    }
}
