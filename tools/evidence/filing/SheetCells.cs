using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace NanoAgent.Evidence;

/// <summary>The cells of one sheet, read and written as text; formats of cells stay.</summary>
internal sealed class SheetCells(SheetData data, SharedStringTable? texts)
{
    /// <summary>For each text in a column, the first row that holds it.</summary>
    public Dictionary<string, uint> RowsByText(string column)
    {
        var rows = new Dictionary<string, uint>(StringComparer.Ordinal);

        foreach (Row row in data.Elements<Row>().Where(r => r.RowIndex is not null))
        {
            Cell? cell = row.Elements<Cell>().FirstOrDefault(c => c.CellReference?.Value == $"{column}{row.RowIndex!.Value}");

            if (cell is not null && TextOf(cell).Trim() is { Length: > 0 } text)
            {
                rows.TryAdd(text, row.RowIndex!.Value);
            }
        }

        return rows;
    }

    /// <summary>Writes a text; null leaves the cell as it was.</summary>
    public void Write(string reference, string? text)
    {
        if (text is null)
        {
            return;
        }

        // Plain text in its own cell: what begins with "=" stays text, and nothing shared with other cells changes.
        Cell cell = Find(reference);
        cell.RemoveAllChildren();
        cell.DataType = CellValues.InlineString;
        cell.AppendChild(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
    }

    private string TextOf(Cell cell)
    {
        if (cell.DataType?.Value == CellValues.SharedString && int.TryParse(cell.CellValue?.Text, out int index))
        {
            return texts?.Elements<SharedStringItem>().ElementAtOrDefault(index)?.InnerText ?? "";
        }

        return cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "";
    }

    private Cell Find(string reference)
    {
        uint number = uint.Parse(reference.AsSpan(ColumnOf(reference).Length), System.Globalization.CultureInfo.InvariantCulture);
        Row? row = data.Elements<Row>().FirstOrDefault(r => r.RowIndex?.Value == number);

        if (row is null)
        {
            row = new Row { RowIndex = number };
            data.InsertBefore(row, data.Elements<Row>().FirstOrDefault(r => r.RowIndex?.Value > number));
        }

        Cell? cell = row.Elements<Cell>().FirstOrDefault(c => c.CellReference?.Value == reference);

        if (cell is null)
        {
            cell = new Cell { CellReference = reference };
            row.InsertBefore(cell, row.Elements<Cell>().FirstOrDefault(c => Compare(c.CellReference?.Value ?? "", reference) > 0));
        }

        return cell;
    }

    // A workbook's columns go A … Z, AA …: a longer name comes later.
    private static int Compare(string a, string b)
    {
        string left = ColumnOf(a);
        string right = ColumnOf(b);
        return left.Length != right.Length ? left.Length - right.Length : string.CompareOrdinal(left, right);
    }

    private static string ColumnOf(string reference) => new([.. reference.TakeWhile(char.IsAsciiLetterUpper)]);
}
