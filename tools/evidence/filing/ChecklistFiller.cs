using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>Fills the authority's own checklist workbook from a pack, through a column map. What the map does not name stays as it was.</summary>
public static partial class ChecklistFiller
{
    private static readonly string[] RowFields = ["state", "documents", "tests", "units", "confirmed-by", "confirmed-on", "note"];
    private static readonly string[] HeadFields = ["applicant", "corporate-number", "application-number", "label-number", "models", "product", "firmware"];

    /// <summary>Reads a column map that came from outside; null and why not.</summary>
    public static ColumnMap? TryReadMap(byte[] json, out string? problem)
    {
        ColumnMap? map = Json.TryRead<ColumnMap>(json, out problem);
        problem ??= FindProblem(map!);
        return problem is null ? map : null;
    }

    /// <summary>Fills a workbook in place.</summary>
    /// <param name="workbook">The workbook, an .xlsx that can be read and written.</param>
    /// <param name="map">Where what goes.</param>
    /// <param name="checklist">The pack's checklist.json.</param>
    /// <param name="product">The product with its filing.</param>
    /// <param name="detail">The sheet or the criteria concerned by a refusal.</param>
    public static FillRefusal Fill(Stream workbook, ColumnMap map, byte[] checklist, ProductRecord product, out string detail)
    {
        ArgumentNullException.ThrowIfNull(workbook);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(product);

        if (Json.TryRead<ChecklistFile>(checklist, out string? problem) is not ChecklistFile file)
        {
            detail = problem!;
            return FillRefusal.NoChecklist;
        }

        try
        {
            using SpreadsheetDocument document = SpreadsheetDocument.Open(workbook, isEditable: true);
            return Fill(document, map, file, product, out detail);
        }
        catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or FileFormatException)
        {
            detail = e.Message.ReplaceLineEndings(" ");
            return FillRefusal.NoWorkbook;
        }
    }

    private static FillRefusal Fill(SpreadsheetDocument document, ColumnMap map, ChecklistFile file, ProductRecord product, out string detail)
    {
        WorkbookPart? book = document.WorkbookPart;
        string? id = book?.Workbook?.Descendants<Sheet>().FirstOrDefault(s => s.Name?.Value == map.Sheet)?.Id?.Value;
        SheetData? data = id is not null && book!.TryGetPartById(id, out OpenXmlPart? part) && part is WorksheetPart sheet ? sheet.Worksheet?.GetFirstChild<SheetData>() : null;
        detail = map.Sheet;

        if (data is null)
        {
            return FillRefusal.NoSheet;
        }

        var cells = new SheetCells(data, book!.SharedStringTablePart?.SharedStringTable);
        Dictionary<string, uint> rows = cells.RowsByText(map.Key);
        detail = string.Join(", ", file.Rows.Select(r => r.Id).Where(r => !rows.ContainsKey(r)));

        if (detail.Length > 0)
        {
            return FillRefusal.NoRow;
        }

        foreach (RowFile row in file.Rows)
        {
            FillRow(cells, map, row, rows[row.Id]);
        }

        foreach ((string field, string cell) in map.Cells)
        {
            cells.Write(cell, HeadField(field, file, product));
        }

        document.Save();
        return FillRefusal.None;
    }

    private static void FillRow(SheetCells cells, ColumnMap map, RowFile row, uint number)
    {
        foreach ((string field, string column) in map.Columns)
        {
            cells.Write($"{column}{number}", field == "state" ? map.States.GetValueOrDefault(StateOf(row)) : RowField(field, row));
        }
    }

    private static string StateOf(RowFile row) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(row.State.ToString());

    private static string? RowField(string field, RowFile row) => field switch
    {
        "documents" => Lines(row.Documents.Where(d => d.WhyNot is null).Select(d => $"{d.Document.Title} ({d.Document.Date})")),
        "tests" => Lines(row.Tests.Where(t => t.WhyNot is null).Select(t => $"{t.Content.Summary} ({t.Content.Tester}, {t.Content.Tool})")),
        "units" => row.Checks.Count == 0 ? null : Lines(row.Checks.Select(c => $"{c.Check}: {c.Supports}")),
        "confirmed-by" => row.Confirmation?.By,
        "confirmed-on" => row.Confirmation?.Date,
        "note" => row.Confirmation?.Note ?? row.NotApplicable?.Reason,
        _ => null,
    };

    private static string? HeadField(string field, ChecklistFile file, ProductRecord product) => field switch
    {
        "applicant" => product.Applicant,
        "corporate-number" => product.CorporateNumber,
        "application-number" => product.ApplicationNumber,
        "label-number" => product.LabelNumber,
        "models" => string.Join(", ", product.Models),
        "product" => product.Name ?? product.Product,
        "firmware" => file.Firmware,
        _ => null,
    };

    private static string? Lines(IEnumerable<string> lines) => string.Join("\n", lines) is { Length: > 0 } text ? text : null;

    private static string? FindProblem(ColumnMap map)
    {
        string? field = map.Columns.Keys.Except(RowFields).Concat(map.Cells.Keys.Except(HeadFields)).FirstOrDefault();
        string? column = map.Columns.Values.Append(map.Key).FirstOrDefault(c => !Column().IsMatch(c));
        string? cell = map.Cells.Values.FirstOrDefault(c => !CellName().IsMatch(c));
        string? word = map.States.Values.Select(Wording.FindForbidden).OfType<string>().FirstOrDefault();
        return field is not null ? $"no field {field}"
            : column is not null ? $"no column {column}"
            : cell is not null ? $"no cell {cell}"
            : word is not null ? $"\"{word}\" may not be said of a product"
            : null;
    }

    [GeneratedRegex("^[A-Z]{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Column();

    [GeneratedRegex("^[A-Z]{1,3}[1-9][0-9]{0,6}$", RegexOptions.CultureInvariant)]
    private static partial Regex CellName();
}
