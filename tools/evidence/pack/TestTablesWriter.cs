using System.Globalization;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>
/// The tables that a test laboratory asks for with EN 303 645 (TS 103 701): the implementation conformance statement (ICS), one row a provision, and
/// the extra information for testing (IXIT), filled as far as signed facts reach. The vendor completes them.
/// </summary>
internal static class TestTablesWriter
{
    /// <summary>The ICS: support is given only where the row's state decides; a row still open stays blank.</summary>
    public static byte[] Ics(Scheme scheme, IReadOnlyList<DeclarationRow> rows) => CsvTable.Write(rows.Select(r => IcsLine(scheme, r)).Prepend(
        ["provision", "title (en)", "title (ja)", "status", "condition", "support", "state of the evidence", "detail (en)", "detail (ja)", "IXIT"]));

    /// <summary>The IXIT: a line a fact that units in use observed, with how many gave each value.</summary>
    public static byte[] Ixit(Scheme scheme, FleetTally fleet) => CsvTable.Write(scheme.Ixit.SelectMany(t => IxitLines(t, fleet)).Prepend(
        ["table", "title (en)", "title (ja)", "check", "fact", "value", "units", "source"]));

    private static IReadOnlyList<string> IcsLine(Scheme scheme, DeclarationRow row)
    {
        string state = ChecklistWriter.NameOf(row.State);
        string status = row.Criterion.Status ?? "";
        string conditions = string.Join("; ", scheme.Conditions.Where(c => status.Split(' ').Contains(c.Id)).Select(c => $"{c.Id}: {c.When.En}"));
        string support = scheme.Ics.FirstOrDefault(a => a.States.Contains(state))?.Support ?? "";
        return
        [
            row.Criterion.Id, row.Criterion.Title.En, row.Criterion.Title.Ja, status, conditions, support, state,
            string.Join("; ", row.Open.Select(o => PackTexts.Open(o).En)), string.Join(";", row.Open.Select(o => PackTexts.Open(o).Ja)), string.Join("; ", row.Criterion.Ixit),
        ];
    }

    private static IEnumerable<IReadOnlyList<string>> IxitLines(IxitTable table, FleetTally fleet)
    {
        int before = 0;

        foreach (string check in table.Checks)
        {
            CheckTally tally = fleet.Of(check);

            foreach ((string answer, int units) in tally.Present)
            {
                before++;
                yield return [table.Id, table.Title.En, table.Title.Ja, check, "answer", answer, Number(units), "signed device claims"];
            }

            foreach ((string fact, SortedDictionary<string, int> values) in tally.Facts)
            {
                foreach ((string value, int units) in values)
                {
                    yield return [table.Id, table.Title.En, table.Title.Ja, check, fact, value, Number(units), "signed device claims"];
                }
            }
        }

        if (before == 0)
        {
            yield return [table.Id, table.Title.En, table.Title.Ja, "", "", "", "", "the vendor fills it in"];
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
