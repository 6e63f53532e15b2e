using System.Globalization;
using System.Text;

namespace NanoAgent.Collector.Operators;

/// <summary>What people write into the audit trail: a line that reads as it stands.</summary>
public static class PlainLine
{
    // Joiners, without which some scripts are misspelt (Unicode Standard Annex 31, section 2.3).
    private static readonly Rune[] _joiners = [new('\u200C'), new('\u200D')];

    /// <summary>Is that one line, in which nothing is hidden and nothing turns the direction of what follows? Empty counts as one.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().All(IsShown);
    }

    // Another direction makes "retcelloc" read as "collector" (Unicode Technical Standard 55).
    private static bool IsShown(Rune rune) => _joiners.Contains(rune) || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
