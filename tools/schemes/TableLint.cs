using System.Text.RegularExpressions;

namespace NanoAgent.Schemes;

/// <summary>Checks the tables that EN 303 645 has beside its rows: conditions, ICS answers and IXIT tables.</summary>
internal static partial class TableLint
{
    /// <summary>The states of a row, as an ICS answer names them.</summary>
    private static readonly string[] States = ["unknown", "not-satisfied", "not-applicable", "needs-record", "satisfied"];

    /// <summary>All problems of a scheme's tables.</summary>
    public static IEnumerable<SchemeProblem> Check(Scheme s) => OfConditions(s).Concat(OfIcs(s)).Concat(OfIxit(s)).Concat(OfThresholds(s));

    private static IEnumerable<SchemeProblem> OfConditions(Scheme s)
    {
        string[] known = [.. s.Conditions.Select(c => c.Id)];
        IEnumerable<SchemeProblem> unsure = s.Conditions.Where(c => c.Confidence == Confidence.Unknown).Select(c => new SchemeProblem(s.Id, null, SchemeFault.MissingConfidence, c.Id));
        IEnumerable<SchemeProblem> unknown = s.Criteria.SelectMany(c => ConditionInStatus().Matches(c.Status ?? "").Select(m => m.Value).Except(known)
            .Select(id => new SchemeProblem(s.Id, c.Id, SchemeFault.BrokenTable, $"no condition {id}")));
        return unsure.Concat(unknown).Concat(SchemeLint.Repeated(known).Select(id => new SchemeProblem(s.Id, null, SchemeFault.BrokenTable, $"condition {id} stands twice")));
    }

    private static IEnumerable<SchemeProblem> OfIcs(Scheme s)
    {
        string[] given = [.. s.Ics.SelectMany(a => a.States)];

        if (s.Ics.Count > 0 && !given.Order(StringComparer.Ordinal).SequenceEqual(States.Order(StringComparer.Ordinal)))
        {
            yield return new(s.Id, null, SchemeFault.BrokenTable, "the ICS answers do not name each state once");
        }
    }

    private static IEnumerable<SchemeProblem> OfIxit(Scheme s)
    {
        string[] known = [.. s.Ixit.Select(t => t.Id)];
        return SchemeLint.Repeated(known).Select(id => new SchemeProblem(s.Id, null, SchemeFault.BrokenTable, $"IXIT {id} stands twice"))
            .Concat(s.Ixit.SelectMany(t => t.Checks.Except(SchemeLint.AgentChecks)).Select(c => new SchemeProblem(s.Id, null, SchemeFault.UnknownCheck, c)))
            .Concat(s.Criteria.SelectMany(c => c.Ixit.Except(known).Select(id => new SchemeProblem(s.Id, c.Id, SchemeFault.BrokenTable, $"no IXIT {id}"))));
    }

    private static IEnumerable<SchemeProblem> OfThresholds(Scheme s) =>
        s.Criteria.SelectMany(c => c.Thresholds.Where(t => t.Confidence == Confidence.Unknown).Select(t => new SchemeProblem(s.Id, c.Id, SchemeFault.MissingConfidence, t.Of.En)));

    [GeneratedRegex(@"[CF]\(\w+\)", RegexOptions.CultureInvariant)]
    private static partial Regex ConditionInStatus();
}
