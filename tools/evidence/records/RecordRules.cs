using System.Globalization;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>What a record must meet before it is used or written.</summary>
internal static class RecordRules
{
    /// <summary>Longest text of a record, in characters; a signed test record is bounded by its file.</summary>
    public const int MaxText = 2000;

    /// <summary>The record's kind as in its file.</summary>
    public static string KindOf(EvidenceRecord record) => record switch
    {
        ProductRecord => "product",
        DocumentRecord => "vendor-document",
        TestRecord => "test-record",
        ProvisioningRecord => "provisioning",
        ConfirmationRecord => "confirmation",
        NotApplicableRecord => "not-applicable",
        ComparisonRecord => "comparison",
        _ => throw new ArgumentOutOfRangeException(nameof(record)),
    };

    /// <summary>The first rule that it breaks, or null.</summary>
    public static RecordFault? FindFault(EvidenceRecord record) => FindEmpty(record) ?? FindBadText(record) ?? (FindBadContent(record) is RecordRule rule ? new RecordFault(rule) : null);

    /// <summary>A date of the form <c>yyyy-MM-dd</c>, or null.</summary>
    public static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;

    private static RecordFault? FindEmpty(EvidenceRecord record)
    {
        string[] needed = record switch
        {
            DocumentRecord d => [d.Title, d.Type, d.File, d.Sha256, d.Date],
            ConfirmationRecord c => [c.Firmware, c.Criterion, c.By, c.Date],
            NotApplicableRecord n => [n.Firmware, n.Criterion, n.By, n.Date, n.Reason],
            ComparisonRecord c => [c.Criterion, c.Document, c.Version, c.By, c.Date],
            ProductRecord p => [.. p.Models],
            TestRecord t when TestContent.TryRead(t, out TestContent? content, out _) => [content!.Firmware, content.Tester, content.Tool, content.Summary, .. content.Units.DefaultIfEmpty("")],
            ProvisioningRecord p when ProvisioningContent.TryRead(p, out ProvisioningContent? content, out _) => [content!.Ueid, content.By],
            _ => [],
        };
        return needed.Append(record.Product).Any(string.IsNullOrWhiteSpace) ? new RecordFault(RecordRule.NoEmptyText) : null;
    }

    private static RecordFault? FindBadText(EvidenceRecord record)
    {
        // Names and numbers stand in a table's cell or within a sentence, and are one line each.
        (string?[] lines, string? prose) = record switch
        {
            ProductRecord p => ([p.Name, p.Applicant, p.ApplicationNumber, p.LabelNumber, .. p.Models], p.ReasonAlike),
            DocumentRecord d => ([d.Firmware, d.Title, d.Type, d.Url, .. d.Criteria], null),
            ConfirmationRecord c => ([c.Firmware, c.Criterion, c.By], c.Note),
            NotApplicableRecord n => ([n.Firmware, n.Criterion, n.By], n.Reason),
            ComparisonRecord c => ([c.Criterion, c.Document, c.Version, c.By], c.Note),
            TestRecord t when TestContent.TryRead(t, out TestContent? content, out _) => ([content!.Firmware, content.Tester, content.Tool, .. content.Criteria, .. content.Units], content.Summary),
            ProvisioningRecord p when ProvisioningContent.TryRead(p, out ProvisioningContent? content, out _) => ([content!.By, content.Ueid], null),
            _ => ((string?[])[], (string?)null),
        };
        return lines.Append(record.Product).OfType<string>().Select(FindBadLine).FirstOrDefault(fault => fault is not null) ?? (prose is null ? null : FindBadProse(prose));
    }

    /// <summary>The first rule that a line breaks, such as a name or a number, or null.</summary>
    public static RecordFault? FindBadLine(string text) => PlainLine.Is(text) ? FindBadProse(text) : new RecordFault(RecordRule.PlainText);

    private static RecordFault? FindBadProse(string text) =>
        text.Length > MaxText || !text.Split('\n').All(PlainLine.Is) ? new RecordFault(RecordRule.PlainText)
        : Wording.FindForbidden(text) is string word ? new RecordFault(RecordRule.AllowedWords, word)
        : null;

    private static RecordRule? FindBadContent(EvidenceRecord record) => record switch
    {
        ProductRecord { Models.Count: 0 } => RecordRule.Model,
        ProductRecord { Models.Count: > 1, ReasonAlike: null } => RecordRule.ReasonAlike,
        ProductRecord p when FindBadFiling(p) is RecordRule rule => rule,
        DocumentRecord { Criteria.Count: 0 } => RecordRule.Criterion,
        DocumentRecord d when !IsPlainName(d.File) => RecordRule.PlainName,
        DocumentRecord d when d.Sha256.Length != 64 || !d.Sha256.All(char.IsAsciiHexDigitLower) => RecordRule.Hash,
        DocumentRecord d when Date(d.Date) is null || (d.ValidUntil is not null && Date(d.ValidUntil) is null) => RecordRule.Date,
        TestRecord t when !TestContent.TryRead(t, out _, out _) => RecordRule.TestSignature,
        ProvisioningRecord p when !ProvisioningContent.TryRead(p, out _, out _) => RecordRule.ProvisioningSignature,
        ConfirmationRecord c => FindBadTime(c.Date, c.RecordedAt),
        NotApplicableRecord n => FindBadTime(n.Date, n.RecordedAt),
        ComparisonRecord c => FindBadTime(c.Date, c.RecordedAt),
        _ => null,
    };

    private static RecordRule? FindBadTime(string date, string? recordedAt) =>
        Date(date) is null ? RecordRule.Date : recordedAt is not null && !RecordTime.IsOne(recordedAt) ? RecordRule.RecordedAt : null;

    private static RecordRule? FindBadFiling(ProductRecord p)
    {
        if (p.CorporateNumber is not null && !CorporateNumber.IsValid(p.CorporateNumber))
        {
            return RecordRule.CorporateNumber;
        }

        if (new[] { p.LabelIssued, p.LabelEnds, p.SupportEnds }.Any(d => d is not null && Date(d) is null))
        {
            return RecordRule.Date;
        }

        if (p.LabelEnds is not null && p.LabelIssued is null)
        {
            return RecordRule.LabelIssued;
        }

        return p.LabelEnds is not null && (Date(p.LabelEnds) < Date(p.LabelIssued) || Date(p.LabelEnds) > Date(p.LabelIssued)!.Value.AddYears(LabelLife.MostYears))
            ? RecordRule.LabelTime
            : p.RetentionYears is < 1 or > 100 ? RecordRule.Retention : null;
    }

    // The name goes into paths of a folder and a zip, on any file system.
    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= 64 && name[0] != '.' && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_');
}
