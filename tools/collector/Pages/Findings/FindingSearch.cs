using System.Diagnostics;
using NanoAgent.Attestation.Claims;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Pages.Findings;

/// <summary>Finds findings over the fleet, a page at a time, in the order of the index over check, outcome and unit.</summary>
internal sealed class FindingSearch(StoreSession session, FindingFilter filter, TimeSpan patience)
{
    // Units looked at between two looks at the clock.
    private const long Window = 20_000;

    private const string Select = """
        SELECT findings.unit_id, ueid, model, firmware, check_id, outcome, basis, reason, since_at
        FROM findings JOIN units ON units.id = findings.unit_id JOIN unit_states ON unit_states.unit_id = findings.unit_id
        WHERE check_id = @check AND outcome = @outcome AND findings.unit_id > @after AND findings.unit_id <= @end
        """;

    private readonly string _sql = Select
        + (filter.Model is null ? "" : " AND model = @model")
        + (filter.Firmware is null ? "" : " AND firmware = @firmware")
        + (filter.Basis is null ? "" : " AND basis = @basis")
        + (filter.Since is null ? "" : " AND since_at >= @since")
        + " ORDER BY findings.unit_id LIMIT @most";

    private readonly long _begun = Stopwatch.GetTimestamp();

    /// <summary>The checks that any unit answers, by id.</summary>
    public static List<string> Checks(StoreSession session)
    {
        var checks = new List<string>();

        // From one check to the next by the index, instead of over all findings.
        while (session.Scalar<string>("SELECT MIN(check_id) FROM findings WHERE check_id > @after", checks.LastOrDefault() ?? "") is string next)
        {
            checks.Add(next);
        }

        return checks;
    }

    /// <summary>Reads a page.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="size">Most findings on it.</param>
    public FindingList Read(FindingPlace from, int size)
    {
        var found = new List<FleetFinding>(size + 1);

        foreach (string check in Checks(session).Where(c => string.CompareOrdinal(c, from.Check) >= 0 && (filter.Check is null || c == filter.Check)))
        {
            foreach (Outcome outcome in FindingFilter.Outcomes.Where(o => (filter.Outcome is null || o == filter.Outcome) && (check != from.Check || o >= from.Outcome)))
            {
                long after = check == from.Check && outcome == from.Outcome ? from.Unit : 0;

                if (ReadSegment(found, check, outcome, after, size) is FindingPlace cut)
                {
                    return new FindingList(found, cut, true);
                }

                if (found.Count > size)
                {
                    FleetFinding last = found[size - 1];
                    return new FindingList(found[..size], new FindingPlace(last.Check, last.Outcome, last.UnitId), false);
                }
            }
        }

        return new FindingList(found, null, false);
    }

    // Returns where it stopped when the time was over; null when the segment ended or the page is full.
    private FindingPlace? ReadSegment(List<FleetFinding> found, string check, Outcome outcome, long after, int size)
    {
        while (session.Scalar<long?>("SELECT MAX(unit_id) FROM findings WHERE check_id = @check AND outcome = @outcome", check, (long)outcome) is long last && after < last && found.Count <= size)
        {
            // A segment with gaps is walked by its own next unit, not by empty numbers.
            long first = session.Scalar<long>("SELECT MIN(unit_id) FROM findings WHERE check_id = @check AND outcome = @outcome AND unit_id > @after", check, (long)outcome, after);
            long end = first + Window;
            int wanted = size + 1 - found.Count;
            List<FleetFinding> page = session.Query(_sql, Read, [.. Values(check, outcome, after, end), (long)wanted]);
            found.AddRange(page);
            after = page.Count == wanted ? page[^1].UnitId : end;

            if (found.Count <= size && after < last && Stopwatch.GetElapsedTime(_begun) > patience)
            {
                return new FindingPlace(check, outcome, after);
            }
        }

        return null;
    }

    private List<object?> Values(string check, Outcome outcome, long after, long end)
    {
        List<object?> values = [check, (long)outcome, after, end];
        values.AddRange(new[] { filter.Model, filter.Firmware }.OfType<string>());

        if (filter.Basis is Basis basis)
        {
            values.Add((long)basis);
        }

        if (filter.Since is DateOnly since)
        {
            values.Add(new DateTimeOffset(since.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds());
        }

        return values;
    }

    private static FleetFinding Read(System.Data.Common.DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), (Outcome)row.GetInt64(5), (Basis)row.GetInt64(6), row.GetString(7), row.GetInt64(8));
}
