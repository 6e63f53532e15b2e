using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Do settings and credentials outlast reboots and power cuts?</summary>
/// <remarks>
/// Compares with what the last boot remembered: "boot.generation.defaults.digest". Within one boot nothing is compared, and
/// what is seen is remembered for the next.
/// </remarks>
public sealed class OutageRecoveryCheck : ICheck
{
    private const string SeenKey = "outage-recovery-seen";

    // 16 of 32 bytes: enough to tell two states apart, and the remembered text stays short.
    private const int DigestBytes = 16;

    private const string Order =
        CheckReasons.Torn + "," + CheckReasons.WentBack + "," + CheckReasons.FellToDefaults + "," + CheckReasons.ChangedByItself;

    /// <inheritdoc/>
    public string Id => CheckIds.OutageRecovery;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Reads;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        ISettings settings = context.Board.Settings;
        Finding without = Answers.WithoutPart(Id, settings);

        if (without != null)
        {
            return without;
        }

        var tally = new Tally(Id, Order);
        bool rehearsed = Rehearse(settings, tally);
        bool compared = Compare(settings, context, tally);
        tally.Facts.Add("rehearsed", rehearsed);
        tally.Facts.Add("compared", compared);

        if (!rehearsed && !compared)
        {
            tally.Unknown();
        }

        return tally.Finish(rehearsed ? Basis.Probed : Basis.Measured, Reasons.Holds);
    }

    private static bool Rehearse(ISettings settings, Tally tally)
    {
        var rehearsal = new SettingsRehearsal(settings);

        if (!rehearsal.Run())
        {
            return false;
        }

        tally.Facts.Add("cuts", rehearsal.Cuts);

        if (rehearsal.Torn > 0)
        {
            tally.Facts.Add("torn", rehearsal.Torn);
            tally.Bad(CheckReasons.Torn, Basis.Probed, null);
        }

        return true;
    }

    private static bool Compare(ISettings settings, CheckContext context, Tally tally)
    {
        byte[] digest = settings.Digest();

        if (digest == null)
        {
            tally.Unknown();
            return false;
        }

        var now = new Seen(context.Board.Identity.BootCount, settings.Generation, settings.AtFactoryDefaults, Hex.Text(digest, 0, DigestBytes));
        Seen before = Seen.Read(context.Memory.Get(SeenKey));
        context.Memory.Set(SeenKey, now.ToText());

        if (before == null || before.Boot == now.Boot || now.Boot == 0)
        {
            return false;
        }

        Judge(before, now, tally);
        return true;
    }

    private static void Judge(Seen before, Seen now, Tally tally)
    {
        if (now.Generation < before.Generation)
        {
            tally.Bad(CheckReasons.WentBack, Basis.Measured, null);
        }
        else if (now.Generation == before.Generation && now.Digest != before.Digest)
        {
            JudgeChange(before, now, tally);
        }
    }

    /// <summary>The content differs and the counter stands still.</summary>
    private static void JudgeChange(Seen before, Seen now, Tally tally)
    {
        if (now.Generation == 0)
        {
            // A firmware that does not count leaves open whether a person changed something, or put the defaults back.
            tally.Unknown();
        }
        else if (now.Defaults == Answer.Yes && before.Defaults != Answer.Yes)
        {
            tally.Bad(CheckReasons.FellToDefaults, Basis.Measured, null);
        }
        else
        {
            tally.Bad(CheckReasons.ChangedByItself, Basis.Measured, null);
        }
    }

    /// <summary>The settings as one boot saw them.</summary>
    private sealed class Seen
    {
        public readonly uint Boot;
        public readonly uint Generation;
        public readonly Answer Defaults;
        public readonly string Digest;

        public Seen(uint boot, uint generation, Answer defaults, string digest)
        {
            Boot = boot;
            Generation = generation;
            Defaults = defaults;
            Digest = digest;
        }

        /// <summary>Reads what <see cref="ToText"/> wrote; null for anything else.</summary>
        public static Seen Read(string text)
        {
            string[] parts = text == null ? new string[0] : text.Split('.');

            return parts.Length != 4
                ? null
                : new Seen(Numbers.Read(parts[0]), Numbers.Read(parts[1]), (Answer)(int)Numbers.Read(parts[2]), parts[3]);
        }

        public string ToText() => Boot.ToString() + "." + Generation.ToString() + "." + ((int)Defaults).ToString() + "." + Digest;
    }
}
