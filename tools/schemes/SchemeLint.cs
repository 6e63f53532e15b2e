using System.Reflection;
using NanoAgent.Attestation.Claims;

namespace NanoAgent.Schemes;

/// <summary>What is wrong with a scheme file.</summary>
public enum SchemeFault
{
    /// <summary>A format that this build does not know.</summary>
    UnknownFormat,

    /// <summary>An id that is not of a-z, 0-9 and hyphens.</summary>
    BadId,

    /// <summary>A scheme without criteria that is not marked as skeleton, or a skeleton with criteria or without notes.</summary>
    EmptyOrNot,

    /// <summary>Two rows with one id.</summary>
    DuplicateRow,

    /// <summary>A text, in one of the two languages, is missing.</summary>
    MissingText,

    /// <summary>A row without confidence, its note or its source.</summary>
    MissingConfidence,

    /// <summary>A check that neither the agent nor the collector has.</summary>
    UnknownCheck,

    /// <summary>A check that is named twice in a row, or both in a row and beyond the scheme.</summary>
    DuplicateCheck,

    /// <summary>An outcome or answer that does not exist, or one that stands in two lists.</summary>
    BadOutcome,

    /// <summary>A row that device claims alone would decide, or that requires nothing.</summary>
    DeviceClaimAlone,

    /// <summary>A row that requires a kind of record, and no check supplies it; or a required check of a kind that the row does not require.</summary>
    KindWithoutCheck,

    /// <summary>A check of the agent that is neither in a row nor beyond the scheme.</summary>
    UnplacedCheck,

    /// <summary>A mapping to a row that does not exist or of the same scheme, or one that stands twice.</summary>
    BrokenMapping,

    /// <summary>An official mapping without a source, or an inference that is called more than related.</summary>
    UnsourcedMapping,

    /// <summary>Conditions, ICS answers or IXIT tables that do not fit the rows.</summary>
    BrokenTable,

    /// <summary>An expression that may not be said of a product.</summary>
    ForbiddenWord,
}

/// <summary>One problem of a scheme file.</summary>
/// <param name="Scheme">The scheme's id.</param>
/// <param name="Row">The row, or null for the scheme as a whole.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Detail">The word, check or mapping concerned.</param>
public sealed record SchemeProblem(string Scheme, string? Row, SchemeFault Fault, string Detail);

/// <summary>Checks scheme files beyond what the reader refuses.</summary>
public static class SchemeLint
{
    private static readonly string[] Outcomes = ["success", "fail", "not-run", "absent"];
    private static readonly string[] Answers = ["holds", "fails", "nothing-to-check"];

    /// <summary>The ids of all checks of the agent.</summary>
    public static IReadOnlyList<string> AgentChecks { get; } =
        [.. typeof(CheckIds).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];

    /// <summary>All problems of these schemes, and of mappings, which may name no others. Empty when there is none.</summary>
    public static IReadOnlyList<SchemeProblem> Check(IReadOnlyList<Scheme> schemes, IReadOnlyList<MappingFile> mappings) =>
        [.. schemes.SelectMany(Check), .. MappingLint.Check(mappings, schemes)];

    /// <summary>All problems of one scheme.</summary>
    public static IEnumerable<SchemeProblem> Check(Scheme scheme) =>
        OfScheme(scheme).Concat(TableLint.Check(scheme)).Concat(scheme.Criteria.SelectMany(c => OfRow(scheme, c)));

