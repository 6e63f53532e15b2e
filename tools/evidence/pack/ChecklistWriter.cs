namespace NanoAgent.Evidence;

/// <summary>The checklist as JSON and as CSV.</summary>
internal static class ChecklistWriter
{
    /// <summary>The columns of the tables.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "criterion", "title (ja)", "title (en)", "state", "状態", "open (en)", "未了(ja)", "confirmed by", "confirmed on",
        "note", "required records", "units supporting", "units contradicting", "documents", "device tests", "confidence", "compared with official text",
    ];

    /// <summary>The JSON form.</summary>
    public static byte[] Json(DeclarationResult r) => Evidence.Json.Write(new ChecklistFile
    {
        Format = PackFormat.Version,
        Wording = "self-check evidence; not a statement that the product meets the scheme",
        Scheme = r.Scheme.Id,
        Product = r.Product.Product,
        Firmware = r.Firmware,
        Demonstration = r.Options.Demonstration,
        Units = r.Fleet.Units,
        UnitsInUse = r.Fleet.InUse,
        Counts = new SortedDictionary<string, int>(Enum.GetValues<CriterionState>().ToDictionary(NameOf, r.Count), StringComparer.Ordinal),
        Rows = [.. r.Rows.Select(ToFile)],
        Beyond = [.. r.Beyond.Select(b => new BeyondFile(b.Check.Check, b.Tally))],
    });

    /// <summary>The CSV form.</summary>
    public static byte[] Csv(DeclarationResult r) => CsvTable.Write(Table(r));

    /// <summary>The rows of the table, the head included.</summary>
    public static IEnumerable<IReadOnlyList<string>> Table(DeclarationResult r) => r.Rows.Select(Line).Prepend(Columns);

    /// <summary>The name of a state in files.</summary>
    public static string NameOf(CriterionState state) => state switch
    {
        CriterionState.NotSatisfied => "not-satisfied",
        CriterionState.NotApplicable => "not-applicable",
        CriterionState.NeedsRecord => "needs-record",
        CriterionState.Satisfied => "satisfied",
        _ => "unknown",
    };

    private static IReadOnlyList<string> Line(DeclarationRow row) =>
    [
        row.Criterion.Id, row.Criterion.Title.Ja, row.Criterion.Title.En, NameOf(row.State), PackTexts.State(row.State).Ja,
        string.Join("; ", row.Open.Select(o => PackTexts.Open(o).En)), string.Join(";", row.Open.Select(o => PackTexts.Open(o).Ja)),
        row.Confirmation?.By ?? row.NotApplicable?.By ?? "", row.Confirmation?.Date ?? row.NotApplicable?.Date ?? "", row.Confirmation?.Note ?? row.NotApplicable?.Reason ?? "",
        string.Join("; ", row.Criterion.Requires.Select(RowJudge.NameOf)),
        string.Join("; ", row.Checks.Select(c => $"{c.Check} {c.Supports}")), string.Join("; ", row.Checks.Select(c => $"{c.Check} {c.Contradicts + c.Past}")),
        string.Join("; ", row.Documents.Select(d => d.Document.Title)), string.Join("; ", row.Tests.Select(t => t.Content.Summary)),
        PackTexts.Confidence(row.Criterion.Confidence).En, row.Comparison is null ? "no" : $"{row.Comparison.Document} {row.Comparison.Version}, {row.Comparison.By}, {row.Comparison.Date}",
    ];

    private static RowFile ToFile(DeclarationRow row) => new()
    {
        Id = row.Criterion.Id,
        Title = row.Criterion.Title,
        State = row.State,
        Confidence = row.Criterion.Confidence,
        ComparedWithOfficialText = row.Comparison is not null,
        Requires = row.Criterion.Requires,
        Open = row.Open,
        Checks = row.Checks,
        CollectorChecks = row.CollectorChecks,
        Tests = row.Tests,
        Documents = row.Documents,
        Confirmation = row.Confirmation,
        NotApplicable = row.NotApplicable,
        Comparison = row.Comparison,
    };
}
