using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Checks;
using NanoAgent.Keeping;

namespace NanoAgent;

/// <summary>The last finding of each probe, so that later cycles repeat it and do not probe again.</summary>
/// <remarks>
/// One two-slot file a probe, at most <see cref="MaxBytes"/>; read when asked for, so that no finding takes RAM between two
/// uses. A damaged file is the same as none: the probe runs again.
/// </remarks>
internal sealed class ProbeLedger
{
    /// <summary>Most bytes of one entry.</summary>
    public const int MaxBytes = 1280;

    private const int HeadFields = 7;

    private readonly IFlash _flash;

    /// <summary>Opens the ledger; nothing is read or written yet.</summary>
    public ProbeLedger(IFlash flash)
    {
        _flash = flash;
    }

    /// <summary>The entry of a check, or null when there is none.</summary>
    public ProbeEntry Find(string check)
    {
        byte[] payload = FileOf(check).Load();
        return payload == null ? null : Read(check, Ascii.Text(payload, 0, payload.Length).Split('\n'));
    }

    /// <summary>Stores an entry; durable when it returns.</summary>
    /// <exception cref="FlashException">The medium failed; the old entry stands.</exception>
    public void Store(ProbeEntry entry)
    {
        byte[] payload = Ascii.Bytes(TextOf(entry));
        FileOf(entry.Finding.Check).Save(payload, payload.Length);
    }

    private static string TextOf(ProbeEntry entry)
    {
        Finding finding = entry.Finding;
        string text = entry.Key + "\n" + entry.RanIn.ToString() + "\n" + (entry.Confirmed ? "1" : "0") + "\n"
            + entry.Runs.ToString() + "\n" + entry.Boot.ToString() + "\n"
            + ((int)finding.Outcome).ToString() + ((int)finding.Basis).ToString() + "\n" + finding.Reason;

        for (int i = 0; finding.HasFacts && i < finding.Facts.Count; i++)
        {
            text += "\n" + finding.Facts.NameAt(i) + "\n" + ToText(finding.Facts.ValueAt(i));
        }

        return text;
    }

    private SlotFile FileOf(string check) => new SlotFile(_flash, "pr" + Hex.Text(Sha256.Hash(Ascii.Bytes(check)), 0, 4), MaxBytes);

    private static string ToText(object value)
    {
        if (value is bool)
        {
            return (bool)value ? "b1" : "b0";
        }

        return value is int ? "i" + ((int)value).ToString() : "t" + (string)value;
    }

    private static ProbeEntry Read(string check, string[] lines)
    {
        if (lines.Length < HeadFields || (lines.Length - HeadFields) % 2 != 0 || lines[5].Length != 2 || lines[6].Length == 0)
        {
            return null;
        }

        var facts = new FactList();

        for (int i = HeadFields; i < lines.Length; i += 2)
        {
            AddFact(facts, lines[i], lines[i + 1]);
        }

        var finding = new Finding(check, (Outcome)(lines[5][0] - '0'), (Basis)(lines[5][1] - '0'), lines[6], facts);

        return new ProbeEntry(lines[0], finding)
        {
            RanIn = Numbers.Read(lines[1]),
            Confirmed = lines[2] == "1",
            Runs = (int)Numbers.Read(lines[3]),
            Boot = Numbers.Read(lines[4]),
        };
    }

    private static void AddFact(FactList facts, string name, string value)
    {
        string text = value.Substring(1);

        switch (value[0])
        {
            case 'b':
                facts.Add(name, text == "1");
                break;
            case 'i':
                bool negative = text[0] == '-';
                int number = (int)Numbers.Read(negative ? text.Substring(1) : text);
                facts.Add(name, negative ? -number : number);
                break;
            default:
                facts.Add(name, text);
                break;
        }
    }
}
