using System.CommandLine;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector;
using NanoAgent.Collector.Log;
using NanoAgent.Evidence;
using NanoAgent.Schemes;
using LogHead = NanoAgent.Attestation.Verify.Log.TreeHead;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent log head | audit</c>: the append-only log's signed tree head, and whether history only grew.</summary>
internal static class LogCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("log", "the collector's append-only log")
    {
        Head(terminal),
        Audit(terminal),
    };

    private static Command Head(Terminal terminal)
    {
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var head = new Command("head", "the log's tree head, signed now") { data, json };
        head.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            Evidence.TreeHead signed = collector.SignedHead();

            if (p.GetValue(json))
            {
                terminal.PrintJson(new { size = signed.Size, root = signed.Root, jws = signed.Jws });
            }
            else
            {
                terminal.Print($"{signed.Size} {signed.Root}");
            }

            return ExitCode.Good;
        });
        return head;
    }

    private static Command Audit(Terminal terminal)
    {
        var packs = new Option<string[]>("--pack") { Description = "an evidence pack of this collector, whose head must be of this history; may be given several times" };
        var heads = new Option<string[]>("--head") { Description = "a head that somebody kept, as `log head` prints it: \"SIZE ROOT\"" };
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var audit = new Command("audit", "hashes every entry anew and compares with the heads that units echoed, packs carry and others kept: has history only grown?") { packs, heads, data, json };
        audit.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            LogHead[] seen = [.. (p.GetValue(packs) ?? []).Select(pack => HeadOf(collector, pack)), .. (p.GetValue(heads) ?? []).Select(ReadHead)];
            LogAuditResult result = collector.AuditLog(seen);
            Print(terminal, result, seen.Length, p.GetValue(json));
            return result.Holds ? ExitCode.Good : ExitCode.No;
        });
        return audit;
    }

    private static void Print(Terminal terminal, LogAuditResult result, int given, bool json)
    {
        if (json)
        {
            terminal.PrintJson(new
            {
                holds = result.Holds,
                size = result.Head.Size,
                root = Base64Url.Encode(result.Head.Root),
                headsEchoed = result.Echoed,
                headsGiven = given,
                tokensDropped = result.Dropped,
                problems = result.Problems,
            });
            return;
        }

        foreach (string problem in result.Problems)
        {
            terminal.Print(problem);
        }

        terminal.Say(result.Holds
            ? $"nanoagent: {Plural.Of(result.Head.Size, "entry hashes", "entries hash")} to the head, and every head that units echoed ({result.Echoed}) or that was given ({given}) is of this history"
            : $"nanoagent: history did not only grow: {Plural.Of(result.Problems.Count, "contradiction")}");

        if (result.Dropped > 0)
        {
            terminal.Say($"nanoagent: of {Plural.Of(result.Dropped, "token")} that retention dropped only the leaf's hash is there");
        }
    }

    private static LogHead HeadOf(CollectorServices collector, string path)
    {
        // A pack that does not hold by itself accuses nobody.
        PackReport report = VerifyCommand.Check(path, null);

        if (report.Verdict != PackVerdict.Unauthenticated || report.Head is not Evidence.TreeHead head || !Base64Url.TryDecode(head.Root, out byte[] root))
        {
            throw ToolException.WrongUse($"{path} is no pack with a tree head that holds by itself", "`nanoagent verify` says what is wrong with it");
        }

        return collector.HasSigned(head)
            ? new LogHead(head.Size, root)
            : throw ToolException.WrongUse($"the head in {path} is not signed by a log key of this collector");
    }

    private static LogHead ReadHead(string text)
    {
        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        return parts.Length == 2 && long.TryParse(parts[0], out long size) && size >= 0 && Base64Url.TryDecode(parts[1], out byte[] root) && root.Length == TreeHash.Bytes
            ? new LogHead(size, root)
            : throw ToolException.WrongUse($"\"{text}\" is no head", "as `nanoagent log head` prints it: --head \"12 3q2-7w…\"");
    }
}
