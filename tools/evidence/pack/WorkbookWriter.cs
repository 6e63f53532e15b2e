using System.Security;
using System.Text;

namespace NanoAgent.Evidence;

/// <summary>The checklist as a workbook (ECMA-376): one row a criterion, filters, frozen head, landscape A4, two pages wide with the criterion repeated.</summary>
/// <remarks>Written part by part, since libraries put times and random ids into the file. All cells are inline text, so nothing in them is a formula.</remarks>
internal static class WorkbookWriter
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    // Points of a line of the 10-point font.
    private const int LinePoints = 14;

    private static readonly int[] Widths = [10, 28, 30, 13, 9, 38, 38, 18, 12, 26, 26, 28, 28, 30, 34, 12, 16];

    /// <summary>The workbook's bytes.</summary>
    public static byte[] Write(DeclarationResult result)
    {
        using var bytes = new MemoryStream();
        StoredZip.Write(bytes, Parts(result).Select(p => (p.Path, Encoding.UTF8.GetBytes(Head + p.Xml))));
        return bytes.ToArray();
    }

    private static IEnumerable<(string Path, string Xml)> Parts(DeclarationResult result)
    {
        yield return ("[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
            + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
        yield return ("_rels/.rels",
            $"<Relationships xmlns=\"{Relations}\"><Relationship Id=\"rId1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        yield return ("xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"{Relations}\"><Relationship Id=\"rId1\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
            + $"<Relationship Id=\"rId2\" Type=\"{Office}/styles\" Target=\"styles.xml\"/></Relationships>");
        yield return ("xl/styles.xml", Styles);
        yield return ("xl/workbook.xml", Workbook(result));
        yield return ("xl/worksheets/sheet1.xml", Sheet(result));
    }

    private static string Workbook(DeclarationResult r)
    {
        string last = $"${ColumnName(ChecklistWriter.Columns.Count - 1)}${r.Rows.Count + 1}";
        return $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets><sheet name=\"checklist\" sheetId=\"1\" r:id=\"rId1\"/></sheets><definedNames>"
            + $"<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">checklist!$A$1:{last}</definedName>"
            + "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">checklist!$A:$A,checklist!$1:$1</definedName></definedNames></workbook>";
    }

    private static string Sheet(DeclarationResult r)
    {
        string last = $"{ColumnName(ChecklistWriter.Columns.Count - 1)}{r.Rows.Count + 1}";
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:{last}\"/>");
        xml.Append("<sheetViews><sheetView workbookViewId=\"0\"><pane xSplit=\"1\" ySplit=\"1\" topLeftCell=\"B2\" activePane=\"bottomRight\" state=\"frozen\"/></sheetView></sheetViews><cols>");

        for (int i = 0; i < Widths.Length; i++)
        {
            xml.Append($"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{Widths[i]}\" customWidth=\"1\"/>");
        }

        xml.Append("</cols><sheetData>");
        int number = 1;

        foreach (IReadOnlyList<string> line in ChecklistWriter.Table(r))
        {
            AppendRow(xml, line, number++);
        }

        string note = r.Options.Demonstration ? "&amp;CDEMONSTRATION / デモンストレーション" : "&amp;Cself-check evidence";
        return xml.Append($"</sheetData><autoFilter ref=\"A1:{last}\"/><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>")
            .Append("<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"2\" fitToHeight=\"0\"/>")
            .Append($"<headerFooter><oddHeader>{note}</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>").ToString();
    }

    private static void AppendRow(StringBuilder xml, IReadOnlyList<string> line, int number)
    {
        int lines = line.Select((text, i) => Lines(text, Widths[i])).Max();
        xml.Append($"<row r=\"{number}\" ht=\"{(lines * LinePoints) + 4}\" customHeight=\"1\">");

        for (int i = 0; i < line.Count; i++)
        {
            xml.Append($"<c r=\"{ColumnName(i)}{number}\" s=\"{(number == 1 ? 1 : 2)}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escape(line[i])}</t></is></c>");
        }

        xml.Append("</row>");
    }

    // Not every spreadsheet fits the height of a row to wrapped text by itself. A Japanese character takes the room of two.
    private static int Lines(string text, int width) =>
        text.Split('\n').Sum(part => Math.Max(1, ((part.Sum(c => c > '\u2E7F' ? 2 : 1) * 9 / 8) + width - 1) / width));

    // Characters that XML 1.0 does not know were refused with the record; the tab is one it knows.
    private static string Escape(string text) => SecurityElement.Escape(new string([.. text.Where(c => c >= ' ' || c is '\n' or '\t')]));

    private static string ColumnName(int index) => index < 26 ? ((char)('A' + index)).ToString() : throw new ArgumentOutOfRangeException(nameof(index));

    private const string Styles =
        "<styleSheet xmlns=\"" + Main + "\"><fonts count=\"2\"><font><sz val=\"10\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"10\"/><color rgb=\"FFFFFFFF\"/><name val=\"Calibri\"/></font></fonts>"
        + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF1F3A5F\"/></patternFill></fill></fills>"
        + "<borders count=\"2\"><border/><border><left style=\"thin\"><color rgb=\"FFD0D7DE\"/></left><right style=\"thin\"><color rgb=\"FFD0D7DE\"/></right><top style=\"thin\"><color rgb=\"FFD0D7DE\"/></top><bottom style=\"thin\"><color rgb=\"FFD0D7DE\"/></bottom></border></borders>"
        + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf/>"
        + "<xf fontId=\"1\" fillId=\"2\" borderId=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"center\" wrapText=\"1\"/></xf>"
        + "<xf borderId=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs></styleSheet>";
}
