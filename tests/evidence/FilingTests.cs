using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

[TestClass]
public sealed class FilingTests
{
    private const string Map = """
        {"sheet":"チェックリスト","key":"B","columns":{"state":"D","documents":"E","confirmed-by":"F"},"states":{"satisfied":"○","not-applicable":"対象外"},"cells":{"applicant":"C2","corporate-number":"C3","models":"H40"}}
        """;

    private static readonly ProductRecord Product = new()
    {
        Product = Fleet.Model, Models = [Fleet.Model], Applicant = "=ACME 株式会社", CorporateNumber = "7000012050002",
    };

    // The National Tax Agency's own number, as the agency publishes it; then one digit wrong, two swapped, one short, and no digits.
    [TestMethod]
    [DataRow("7000012050002", true)]
    [DataRow("7000012050003", false)]
    [DataRow("7000021050002", false)]
    [DataRow("700001205000", false)]
    [DataRow("７００００１２０５０００２", false)]
    [DataRow("", false)]
    [DataRow(null, false)]
    public void A_corporate_number_carries_its_check_digit(string? number, bool valid) => Assert.AreEqual(valid, CorporateNumber.IsValid(number));

    [TestMethod]
    [DataRow("2026-01-15", "2028-01-15", true)]
    [DataRow("2026-01-15", "2028-01-16", false)]
    [DataRow("2026-01-15", "2026-01-14", false)]
    [DataRow(null, "2028-01-15", false)]
    [DataRow("2026-01-15", "15.1.2028", false)]
    public void A_label_lasts_two_years_at_most(string? issued, string ends, bool allowed) =>
        Assert.AreEqual(allowed, IsAllowed(Product with { LabelIssued = issued, LabelEnds = ends }));

    [TestMethod]
    [DataRow(0, false)]
    [DataRow(1, true)]
    [DataRow(100, true)]
    [DataRow(101, false)]
    public void Evidence_is_kept_for_one_to_a_hundred_years(int years, bool allowed) => Assert.AreEqual(allowed, IsAllowed(Product with { RetentionYears = years }));

    [TestMethod]
    public void A_wrong_corporate_number_is_refused() => Assert.IsFalse(IsAllowed(Product with { CorporateNumber = "7000012050003" }));

    [TestMethod]
    public void Several_models_need_the_reason_why_they_are_alike() => Assert.IsFalse(IsAllowed(Product with { Models = ["a", "b"] }));

    [TestMethod]
    public void The_authoritys_workbook_is_filled_row_by_row()
    {
        using Records records = new Records().Everything();
        using MemoryStream book = Workbook();
        Assert.AreEqual(FillRefusal.None, Fill(book, records, out string detail), detail);
        Assert.AreEqual("○", Read(book, "D10"));
        Assert.AreEqual("Guide S1.1-01 (2026-01-01)", Read(book, "E10"));
        Assert.AreEqual("Y. Yamada", Read(book, "F25"));
        Assert.AreEqual("7000012050002", Read(book, "C3"));
        Assert.AreEqual(Fleet.Model, Read(book, "H40"));
    }

    [TestMethod]
    public void What_begins_like_a_formula_is_written_as_text()
    {
        using Records records = new Records().Everything();
        using MemoryStream book = Workbook();
        Fill(book, records, out _);
        Assert.AreEqual("=ACME 株式会社", Read(book, "C2"));
        using SpreadsheetDocument document = SpreadsheetDocument.Open(book, false);
        Assert.IsEmpty(document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<CellFormula>().ToList());
    }

    [TestMethod]
    public void A_state_that_the_map_does_not_name_leaves_its_cell_as_it_was()
    {
        using var records = new Records();
        using MemoryStream book = Workbook();
        Assert.AreEqual(FillRefusal.None, Fill(book, records, out _));
        Assert.AreEqual("?", Read(book, "D10"));
    }

    [TestMethod]
    public void A_workbook_without_a_criterion_is_refused_and_the_criterion_named()
    {
        using var records = new Records();
        using MemoryStream book = Workbook(rows: 15);
        Assert.AreEqual(FillRefusal.NoRow, Fill(book, records, out string detail));
        Assert.AreEqual("S1.1-16", detail);
    }

    [TestMethod]
    public void A_workbook_without_the_sheet_is_refused()
    {
        using var records = new Records();
        using MemoryStream book = Workbook(sheet: "別のシート");
        Assert.AreEqual(FillRefusal.NoSheet, Fill(book, records, out _));
    }

    [TestMethod]
    public void What_is_no_workbook_is_refused()
    {
        using var records = new Records();
        using var book = new MemoryStream(Encoding.UTF8.GetBytes("no workbook"));
        Assert.AreEqual(FillRefusal.NoWorkbook, Fill(book, records, out _));
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("{\"sheet\":\"s\",\"key\":\"b1\",\"columns\":{},\"states\":{}}")]
    [DataRow("{\"sheet\":\"s\",\"key\":\"B\",\"columns\":{\"verdict\":\"C\"},\"states\":{}}")]
    [DataRow("{\"sheet\":\"s\",\"key\":\"B\",\"columns\":{},\"states\":{},\"cells\":{\"applicant\":\"C0\"}}")]
    [DataRow("{\"sheet\":\"s\",\"key\":\"B\",\"columns\":{},\"states\":{\"satisfied\":\"certified\"}}")]
    public void What_is_no_column_map_is_refused(string json)
    {
        Assert.IsNull(ChecklistFiller.TryReadMap(Encoding.UTF8.GetBytes(json), out string? problem));
        Assert.IsNotNull(problem);
    }

    private static bool IsAllowed(ProductRecord product)
    {
        using var records = new Records();

        try
        {
            RecordStore.Add(records.Folder, product);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static FillRefusal Fill(MemoryStream book, Records records, out string detail)
    {
        using var pack = new Records();
        PackWriter.Write(new Fleet().With("one").Declare(records.Store), Path.Combine(pack.Folder, "pack"), new Fleet().Pack);
        byte[] checklist = File.ReadAllBytes(Path.Combine(pack.Folder, "pack", PackFormat.Checklist));
        return ChecklistFiller.Fill(book, ChecklistFiller.TryReadMap(Encoding.UTF8.GetBytes(Map), out _)!, checklist, Product, out detail);
    }

    /// <summary>A workbook such as an authority might hand out: a head, the criteria in column B from row 10, shared texts.</summary>
    private static MemoryStream Workbook(string sheet = "チェックリスト", int rows = 16)
    {
        var stream = new MemoryStream();

        using (SpreadsheetDocument document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            WorkbookPart book = document.AddWorkbookPart();
            book.Workbook = new Workbook();
            SharedStringTablePart texts = book.AddNewPart<SharedStringTablePart>();
            texts.SharedStringTable = new SharedStringTable(Enumerable.Range(1, rows).Select(i => new SharedStringItem(new Text($"S1.1-{i:00}"))));
            WorksheetPart part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(Enumerable.Range(0, rows).Select(i => new Row(
                new Cell { CellReference = $"B{10 + i}", DataType = CellValues.SharedString, CellValue = new CellValue(i) },
                new Cell { CellReference = $"D{10 + i}", DataType = CellValues.InlineString, InlineString = new InlineString(new Text("?")) }) { RowIndex = (uint)(10 + i) })));
            book.Workbook.AppendChild(new Sheets(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = sheet }));
        }

        return stream;
    }

    private static string? Read(MemoryStream book, string cell)
    {
        using SpreadsheetDocument document = SpreadsheetDocument.Open(book, false);
        return document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().SingleOrDefault(c => c.CellReference?.Value == cell)?.InlineString?.InnerText;
    }
}
