using System.Globalization;
using System.Text;

namespace NanoAgent.Evidence;

/// <summary>What people write into a record, an endorsement or the audit trail: a line that reads as it stands.</summary>
public static class PlainLine
{
    // Letters by their category, and nothing is seen of them (Unicode Standard, Default_Ignorable_Code_Point): a name that ends in one looks like another's.
    private static readonly Rune[] _fillers = [new('\u034F'), new('\u115F'), new('\u1160'), new('\u17B4'), new('\u17B5'), new('\u3164'), new('\uFFA0')];

    /// <summary>Is that one line, in which nothing is hidden and nothing turns the direction of what follows? Empty counts as one.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var before = new Rune(' ');

        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!(IsJoiner(rune) ? TakesJoiner(before) : IsShown(rune)))
            {
                return false;
            }

            before = rune;
        }

        return true;
    }

    // Another direction makes "retcelloc" read as "collector" (Unicode Technical Standard 55).
    private static bool IsShown(Rune rune) => !_fillers.Contains(rune) && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    // Some scripts are misspelt without joiners (Unicode Standard Annex 31, section 2.3); from Arabic to Mongolian stand all that use them. In Latin they split a word unseen.
    private static bool TakesJoiner(Rune before) => before.Value is >= 0x0600 and < 0x1900 && (Rune.IsLetter(before) || IsMark(before));

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
