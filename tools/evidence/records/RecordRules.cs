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
    public static string? FindProblem(EvidenceRecord record) => FindEmpty(record) ?? FindBadText(record) ?? FindBadContent(record);

    /// <summary>A date of the form <c>yyyy-MM-dd</c>, or null.</summary>
    public static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;

    private static string? FindEmpty(EvidenceRecord record)
    {
        string[] needed = record switch
        {
            DocumentRecord d => [d.Title, d.Type, d.File, d.Sha256, d.Date],
            ConfirmationRecord c => [c.Firmware, c.Criterion, c.By, c.Date],
            NotApplicableRecord n => [n.Firmware, n.Criterion, n.By, n.Date, n.Reason],
            ComparisonRecord c => [c.Criterion, c.Document, c.Version, c.By, c.Date],
            _ => [],
        };
        return needed.Append(record.Product).Any(string.IsNullOrWhiteSpace) ? "a required text is empty" : null;
    }

    private static string? FindBadText(EvidenceRecord record)
    {
        string?[] texts = record switch
        {
            ProductRecord p => [p.Name, p.ReasonAlike, p.Applicant, p.ApplicationNumber, p.LabelNumber, .. p.Models],
            DocumentRecord d => [d.Title, d.Type, d.Url, .. d.Criteria],
            ConfirmationRecord c => [c.By, c.Note],
            NotApplicableRecord n => [n.By, n.Reason],
            ComparisonRecord c => [c.Document, c.Version, c.By, c.Note],
            TestRecord t when TestContent.TryRead(t, out TestContent? content, out _) => [content!.Tester, content.Tool, content.Summary, .. content.Units],
            ProvisioningRecord p when ProvisioningContent.TryRead(p, out ProvisioningContent? content, out _) => [content!.By, content.Ueid],
            _ => [],
        };

        foreach (string text in texts.OfType<string>())
        {
            if (text.Length > MaxText || text.Any(c => char.IsControl(c) && c != '\n'))
            {
                return $"a text is longer than {MaxText} characters or holds control characters";
            }

            if (Wording.FindForbidden(text) is string word)
            {
                return $"\"{word}\" may not be said of a product";
            }
        }

        return null;
    }

    private static string? FindBadContent(EvidenceRecord record) => record switch
    {
        ProductRecord { Models.Count: 0 } => "a product needs a model",
        ProductRecord { Models.Count: > 1, ReasonAlike: null } => "a family of several models needs the reason why they are alike",
        ProductRecord p when FindBadFiling(p) is string problem => problem,
        DocumentRecord { Criteria.Count: 0 } => "a document needs a criterion",
        DocumentRecord d when !IsPlainName(d.File) => "the document's file is no plain name",
        DocumentRecord d when d.Sha256.Length != 64 || !d.Sha256.All(char.IsAsciiHexDigitLower) => "sha256 of 64 lower-case digits",
        DocumentRecord d when Date(d.Date) is null || (d.ValidUntil is not null && Date(d.ValidUntil) is null) => "date of the form yyyy-MM-dd",
        TestRecord t when !TestContent.TryRead(t, out _, out _) => "the signature or the content of the test record does not hold",
        ProvisioningRecord p when !ProvisioningContent.TryRead(p, out _, out _) => "the signature or the content of the provisioning record does not hold",
        ConfirmationRecord c when Date(c.Date) is null => "date of the form yyyy-MM-dd",
        NotApplicableRecord n when Date(n.Date) is null => "date of the form yyyy-MM-dd",
        ComparisonRecord c when Date(c.Date) is null => "date of the form yyyy-MM-dd",
        _ => null,
    };

    private static string? FindBadFiling(ProductRecord p)
    {
        if (p.CorporateNumber is not null && !CorporateNumber.IsValid(p.CorporateNumber))
        {
            return "a corporate number has 13 digits, and its check digit does not hold or it is another number";
        }

        if (new[] { p.LabelIssued, p.LabelEnds, p.SupportEnds }.Any(d => d is not null && Date(d) is null))
        {
            return "date of the form yyyy-MM-dd";
        }

        if (p.LabelEnds is not null && p.LabelIssued is null)
        {
            return "a label's end without its issue";
        }

        return p.LabelEnds is not null && (Date(p.LabelEnds) < Date(p.LabelIssued) || Date(p.LabelEnds) > Date(p.LabelIssued)!.Value.AddYears(LabelLife.MostYears))
            ? $"a label ends after its issue, and at most {LabelLife.MostYears} years after it"
            : p.RetentionYears is < 1 or > 100 ? "evidence is kept for 1 to 100 years" : null;
    }

    // The name goes into paths of a folder and a zip, on any file system.
    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= 64 && name[0] != '.' && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_');
}
