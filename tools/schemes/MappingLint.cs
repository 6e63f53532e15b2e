namespace NanoAgent.Schemes;

/// <summary>Checks files of mappings beyond what the reader refuses.</summary>
internal static class MappingLint
{
    /// <summary>All problems of these files, given all schemes that they may name.</summary>
    public static IEnumerable<SchemeProblem> Check(IReadOnlyList<MappingFile> files, IReadOnlyList<Scheme> schemes)
    {
        HashSet<RowRef> known = [.. schemes.SelectMany(s => s.Criteria.Select(c => new RowRef(s.Id, c.Id)))];
        IEnumerable<SchemeProblem> twice = files.SelectMany(f => f.Mappings.Select(m => (f.Basis, Pair: PairOf(m))))
            .GroupBy(m => m.Pair).Where(g => g.Count() > 1)
            .Select(g => new SchemeProblem(NameOf(g.First().Basis), null, SchemeFault.BrokenMapping, $"{g.Key} stands twice"));
        return files.SelectMany(f => OfFile(f).Concat(f.Mappings.SelectMany(m => OfMapping(f, m, known)))).Concat(twice);
    }

    private static IEnumerable<SchemeProblem> OfFile(MappingFile file)
    {
        if (file.Format != SchemeReader.Format)
        {
            yield return new(NameOf(file.Basis), null, SchemeFault.UnknownFormat, $"need {SchemeReader.Format}, got {file.Format}");
        }

        foreach (SchemeProblem problem in SchemeLint.OfTexts(NameOf(file.Basis), null, [file.About, .. file.Mappings.Select(m => m.Note).OfType<Text>()], [.. file.Mappings.Select(m => m.Source).OfType<string>()]))
        {
            yield return problem;
        }
    }

    private static IEnumerable<SchemeProblem> OfMapping(MappingFile file, Mapping m, HashSet<RowRef> known)
    {
        SchemeProblem Problem(SchemeFault fault, string detail) => new(NameOf(file.Basis), m.From.ToString(), fault, detail);

        foreach (RowRef row in new[] { m.From, m.To }.Where(r => !known.Contains(r)))
        {
            yield return Problem(SchemeFault.BrokenMapping, $"no row {row}");
        }

        if (m.From.Scheme == m.To.Scheme)
        {
            yield return Problem(SchemeFault.BrokenMapping, $"{m.To} is of the same scheme");
        }

        if (m.Confidence == Confidence.Unknown)
        {
            yield return Problem(SchemeFault.MissingConfidence, m.To.ToString());
        }

        bool official = file.Basis == MappingBasis.Official;

        if (official ? string.IsNullOrEmpty(m.Source) : m.Relation != Relation.Related)
        {
            yield return Problem(SchemeFault.UnsourcedMapping, m.To.ToString());
        }
    }

    private static string PairOf(Mapping m) => string.CompareOrdinal(m.From.ToString(), m.To.ToString()) < 0 ? $"{m.From} {m.To}" : $"{m.To} {m.From}";

    private static string NameOf(MappingBasis basis) => basis == MappingBasis.Official ? "mappings/official" : "mappings/inferred";
}
