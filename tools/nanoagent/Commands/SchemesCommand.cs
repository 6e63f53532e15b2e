using System.CommandLine;
using NanoAgent.Schemes;
using Spectre.Console;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent schemes list | show | lint</c>: the label schemes, as data.</summary>
internal static class SchemesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("schemes", "the label schemes that a declaration can be made for")
    {
        List(terminal),
        Show(terminal),
        Lint(terminal),
    };

    private static Command List(Terminal terminal)
    {
        Option<bool> json = Options.Json();
        var command = new Command("list", "the schemes that this build brings along") { json };
        command.SetAction(parsed => PrintList(terminal, parsed.GetValue(json)));
        return command;
    }

    private static int PrintList(Terminal terminal, bool json)
    {
        IReadOnlyList<Scheme> schemes = SchemeCatalog.BuiltIn.List();

        if (json)
        {
            terminal.PrintJson(schemes.Select(s => new { s.Id, title = s.Title, s.Owner, s.Document, criteria = s.Criteria.Count, s.Skeleton }));
            return ExitCode.Good;
        }

        foreach (Scheme scheme in schemes)
        {
            string rows = scheme.Skeleton ? "nothing entered yet" : $"{scheme.Criteria.Count} criteria";
            terminal.Print($"{scheme.Id,-18} {scheme.Title.En} ({rows})");
        }

        return ExitCode.Good;
    }

    private static Command Show(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "the scheme's id, as in `schemes list`" };
        Option<bool> json = Options.Json();
        var command = new Command("show", "one scheme, row by row, each with its confidence") { id, json };
        command.SetAction(parsed => PrintOne(terminal, parsed.GetRequiredValue(id), parsed.GetValue(json)));
        return command;
    }

    private static int PrintOne(Terminal terminal, string id, bool json)
    {
        Scheme scheme = Find(id);

        if (json)
        {
            terminal.PrintJson(scheme);
            return ExitCode.Good;
        }

        terminal.Print($"{scheme.Title.En} / {scheme.Title.Ja}");
        terminal.Print($"document: {scheme.Document}");
        terminal.Print($"compared: {scheme.Compared.En}");

        foreach (Criterion row in scheme.Criteria)
        {
            terminal.Print("");
            terminal.Print($"{row.Id}  {row.Title.En} / {row.Title.Ja}");
            terminal.Print($"  asks        {row.Demand.En}");
            terminal.Print($"  confidence  {Words.Of(row.Confidence)} ({row.ConfidenceNote})");
            terminal.Print($"  requires    {string.Join(", ", row.Requires.Select(Words.Of))}");
            terminal.Print($"  checks      {(row.Checks.Count == 0 ? "none" : string.Join(", ", row.Checks.Select(c => c.Check)))}");
        }

        return ExitCode.Good;
    }

    private static Command Lint(Terminal terminal)
    {
        var file = new Argument<FileInfo[]>("FILE") { Description = "scheme files; without any, those of this build", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("lint", "refuses unknown checks, missing confidence, broken mappings and forbidden words") { file };
        command.SetAction(parsed => LintFiles(terminal, parsed.GetValue(file) ?? []));
        return command;
    }

    private static int LintFiles(Terminal terminal, FileInfo[] files)
    {
        IReadOnlyList<SchemeProblem> problems = SchemeLint.Check([.. SchemeCatalog.BuiltIn.List(), .. files.Select(Read)]);

        foreach (SchemeProblem problem in problems)
        {
            terminal.Print($"{problem.Scheme} {problem.Row ?? "-"}: {System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(problem.Fault.ToString())}: {problem.Detail}");
        }

        terminal.Say(problems.Count == 0 ? "nanoagent: no problem found" : $"nanoagent: {problems.Count} problems");
        return problems.Count == 0 ? ExitCode.Good : ExitCode.No;
    }

    private static Scheme Read(FileInfo file) => SchemeReader.TryRead(InputFile.Read(file.FullName), out Scheme? scheme, out string? problem)
        ? scheme!
        : throw ToolException.WrongUse($"{file.Name} is no scheme: {problem}");

    private static Scheme Find(string id) => SchemeCatalog.BuiltIn.Find(id)
        ?? throw ToolException.WrongUse($"no scheme {id}", "`nanoagent schemes list` shows them");
}
