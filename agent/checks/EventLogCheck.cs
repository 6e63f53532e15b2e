using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is an event that happens found in the log, whole and without secrets?</summary>
/// <remarks>
/// Remembers "boot.count.marker" of its last event, and is asked once more at the next boot: an event of an earlier boot must
/// still be there unless the bound made it leave.
/// </remarks>
public sealed class EventLogCheck : ICheck, IReasked
{
    private const string SeenKey = "event-log-seen";
    private const string OverBootKey = "event-log-over-boot";
    private const int MarkerLength = 12;

    // Most bytes that one entry is taken to need when the check judges whether an old one should still be held.
    private const int EntryBytes = 256;

    private const string Order =
        CheckReasons.Shrank + "," + CheckReasons.LostOnReboot + "," + CheckReasons.NotLogged + "," + CheckReasons.NotCounted
        + "," + CheckReasons.LeaksSecret + "," + CheckReasons.NotChained + "," + CheckReasons.ChainBroken + "," + CheckReasons.NotBounded
        + "," + CheckReasons.NotTimed;

    /// <inheritdoc/>
    public string Id => CheckIds.EventLog;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Probes;

    /// <inheritdoc/>
    public string Mark(CheckContext context)
    {
        bool overBoot = context.Memory.Get(OverBootKey) != null || IsOfEarlierBoot(Seen(context.Memory), context);
        return overBoot ? "over-boot" : "first-boot";
    }

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        IEventLog log = context.Board.EventLog;
        Finding without = Answers.WithoutPart(Id, log);

        if (without != null)
        {
            return without;
        }

        var tally = new Tally(Id, Order);
        uint before = log.Count;
        byte[] head = log.Head();
        string headBefore = head == null ? null : Hex.Text(head, 0, head.Length);
        JudgeEarlier(log, before, context, tally);
        string marker = "m" + Chance.Text(context.Board.Random, MarkerLength - 1);
        // Two texts that differ even where the random source is stuck: only then does finding one not mean the other.
        string secret = "s" + Chance.Text(context.Board.Random, MarkerLength - 1);

        if (!log.Provoke(marker, secret))
        {
            tally.Unknown();
            return tally.Finish(Basis.Probed, Reasons.Holds);
        }

        JudgeEvent(log, before, marker, secret, tally);
        JudgeLog(log, headBefore, tally);

        // An event that never was in the log cannot be lost at the next boot.
        if (log.Contains(marker) == Answer.Yes)
        {
            Remember(context, log.Count, marker);
        }

        return tally.Finish(Basis.Probed, Reasons.Holds);
    }

    private static void JudgeEarlier(IEventLog log, uint count, CheckContext context, Tally tally)
    {
        string[] seen = Seen(context.Memory);

        if (seen == null)
        {
            return;
        }

        uint remembered = Numbers.Read(seen[1]);

        if (count < remembered)
        {
            tally.Bad(CheckReasons.Shrank, Basis.Probed, null);
            return;
        }

        if (!IsOfEarlierBoot(seen, context))
        {
            return;
        }

        context.Memory.Set(OverBootKey, "asked");

        // Only an event that the bound cannot have pushed out must still be there.
        if (log.BoundBytes == 0 || log.BoundBytes / EntryBytes > count - remembered)
        {
            tally.Facts.Add("earlier-boot-asked", true);
            tally.Judge(log.Contains(seen[2]), Answer.No, CheckReasons.LostOnReboot, Basis.Probed, null);
        }
    }

    private static bool IsOfEarlierBoot(string[] seen, CheckContext context) =>
        seen != null && Numbers.Read(seen[0]) != context.Board.Identity.BootCount;

    private static void JudgeEvent(IEventLog log, uint before, string marker, string secret, Tally tally)
    {
        tally.Judge(log.Contains(marker), Answer.No, CheckReasons.NotLogged, Basis.Probed, null);
        tally.Judge(log.Contains(secret), Answer.Yes, CheckReasons.LeaksSecret, Basis.Probed, null);

        if (log.Count <= before)
        {
            tally.Bad(CheckReasons.NotCounted, Basis.Probed, null);
        }

        tally.Judge(log.NewestIsTimed, Answer.No, CheckReasons.NotTimed, Basis.Probed, null);
    }

    private static void JudgeLog(IEventLog log, string headBefore, Tally tally)
    {
        byte[] head = log.Head();

        if (head == null || head.Length != Sha256.HashBytes)
        {
            tally.Bad(CheckReasons.NotChained, Basis.Probed, null);
        }
        else if (Hex.Text(head, 0, head.Length) == headBefore)
        {
            // The head stands for all events, so one more must change it.
            tally.Bad(CheckReasons.ChainBroken, Basis.Probed, "same-head");
        }
        else
        {
            tally.Judge(log.ChainIntact(), Answer.No, CheckReasons.ChainBroken, Basis.Probed, null);
        }

        int bound = log.BoundBytes;
        tally.Facts.Add("bound-bytes", bound);

        if (bound == 0)
        {
            tally.Bad(CheckReasons.NotBounded, Basis.Probed, null);
        }
        else if (bound < 0)
        {
            tally.Unknown();
        }
    }

    private static void Remember(CheckContext context, uint count, string marker) =>
        context.Memory.Set(SeenKey, context.Board.Identity.BootCount.ToString() + "." + count.ToString() + "." + marker);

    private static string[] Seen(IMemory memory)
    {
        string text = memory.Get(SeenKey);
        string[] parts = text == null ? null : text.Split('.');
        return parts != null && parts.Length == 3 ? parts : null;
    }
}
