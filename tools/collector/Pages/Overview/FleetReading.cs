using NanoAgent.Attestation.Claims;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Pages.Overview;

/// <summary>Counts the fleet in the database.</summary>
internal static class FleetReading
{
    /// <summary>The days of the chart.</summary>
    public const int Days = 90;

    private const long SecondsADay = 86_400;

    /// <summary>The version of what is there: a different one means that something has changed.</summary>
    public static (long Size, long Generation) Version(StoreSession session) =>
        session.Query("SELECT size, generation FROM log_state WHERE id = 1", row => (row.GetInt64(0), row.GetInt64(1)))[0];

    /// <summary>Counts.</summary>
    /// <param name="session">A reading session.</param>
    /// <param name="now">Now.</param>
    /// <param name="staleAfter">How long a unit may be silent.</param>
    /// <param name="known">Full days counted before; days that are over never change.</param>
    public static FleetSummary Read(StoreSession session, DateTimeOffset now, TimeSpan staleAfter, IReadOnlyList<Day> known) => new()
    {
        At = now,
        Version = Version(session),
        Groups = Groups(session, now.ToUnixTimeSeconds() - (long)staleAfter.TotalSeconds),
        Open = Open(session),
        Days = ReadDays(session, now, known),
    };

    // Units with equal digests found the same, so one of them tells it for all: a million units are some dozen groups.
    private static List<FleetGroup> Groups(StoreSession session, long silentBefore)
    {
        var groups = session.Query(
            """
            SELECT model, is_virtual, firmware, state, COUNT(*), SUM(CASE WHEN live_at < @before AND enrolled_at < @before THEN 1 ELSE 0 END), MAX(last_seen), MIN(units.id), digest
            FROM units JOIN unit_states ON unit_states.unit_id = units.id
            GROUP BY model, is_virtual, firmware, state, digest
            ORDER BY model, is_virtual, firmware DESC, state
            """,
            row => (Unit: row.GetInt64(7), Group: new FleetGroup(
                row.GetString(0), row.GetInt64(1) == 1, row.GetString(2), (UnitState)row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), [])),
            silentBefore);
        return [.. groups.Select(found => found.Group with { Findings = Findings(session, found.Unit) })];
    }

    private static List<GroupFinding> Findings(StoreSession session, long unit) => session.Query(
        "SELECT check_id, outcome, reason FROM findings WHERE unit_id = @unit",
        row => new GroupFinding(row.GetString(0), (Outcome)row.GetInt64(1), row.GetString(2)),
        unit);

    private static List<OpenFailures> Open(StoreSession session) => session.Query(
        "SELECT check_id, COUNT(DISTINCT unit_id), MAX(at) FROM failures WHERE acknowledged_at IS NULL GROUP BY check_id ORDER BY 2 DESC, check_id",
        row => new OpenFailures(row.GetString(0), row.GetInt64(1), row.GetInt64(2)));

    private static List<Day> ReadDays(StoreSession session, DateTimeOffset now, IReadOnlyList<Day> known)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        DateOnly first = today.AddDays(1 - Days);
        Dictionary<DateOnly, Day> over = known.Where(day => day.Date < today).ToDictionary(day => day.Date);
        Dictionary<long, long> failures = session.Query(
            "SELECT at / 86400, COUNT(*) FROM failures WHERE at >= @from GROUP BY at / 86400", row => (row.GetInt64(0), row.GetInt64(1)), Start(first)).ToDictionary(r => r.Item1, r => r.Item2);
        var days = new List<Day>(Days);

        for (DateOnly date = first; date <= today; date = date.AddDays(1))
        {
            long reports = over.TryGetValue(date, out Day? counted) ? counted.Reports : FirstReport(session, Start(date.AddDays(1))) - FirstReport(session, Start(date));
            days.Add(new Day(date, reports, failures.GetValueOrDefault(Start(date) / SecondsADay)));
        }

        return days;
    }

    // Leaves are appended in the order of time, so a day's first is found by halving instead of reading all of them.
    private static long FirstReport(StoreSession session, long at)
    {
        long low = 0;
        long high = session.Scalar<long>("SELECT size FROM log_state WHERE id = 1");

        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            long[] found = session.Single("SELECT idx, received_at FROM reports WHERE idx >= @idx ORDER BY idx LIMIT 1", row => new[] { row.GetInt64(0), row.GetInt64(1) }, middle) ?? [high, long.MaxValue];
            (low, high) = found[1] < at ? (found[0] + 1, high) : (low, middle);
        }

        return low;
    }

    private static long Start(DateOnly date) => new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();
}
