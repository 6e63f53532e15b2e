using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>Whether the rules that a pack carries are those that its reader knows: whoever signs a pack could ease them.</summary>
internal static class SchemeRules
{
    /// <summary>What no revision may change, and what this build knows to be otherwise.</summary>
    public static IEnumerable<string> ProblemsOf(Scheme scheme)
    {
        foreach (SchemeProblem problem in SchemeLint.Check(scheme).Where(p => p.Fault is SchemeFault.DeviceClaimAlone or SchemeFault.DuplicateRow))
        {
            yield return problem.Fault == SchemeFault.DuplicateRow ? $"row {problem.Detail} stands twice" : $"{problem.Row}: a unit's own word alone would decide it";
        }

        if (Known(scheme) is Scheme known && known.Revision == scheme.Revision && !known.File.Span.SequenceEqual(scheme.File.Span))
        {
            yield return $"not the rules of revision {scheme.Revision} that this verifier brings along";
        }
    }

    /// <summary>What a reader should know of rules that this build cannot compare; null when they are its own.</summary>
    public static string? NoteOn(Scheme scheme) => Known(scheme) switch
    {
        null => $"the rows were judged by schemes/{scheme.Id}.json of the pack; this verifier knows no such scheme and compared its rules with nothing",
        { } known when known.Revision != scheme.Revision =>
            $"the rows were judged by schemes/{scheme.Id}.json of the pack, revision {scheme.Revision}; this verifier knows revision {known.Revision} and did not compare the rules",
        _ => null,
    };

    private static Scheme? Known(Scheme scheme) => SchemeCatalog.BuiltIn.Find(scheme.Id);
}
