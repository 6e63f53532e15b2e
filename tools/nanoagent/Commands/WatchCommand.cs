using System.CommandLine;
using NanoAgent.Collector;
using NanoAgent.Collector.Drift;
using NanoAgent.Collector.Evidence;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent watch --declaration PACK</c>: what of a filed declaration no longer holds.</summary>
internal static class WatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var declaration = new Option<DirectoryInfo>("--declaration") { Description = "the filed declaration's pack, a folder", Required = true };
        Option<Uri> webhook = Options.Address("--webhook", "where drift is posted as JSON: https, or http to this machine");
        var keep = new Option<bool>("--keep") { Description = "keep a copy with the collector, which then shows its drift" };
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var command = new Command("watch", "compares the fleet with a filed declaration: which rows no longer hold, on which units, since when; exits 1 when one does not") { declaration, webhook, keep, data, json };
        command.SetAction((p, cancel) => RunAsync(terminal, p.GetRequiredValue(declaration), p.GetValue(webhook), p.GetValue(keep), p.GetRequiredValue(data), p.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, DirectoryInfo declaration, Uri? webhook, bool keep, DataLocation data, bool json, CancellationToken cancel)
    {
        if (webhook is not null && !DriftHook.IsAllowed(webhook))
        {
            throw ToolException.WrongUse($"--webhook takes https, or http to this machine itself, not {webhook.GetLeftPart(UriPartial.Authority)}");
        }

        if (!declaration.Exists)
        {
            throw ToolException.WrongUse($"no folder {declaration.FullName}", "unpack a zip first: the documents inside are looked at again");
        }

        using CollectorServices collector = DataFolder.Open(data);
        DriftReport report = Compare(collector, declaration.FullName);

        if (keep)
        {
            terminal.Say($"nanoagent: kept with the collector as {new FiledDeclarations(collector).Keep(declaration.FullName)}");
        }

        Print(terminal, report, json);

        if (webhook is not null && !report.Holds)
        {
            await SendAsync(terminal, webhook, report, cancel);
        }

        return report.Holds ? ExitCode.Good : ExitCode.No;
    }

    private static DriftReport Compare(CollectorServices collector, string folder)
    {
        var source = new StoreEvidenceSource(collector);
        PackReport filed = VerifyCommand.Check(folder, source.Keys);

        if (filed.Verdict == PackVerdict.NotAPack)
        {
            throw ToolException.WrongUse($"{folder} is no evidence pack");
        }

        if (filed.Verdict != PackVerdict.Authentic)
        {
            throw ToolException.No($"the declaration does not verify with this collector's keys: {filed.Problems[0].File}", "`nanoagent verify` says more");
        }

        (DriftReport? report, string? problem) = DriftWatch.Compare(filed, source, DateTimeOffset.UtcNow);
        return report ?? throw ToolException.No($"the fleet cannot be judged: {problem}");
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

        terminal.Say($"nanoagent: {report.Product} {report.Firmware}, {report.Scheme}: {(report.Holds ? "what was filed still holds" : $"{report.NoLonger.Count} rows no longer hold")}; {report.Unchanged} rows unchanged");
    }

    private static async Task SendAsync(Terminal terminal, Uri webhook, DriftReport report, CancellationToken cancel)
    {
        using var hook = new DriftHook(webhook, TimeProvider.System);
        string? problem = await hook.SendAsync(report, cancel);
        terminal.Say(problem is null ? "nanoagent: webhook: taken" : $"nanoagent: warning: webhook: {problem}");
    }
}