    private static IEnumerable<SchemeProblem> OfScheme(Scheme s)
    {
        SchemeProblem Problem(SchemeFault fault, string detail) => new(s.Id, null, fault, detail);

        if (s.Format != SchemeReader.Format)
        {
            yield return Problem(SchemeFault.UnknownFormat, $"need {SchemeReader.Format}, got {s.Format}");
        }

        if (s.Id.Length == 0 || s.Id.Any(c => !(c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')))
        {
            yield return Problem(SchemeFault.BadId, s.Id);
        }

        if (s.Skeleton ? s.Criteria.Count > 0 || s.Notes.Count == 0 : s.Criteria.Count == 0)
        {
            yield return Problem(SchemeFault.EmptyOrNot, $"{s.Criteria.Count} criteria");
        }

        foreach (string id in Repeated(s.Criteria.Select(c => c.Id)))
        {
            yield return Problem(SchemeFault.DuplicateRow, id);
        }

        foreach (SchemeProblem problem in OfTexts(s.Id, null, TextsOf(s), [s.Owner, s.Document]).Concat(OfBeyond(s)))
        {
            yield return problem;
        }
    }

    private static Text[] TextsOf(Scheme s) =>
    [
        s.Title, s.Compared, .. s.Notes, .. s.Beyond.Select(b => b.Why), .. s.Conditions.Select(c => c.When), .. s.Ics.Select(a => a.Meaning), .. s.Ixit.Select(t => t.Title),
    ];

    private static IEnumerable<SchemeProblem> OfBeyond(Scheme s)
    {
        string[] beyond = [.. s.Beyond.Select(b => b.Check)];
        string[] inRows = [.. s.Criteria.SelectMany(c => c.Checks).Select(v => v.Check).Distinct()];
        IEnumerable<SchemeProblem> unknown = beyond.Except(AgentChecks).Select(c => new SchemeProblem(s.Id, null, SchemeFault.UnknownCheck, c));
        IEnumerable<SchemeProblem> twice = Repeated(beyond).Concat(beyond.Intersect(inRows)).Select(c => new SchemeProblem(s.Id, null, SchemeFault.DuplicateCheck, c));
        // A scheme that places some checks places all, so that a new check cannot be forgotten on the page.
        IEnumerable<SchemeProblem> unplaced = beyond.Length == 0 ? [] : AgentChecks.Except(inRows).Except(beyond).Select(c => new SchemeProblem(s.Id, null, SchemeFault.UnplacedCheck, c));
        return unknown.Concat(twice).Concat(unplaced);
    }

    private static IEnumerable<SchemeProblem> OfRow(Scheme s, Criterion c)
    {
        Text[] texts = [c.Title, c.TitleStatus, c.Demand, c.DemandStatus, c.NotApplicable.When, .. c.VendorEvidence, .. c.Thresholds.Select(t => t.Of)];
        IEnumerable<SchemeProblem> problems = OfTexts(s.Id, c.Id, texts, [c.EvidenceKind, c.EvidenceKindStatus, c.NotApplicable.Status, c.ConfidenceNote, c.Source, .. c.Unverified])
            .Concat(OfVoices(s, c));

        if (c.Confidence == Confidence.Unknown || c.ConfidenceNote.Length == 0 || c.Source.Length == 0)
        {
            problems = problems.Append(new(s.Id, c.Id, SchemeFault.MissingConfidence, c.Confidence.ToString()));
        }

        if (c.Requires.All(k => k == RecordKind.DeviceClaim))
        {
            problems = problems.Append(new(s.Id, c.Id, SchemeFault.DeviceClaimAlone, $"{c.Requires.Count} kinds"));
        }

        return problems;
    }

    private static IEnumerable<SchemeProblem> OfVoices(Scheme s, Criterion c)
    {
        SchemeProblem Problem(SchemeFault fault, string detail) => new(s.Id, c.Id, fault, detail);
        string[] device = [.. c.Checks.Select(v => v.Check)];
        string[] collector = [.. c.CollectorChecks.Select(v => v.Check)];

        foreach (string check in device.Concat(c.NotApplicable.VoidedBy).Except(AgentChecks).Concat(collector.Except(CollectorCheckIds.All)))
        {
            yield return Problem(SchemeFault.UnknownCheck, check);
        }

        foreach (string check in Repeated(device).Concat(Repeated(collector)))
        {
            yield return Problem(SchemeFault.DuplicateCheck, check);
        }

        foreach (string key in c.Checks.SelectMany(v => BadKeys([.. v.Supports, .. v.Contradicts, .. v.Silent], Outcomes))
            .Concat(c.CollectorChecks.SelectMany(v => BadKeys([.. v.Supports, .. v.Contradicts, .. v.Silent], Answers))))
        {
            yield return Problem(SchemeFault.BadOutcome, key);
        }

        if (c.Checks.Any(v => v.Required) != c.Requires.Contains(RecordKind.DeviceClaim))
        {
            yield return Problem(SchemeFault.KindWithoutCheck, "device-claim");
        }

        if (c.CollectorChecks.Any(v => v.Required) != c.Requires.Contains(RecordKind.CollectorCheck))
        {
            yield return Problem(SchemeFault.KindWithoutCheck, "collector-check");
        }
    }

    private static IEnumerable<string> BadKeys(string[] keys, string[] known) =>
        keys.Where(k => !known.Contains(k.Split(':')[0])).Concat(Repeated(keys));

    /// <summary>Missing texts and barred wording.</summary>
    internal static IEnumerable<SchemeProblem> OfTexts(string scheme, string? row, IEnumerable<Text> texts, IEnumerable<string> others)
    {
        foreach (string text in texts.SelectMany(t => new[] { t.Ja, t.En }).Concat(others))
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                yield return new(scheme, row, SchemeFault.MissingText, "empty");
            }
            else if (Wording.FindForbidden(text) is string word)
            {
                yield return new(scheme, row, SchemeFault.ForbiddenWord, word);
            }
        }
    }

    /// <summary>What stands more than once.</summary>
    internal static IEnumerable<string> Repeated(IEnumerable<string> items) => items.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => g.Key);
}
