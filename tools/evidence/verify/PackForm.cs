namespace NanoAgent.Evidence;

/// <summary>What a pack's files must meet beyond their types, before anything is counted from them.</summary>
internal static class PackForm
{
    /// <summary>Last second that a date can be made of: the end of the year 9999.</summary>
    public const long MaxTime = 253402300799;

    /// <summary>True for Unix seconds that a date can be made of.</summary>
    public static bool IsTime(long seconds) => seconds is >= 0 and <= MaxTime;

    /// <summary>What is wrong, file by file.</summary>
    public static IEnumerable<PackProblem> Check(DeclarationFile declaration, UnitFile[] units, CollectorCheck[] checks, EarlierDeclaration? earlier) =>
    [
        .. Named(PackFormat.Declaration, PackFault.Unreadable, Of(declaration, units)),
        .. Named(PackFormat.Units, PackFault.BadUnit, Of(units)),
        .. Named(PackFormat.CollectorChecks, PackFault.Unreadable, Of(checks)),
        .. Named(PackFormat.Earlier, PackFault.Unreadable, earlier is null ? [] : Of(earlier)),
    ];

    private static IEnumerable<PackProblem> Named(string file, PackFault fault, IEnumerable<string> details) => details.Select(detail => new PackProblem(file, fault, detail));

    private static IEnumerable<string> Of(DeclarationFile d, UnitFile[] units)
    {
        if (d.Format != PackFormat.Version)
        {
            yield return $"format {d.Format}";
        }

        if (d.Product.Length == 0 || d.Firmware.Length == 0)
        {
            yield return "no product or no firmware version";
        }

        if (d.UnitsOf is string whose && RecordStore.FindFault(whose) is RecordFault fault)
        {
            yield return $"whose units these are: {RecordTexts.Of(fault).En}";
        }

        if (!IsTime(d.Now))
        {
            yield return "no time";
        }

        if (d.UnitsIncluded != units.Length)
        {
            yield return $"{d.UnitsIncluded} units included, and {units.Length} in {PackFormat.Units}";
        }
    }

    // Counted twice, one unit would be two.
    private static IEnumerable<string> Of(UnitFile[] units) =>
    [
        .. Repeated(units.Select(u => u.Ueid)).Select(ueid => $"unit {ueid} stands twice"),
        .. Repeated(units.Select(u => u.Jwk)).Select(_ => "two units have one key"),
        .. Repeated(units.SelectMany(u => u.Reports).Select(r => r.Token)).Select(token => $"{token} stands twice"),
        .. units.Where(u => u.ReportCount < u.Reports.Count).Select(u => $"unit {u.Ueid}: fewer reports counted than are here"),
        .. units.Where(u => !u.Reports.All(r => IsTime(r.ReceivedAt)) || !u.Acknowledgements.All(a => IsTime(a.At))).Select(u => $"unit {u.Ueid}: no time"),
    ];

    private static IEnumerable<string> Of(CollectorCheck[] checks) =>
        [.. Repeated(checks.Select(c => c.Id)).Select(id => $"{id} stands twice"), .. checks.Where(c => !IsTime(c.At)).Select(c => $"{c.Id}: no time")];

    private static IEnumerable<string> Of(EarlierDeclaration earlier) =>
        [.. Repeated(earlier.Rows.Select(r => r.Id)).Select(id => $"{id} stands twice"), .. IsTime(earlier.Made) ? Array.Empty<string>() : ["no time"]];

    private static IEnumerable<string> Repeated(IEnumerable<string> items) => items.GroupBy(i => i, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);
}
