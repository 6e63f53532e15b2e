using System.CommandLine;
using NanoAgent.Schemes;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent schemes list | show | map | lint</c>: the label schemes and the mapping between them, as data.</summary>
internal static class SchemesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("schemes", "the label schemes that a declaration can be made for")
    {
        List(terminal),
        Show(terminal),
        Map(terminal),
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
            terminal.PrintJson(schemes.Select(s => new { s.Id, title = s.Title, s.Owner, s.Document, compared = s.Compared, criteria = s.Criteria.Count, s.Skeleton, s.Notes }));
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
        var id = new Argument<string>("ID") { Description = "the scheme's id, as in `schemes list`, or a scheme file" };
        Option<bool> json = Options.Json();
        var command = new Command("show", "one scheme, row by row, each with its confidence") { id, json };
        command.SetAction(parsed => PrintOne(terminal, SchemeFile.Find(parsed.GetRequiredValue(id)), parsed.GetValue(json)));
        return command;
    }

    private static int PrintOne(Terminal terminal, Scheme scheme, bool json)
    {
        if (json)
        {
            terminal.PrintJson(scheme);
            return ExitCode.Good;
        }

        terminal.Print($"{scheme.Title.En} / {scheme.Title.Ja}");
        terminal.Print($"document: {scheme.Document}");
        terminal.Print($"compared: {scheme.Compared.En}");
        scheme.Notes.ToList().ForEach(note => terminal.Print($"note: {note.En}"));
        scheme.Criteria.ToList().ForEach(row => PrintRow(terminal, row));
        return ExitCode.Good;
    }

    private static void PrintRow(Terminal terminal, Criterion row)
    {
        terminal.Print("");
        terminal.Print($"{row.Id}  {row.Title.En} / {row.Title.Ja}");
        terminal.Print($"  asks        {row.Demand.En}");
        terminal.Print($"  confidence  {Words.Of(row.Confidence)} ({row.ConfidenceNote})");
        terminal.Print($"  source      {row.Source}");

        if (row.Unverified.Count > 0)
        {
            terminal.Print($"  unverified  {string.Join("; ", row.Unverified)}");
        }

        foreach (Threshold threshold in row.Thresholds)
        {
            terminal.Print($"  number      {threshold.Value}: {threshold.Of.En} ({Words.Of(threshold.Confidence)}{(threshold.Decides ? "" : "; without a source, decides nothing")})");
        }

        if (row.Status is not null)
        {
            terminal.Print($"  status      {row.Status}{(row.Ixit.Count == 0 ? "" : ", IXIT " + string.Join(", ", row.Ixit))}");
        }

        terminal.Print($"  requires    {string.Join(", ", row.Requires.Select(Words.Of))}");
        terminal.Print($"  checks      {(row.Checks.Count == 0 ? "none" : string.Join(", ", row.Checks.Select(c => c.Check)))}");
    }

    private static Command Map(Terminal terminal)
    {
        var row = new Argument<string>("ROW") { Description = "the criterion, such as S1.1-02 or uk-psti/1" };
        Option<bool> json = Options.Json();
        var command = new Command("map", "one criterion across the schemes: what an authority published, and apart from it what we infer") { row, json };
        command.SetAction(parsed => PrintMap(terminal, FindRow(parsed.GetRequiredValue(row)), parsed.GetValue(json)));
        return command;
    }

    private static RowRef FindRow(string text)
    {
        IReadOnlyList<RowRef> rows = SchemeCatalog.BuiltIn.FindRows(text);
        return rows.Count switch
        {
            1 => rows[0],
            0 => throw ToolException.WrongUse($"no criterion {text} in any scheme", "`nanoagent schemes show ID` shows them"),
            _ => throw ToolException.WrongUse($"{text} is in several schemes", "one of " + string.Join(", ", rows)),
        };
    }

    private static int PrintMap(Terminal terminal, RowRef row, bool json)
    {
        SchemeCatalog catalog = SchemeCatalog.BuiltIn;
        IReadOnlyList<MappedRow> mapped = catalog.MapOf(row);

        if (json)
        {
            terminal.PrintJson(new
            {
                row = row.ToString(),
                title = catalog.Find(row)!.Title,
                mapped = mapped.Select(m => new
                {
                    row = m.Other.ToString(),
                    title = catalog.Find(m.Other)!.Title,
                    relation = Words.Of(m, row),
                    basis = m.Basis,
                    confidence = Words.Of(m.Mapping.Confidence),
                    m.Mapping.Source,
                    Note = m.Mapping.Note?.En,
                }),
            });
            return ExitCode.Good;
        }

        terminal.Print($"{row}  {catalog.Find(row)!.Title.En} / {catalog.Find(row)!.Title.Ja}");
        PrintBasis(terminal, "official", row, mapped.Where(m => m.Basis == MappingBasis.Official));
        PrintBasis(terminal, "inferred by this project; decides nothing", row, mapped.Where(m => m.Basis == MappingBasis.Inferred));
        return ExitCode.Good;
    }

    private static void PrintBasis(Terminal terminal, string heading, RowRef row, IEnumerable<MappedRow> mapped)
    {
        terminal.Print("");
        terminal.Print($"{heading}:");
        MappedRow[] rows = [.. mapped];

        foreach (MappedRow m in rows)
        {
            string why = m.Mapping.Source is string source ? $", {source}" : m.Mapping.Note is Text note ? $", {note.En}" : "";
            terminal.Print($"  {m.Other,-24} {SchemeCatalog.BuiltIn.Find(m.Other)!.Title.En} ({Words.Of(m, row)}, confidence {Words.Of(m.Mapping.Confidence)}{why})");
        }

        if (rows.Length == 0)
        {
            terminal.Print("  none");
        }
    }

    private static Command Lint(Terminal terminal)
    {
        var file = new Argument<FileInfo[]>("FILE") { Description = "scheme files; without any, those of this build", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> json = Options.Json();
        var command = new Command("lint", "refuses unknown checks, missing confidence, broken mappings and forbidden words") { file, json };
        command.SetAction(parsed => LintFiles(terminal, parsed.GetValue(file) ?? [], parsed.GetValue(json)));
        return command;
    }

    private static int LintFiles(Terminal terminal, FileInfo[] files, bool json)
    {
        Scheme[] given = [.. files.Select(f => SchemeFile.Read(f.FullName))];
        IEnumerable<Scheme> others = SchemeCatalog.BuiltIn.List().Where(s => given.All(g => g.Id != s.Id));
        IReadOnlyList<SchemeProblem> problems = SchemeLint.Check([.. others, .. given], SchemeCatalog.BuiltIn.Mappings);

        if (json)
        {
            terminal.PrintJson(problems);
        }
        else
        {
            problems.ToList().ForEach(p => terminal.Print($"{p.Scheme} {p.Row ?? "-"}: {Words.Kebab(p.Fault)}: {p.Detail}"));
        }

        terminal.Say(problems.Count == 0 ? "nanoagent: no problem found" : $"nanoagent: {Plural.Of(problems.Count, "problem")}");
        return problems.Count == 0 ? ExitCode.Good : ExitCode.No;
    }
}
