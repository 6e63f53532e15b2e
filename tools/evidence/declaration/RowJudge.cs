using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>Tells a criterion's state from the fleet's tally, the collector's checks and the records. No clock, no files, no network.</summary>
internal sealed class RowJudge(FleetTally fleet, IReadOnlyList<CollectorCheck> collectorChecks, RecordView records)
{
    /// <summary>Judges one criterion.</summary>
    public DeclarationRow Judge(Criterion criterion)
    {
        IReadOnlyList<TestInput> tests = records.Tests(criterion.Id);
        var row = new DeclarationRow
        {
            Criterion = criterion,
            State = CriterionState.Unknown,
            Open = [],
            Checks = [.. criterion.Checks.Select(v => Weigh(v, tests))],
            CollectorChecks = [.. criterion.CollectorChecks.Select(Weigh)],
            Tests = tests,
            Documents = records.Documents(criterion.Id),
            Confirmation = records.Confirmation(criterion.Id),
            NotApplicable = records.NotApplicable(criterion.Id),
            Comparison = records.Comparison(criterion.Id),
        };
        return Decide(row);
    }

    // The order is the design's precedence: what contradicts goes before what sets aside, and a gap before what is merely missing.
    private DeclarationRow Decide(DeclarationRow row)
    {
        OpenItem[] contradictions = [.. Contradictions(row)];
        OpenItem[] refusedMarks = [.. RefusedMarks(row)];
        OpenItem[] gaps = [.. Gaps(row)];
        OpenItem[] missing = [.. Missing(row, saidOfClaims: contradictions.Concat(gaps).Any(o => row.Checks.Any(c => c.Check == o.Name)))];

        if (contradictions.Length > 0)
        {
            return row with { State = CriterionState.NotSatisfied, Open = [.. contradictions, .. refusedMarks, .. gaps, .. missing] };
        }

        if (row.NotApplicable is not null && refusedMarks.Length == 0)
        {
            return row with { State = CriterionState.NotApplicable };
        }

        CriterionState state = gaps.Length > 0 ? CriterionState.Unknown : missing.Length > 0 ? CriterionState.NeedsRecord : CriterionState.Satisfied;
        return row with { State = state, Open = [.. refusedMarks, .. gaps, .. missing] };
    }

    private static IEnumerable<OpenItem> Contradictions(DeclarationRow row) =>
        row.Checks.Where(c => c.Contradicts > 0).Select(c => new OpenItem(OpenReason.ContradictedByUnits, c.Check, c.Contradicts))
        .Concat(row.Checks.Where(c => c.Past > 0).Select(c => new OpenItem(OpenReason.ContradictedByPast, c.Check, c.Past)))
        .Concat(row.CollectorChecks.Where(c => c.Effect == Effect.Contradicts).Select(c => new OpenItem(OpenReason.ContradictedByCollector, c.Check, c.Result!.Concerned.Count)))
        .Concat(row.Tests.Where(t => t.WhyNot is null && t.Content.Outcome == TestOutcome.Fail).Select(t => new OpenItem(OpenReason.ContradictedByTest, t.File)));

    private IEnumerable<OpenItem> RefusedMarks(DeclarationRow row)
    {
        if (row.NotApplicable is null)
        {
            return [];
        }

        return row.Criterion.NotApplicable.Allowed
            ? row.Criterion.NotApplicable.VoidedBy.Where(Shown).Select(c => new OpenItem(OpenReason.NotApplicableVoid, c))
            : [new OpenItem(OpenReason.NotApplicableRefused, "")];
    }

    // A check that contradicts is known: it is a gap only on further units that cannot tell.
    private static IEnumerable<OpenItem> Gaps(DeclarationRow row) =>
        row.Checks.Where(c => c.Required && !c.Supplied && (c.Unknown > 0 || c.Contradicts + c.Past == 0)).Select(c => new OpenItem(OpenReason.FactUnknown, c.Check, c.Unknown))
        .Concat(row.CollectorChecks.Where(c => c.Required && c.Result is not null && c.Effect == Effect.Unknown).Select(c => new OpenItem(OpenReason.FactUnknown, c.Check)));

