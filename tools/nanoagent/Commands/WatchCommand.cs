using System.CommandLine;
using System.IO.Compression;
using NanoAgent.Collector;
using NanoAgent.Collector.Drift;
using NanoAgent.Collector.Evidence;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent watch --declaration PACK</c>: what of a filed declaration no longer holds.</summary>
internal static class WatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var declaration = new Option<string>("--declaration") { Description = "the filed declaration's pack, folder or zip", Required = true };
        Option<Uri> webhook = Options.Webhook("where drift is posted as JSON: https, or http to this machine");
        var keep = new Option<bool>("--keep") { Description = "keep a copy with the collector, which then shows its drift" };
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var command = new Command("watch", "compares the fleet with a filed declaration: which rows no longer hold, on which units, since when; exits 1 when one does not") { declaration, webhook, keep, data, json };
        command.SetAction((p, cancel) => RunAsync(terminal, p.GetRequiredValue(declaration), p.GetValue(webhook), p.GetValue(keep), p.GetRequiredValue(data), p.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string declaration, Uri? webhook, bool keep, DataLocation data, bool json, CancellationToken cancel)
    {
        if (!Path.Exists(declaration))
        {
            throw ToolException.WrongUse($"no folder or zip {declaration}");
        }

        using CollectorServices collector = DataFolder.Open(data);
        using var unpacked = new TemporaryFolder();
        string folder = Directory.Exists(declaration) ? declaration : Unpack(collector, declaration, unpacked.Path);
        DriftReport report = Compare(collector, folder);

        if (keep)
        {
            terminal.Say($"nanoagent: kept with the collector as {new FiledDeclarations(collector).Keep(folder)!}");
        }

        Print(terminal, report, json);

        if (webhook is not null && !report.Holds)
        {
            await SendAsync(terminal, webhook, report, cancel);
        }

        return report.Holds ? ExitCode.Good : ExitCode.No;
    }

    // The documents inside are looked at again, so they have to lie in a folder. Only a zip that was verified is unpacked: its names are safe then, and its size bounded.
    private static string Unpack(CollectorServices collector, string zip, string folder)
    {
        Verify(zip, new StoreEvidenceSource(collector));
        ZipFile.ExtractToDirectory(zip, folder);
        return folder;
    }

    private static PackReport Verify(string pack, StoreEvidenceSource source)
    {
        PackReport filed = VerifyCommand.Check(pack, source.Keys);
        return filed.Verdict switch
        {
            PackVerdict.Authentic => filed,
            PackVerdict.NotAPack => throw ToolException.WrongUse($"{pack} is no evidence pack"),
            _ => throw ToolException.No($"the declaration does not verify with this collector's keys{(filed.Problems.Count > 0 ? ": " + filed.Problems[0].File : "")}", "`nanoagent verify` says more"),
        };
    }

    private static DriftReport Compare(CollectorServices collector, string folder)
    {
        var source = new StoreEvidenceSource(collector);
        PackReport filed = Verify(folder, source);
        (DriftReport? report, Text? problem) = DriftWatch.Compare(filed, source, DateTimeOffset.UtcNow);
        return report ?? throw ToolException.No($"the fleet cannot be judged: {problem!.En}");
    }

    private static void Print(Terminal terminal, DriftReport report, bool json)
    {
        if (json)
        {
            terminal.PrintJson(report);
        }
        else
        {
            DriftText.Lines(report).ToList().ForEach(terminal.Print);
        }

        terminal.Say($"nanoagent: {report.Product} {report.Firmware}, {report.Scheme}: {(report.Holds ? "what was filed still holds" : $"{Plural.Of(report.NoLonger.Count, "row no longer holds", "rows no longer hold")}")}; {Plural.Of(report.Unchanged, "row")} unchanged");
    }

    private static async Task SendAsync(Terminal terminal, Uri webhook, DriftReport report, CancellationToken cancel)
    {
        using var hook = new DriftHook(webhook, TimeProvider.System);
        string? problem = await hook.SendAsync(report, cancel);
        terminal.Say(problem is null ? "nanoagent: webhook: taken" : $"nanoagent: warning: webhook: {problem}");
    }
}
