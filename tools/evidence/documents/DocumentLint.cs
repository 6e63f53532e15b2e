using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace NanoAgent.Evidence;

/// <summary>What is wrong with a vendor's document.</summary>
public enum DocumentFault
{
    /// <summary>A place of the template was left to fill in.</summary>
    NotFilledIn,

    /// <summary>A content that has to be there was not found.</summary>
    ContentMissing,

    /// <summary>A content that is believed to be asked for was not found; a warning, since nobody compared it with the official text.</summary>
    UnverifiedContentMissing,

    /// <summary>An expression that may not be said of a product.</summary>
    ForbiddenWord,
}

/// <summary>One problem of a document.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Detail">The place, content or word concerned.</param>
/// <param name="Content">The content that is missing, or null.</param>
public sealed record DocumentProblem(DocumentFault Fault, string Detail, RequiredContent? Content = null)
{
    /// <summary>Warnings do not decide.</summary>
    public bool IsWarning => Fault == DocumentFault.UnverifiedContentMissing;
}

/// <summary>Looks whether a vendor's document says what it has to. Finds words, not truth: a person still reads it.</summary>
public static partial class DocumentLint
{
    /// <summary>Largest document that is looked through, in bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    // Documents come from outside: every expression runs in time that grows with the text and no faster.
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly Regex _unseen = new(@"<script\b[^>]*>.*?</script\s*>|<style\b[^>]*>.*?</style\s*>", Linear | RegexOptions.Singleline);

    private static readonly HashSet<string> _templatePlaces =
        [.. DocumentTemplate.All.SelectMany(t => DocumentTemplate.Languages.SelectMany(l => Place().Matches(t.Text(l)).Select(m => m.Value)))];

    /// <summary>The problems of a text.</summary>
    public static IReadOnlyList<DocumentProblem> Check(DocumentTemplate template, string text)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(text);
        IEnumerable<DocumentProblem> open = Place().Matches(text).Select(m => new DocumentProblem(DocumentFault.NotFilledIn, m.Value)).DistinctBy(p => p.Detail);
        IEnumerable<DocumentProblem> missing = template.Contents.Where(c => !c.Any.Any(p => Regex.IsMatch(text, p, Linear)))
            .Select(c => new DocumentProblem(c.Decides ? DocumentFault.ContentMissing : DocumentFault.UnverifiedContentMissing, c.Id, c));
        IEnumerable<DocumentProblem> barred = Schemes.Wording.FindForbidden(text) is string word ? [new DocumentProblem(DocumentFault.ForbiddenWord, word)] : [];
        return [.. open, .. missing, .. barred];
    }

    /// <summary>The text of a document: UTF-8, plain, Markdown or HTML; null for anything else, such as a PDF.</summary>
    public static string? TryReadText(byte[] document)
    {
        ArgumentNullException.ThrowIfNull(document);

        if (document.Length > MaxBytes || document.Contains((byte)0) || document.AsSpan().StartsWith("%PDF"u8))
        {
            return null;
        }

        try
        {
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(document);
            return LooksLikeHtml().IsMatch(text) ? WebUtility.HtmlDecode(Tag().Replace(_unseen.Replace(text, " "), " ")) : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The first place of any template of ours, in either language, that a document still holds; null when there is none or it is no text. Braces of another meaning are none.</summary>
    public static string? FindPlaceLeftOpen(byte[] document) =>
        TryReadText(document) is string text ? Place().Matches(text).Select(m => m.Value).FirstOrDefault(_templatePlaces.Contains) : null;

    [GeneratedRegex(@"\{\{[^{}]{0,200}\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(@"<(!doctype html|html|body)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeHtml();

    [GeneratedRegex("<[^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
