using System.CommandLine;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent explain PACK ROW</c>: from a row of a pack down to the bytes that a unit signed.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var pack = new Argument<string>("PACK") { Description = "an evidence pack, folder or zip" };
        var row = new Argument<string>("ROW") { Description = "the criterion, such as S1.1-02" };
        var unit = new Option<string>("--unit") { Description = "the UEID to walk down to; otherwise one that contradicts, or the first that answered" };
        var keys = new Option<FileInfo>("--keys") { Description = "the keys to expect, a JWK Set" };
        Option<FileInfo> endorser = VerifyCommand.Endorser();
        Option<bool> json = Options.Json();
        var command = new Command("explain", "walks from a row of a pack down to the bytes that a unit signed; says no for a pack that was altered") { pack, row, unit, keys, endorser, json };
        command.SetAction(p =>
        {
            IReadOnlyList<CollectorKey>? expected = p.GetValue(keys) is FileInfo file ? VerifyCommand.ReadKeys(InputFile.Read(file.FullName)) : null;
            PackReport report = VerifyCommand.Check(p.GetRequiredValue(pack), expected, VerifyCommand.ReadEndorsers(p.GetValue(endorser)));
            return Explain(terminal, p.GetRequiredValue(pack), report, p.GetRequiredValue(row), p.GetValue(unit), p.GetValue(json));
        });
        return command;
    }

    private static int Explain(Terminal terminal, string path, PackReport report, string row, string? unit, bool json)
    {
        if (report.Judged is not DeclarationResult judged)
        {
            throw report.Verdict == PackVerdict.NotAPack
                ? ToolException.WrongUse($"{path} is no evidence pack")
                : ToolException.No($"the pack is not what was signed: {report.Problems[0].File}", "`nanoagent verify` lists all of it");
        }

        if (unit is not null && judged.Units.All(u => u.Ueid != unit))
        {
            throw ToolException.WrongUse($"the pack holds no evidence of unit {unit}", "`units.json` in the pack lists them");
        }

        RowExplanation explanation = PackExplainer.Explain(report, row, unit)
            ?? throw ToolException.WrongUse($"the pack has no row {row}", $"its rows are {judged.Rows[0].Criterion.Id} to {judged.Rows[^1].Criterion.Id}");

        if (json)
        {
            terminal.PrintJson(new { row = explanation.Row, traces = explanation.Traces, provisioning = explanation.Provisioning, unanswered = explanation.Unanswered, verdict = report.Verdict });
        }
        else
        {
            ExplanationText.Lines(explanation).ToList().ForEach(terminal.Print);
        }

        PackReportText.Conclusion(report, isGood: true, DateTimeOffset.UtcNow).ToList().ForEach(line => terminal.Say(line.StartsWith(' ') ? line : $"nanoagent: {line}"));
        return ExitCode.Good;
    }
}