    // What was said of a check already is not said again as a missing claim.
    private static IEnumerable<OpenItem> Missing(DeclarationRow row, bool saidOfClaims)
    {
        foreach (RecordKind kind in row.Criterion.Requires.Where(k => !IsThere(row, k) && !(saidOfClaims && k == RecordKind.DeviceClaim)))
        {
            yield return new OpenItem(OpenReason.KindMissing, NameOf(kind));
        }

        if (row.Confirmation is null)
        {
            yield return new OpenItem(OpenReason.NotConfirmed, "");
        }
    }

    private static bool IsThere(DeclarationRow row, RecordKind kind) => kind switch
    {
        RecordKind.DeviceClaim => row.Checks.Any(c => c.Required && c.Supports > 0),
        RecordKind.CollectorCheck => row.CollectorChecks.Where(c => c.Required).All(c => c.Result is not null),
        RecordKind.TestRecord => row.Tests.Any(t => t.WhyNot is null && t.Content.Outcome == TestOutcome.Pass),
        RecordKind.VendorDocument => row.Documents.Any(d => d.WhyNot is null),
        _ => false,
    };

    /// <summary>The kind's name in files.</summary>
    public static string NameOf(RecordKind kind) => kind switch
    {
        RecordKind.DeviceClaim => "device-claim",
        RecordKind.CollectorCheck => "collector-check",
        RecordKind.TestRecord => "test-record",
        RecordKind.VendorDocument => "vendor-document",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private CheckInput Weigh(CheckVoice voice, IReadOnlyList<TestInput> tests)
    {
        CheckTally tally = fleet.Of(voice.Check);
        int Sum(IReadOnlyDictionary<string, int> answers, Effect effect) => answers.Where(a => EffectOf(voice, a.Key) == effect).Sum(a => a.Value);

        return new CheckInput
        {
            Check = voice.Check,
            Required = voice.Required,
            Supports = Sum(tally.Present, Effect.Supports),
            Contradicts = Sum(tally.Present, Effect.Contradicts) + Sum(tally.Idle, Effect.Contradicts),
            Past = Sum(tally.Past, Effect.Contradicts),
            Unknown = Sum(tally.Present, Effect.Unknown),
            Silent = Sum(tally.Present, Effect.Silent),
            SuppliedByTest = tests.Any(t => t.WhyNot is null && t.Content.Outcome == TestOutcome.Pass && t.Content.Checks.Contains(voice.Check)),
            Answers = tally.Present,
            Facts = tally.Facts,
            Concerned = [.. tally.Examples.Where(e => EffectOf(voice, e.Key) == Effect.Contradicts).SelectMany(e => e.Value).Distinct().Take(FleetTallier.MaxExamples)],
        };
    }

    private CollectorInput Weigh(CollectorVoice voice)
    {
        CollectorCheck? result = collectorChecks.LastOrDefault(c => c.Id == voice.Check);
        return new CollectorInput(voice.Check, voice.Required, result is null ? Effect.Unknown : voice.EffectOf(NameOf(result.Answer)), result);
    }

    /// <summary>The answer's name in files.</summary>
    public static string NameOf(CheckAnswer answer) => answer switch
    {
        CheckAnswer.Holds => "holds",
        CheckAnswer.Fails => "fails",
        CheckAnswer.NothingToCheck => "nothing-to-check",
        _ => "unknown",
    };

    private static Effect EffectOf(CheckVoice voice, string answer)
    {
        string[] parts = answer.Split(':');
        return voice.EffectOf(parts[0], parts[1]);
    }

    // A unit shows a function when a check found it, whether it held or not; a function found missing is not shown.
    private bool Shown(string check)
    {
        CheckTally tally = fleet.Of(check);
        return tally.Present.Keys.Concat(tally.Idle.Keys).Concat(tally.Past.Keys)
            .Select(k => k.Split(':')).Any(k => k[0] == "success" || (k[0] == "fail" && k[1] != "not-there"));
    }
}
