using System.Text;

namespace NanoAgent.Evidence;

/// <summary>A table as CSV (RFC 4180), UTF-8 with a byte order mark, since spreadsheets take Japanese for another encoding without it.</summary>
public static class CsvTable
{
    /// <summary>Writes the lines, the head first.</summary>
    public static byte[] Write(IEnumerable<IReadOnlyList<string>> lines)
    {
        var text = new StringBuilder("\uFEFF");

        foreach (IReadOnlyList<string> line in lines)
        {
            text.Append(Line(line));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>One line with its end.</summary>
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    // A spreadsheet runs a cell that starts like a formula, and titles and notes come from outside; an apostrophe makes it text.
    private static string Cell(string text)
    {
        string safe = text.Length > 0 && "=+-@\t\r".Contains(text[0]) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"")}\"" : safe;
    }
}
