using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Pages.Units;

/// <summary>What units are asked for.</summary>
/// <param name="Model">Only this model; null for all.</param>
/// <param name="Firmware">Only this firmware of the last live report; null for all.</param>
/// <param name="State">Only this state as it shows; null for all.</param>
/// <param name="After">Only UEIDs after this one; the page before ended with it.</param>
public sealed record UnitFilter(string? Model, string? Firmware, UnitState? State, string After);

/// <summary>A line of the list.</summary>
public sealed record UnitLine(string Ueid, string Model, bool Virtual, string Firmware, UnitState State, long LastSeen, long Reports);

/// <summary>One page of units.</summary>
/// <param name="Units">The units, by UEID.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
/// <param name="IsCut">Looking took too long; the next page goes on where it stopped.</param>
public sealed record UnitList(IReadOnlyList<UnitLine> Units, string? Next, bool IsCut)
{
    private const int PageSize = 50;

    // Rows looked at before an answer is given even when few fitted: a rare combination in a large fleet is searched page by page.
    private const int Window = 20_000;

    private const string Select = """
        SELECT ueid, model, is_virtual, firmware, state, last_seen, reports, live_at, enrolled_at
        FROM units JOIN unit_states ON unit_states.unit_id = units.id
        """;

    /// <summary>Reads a page.</summary>
    public static UnitList Read(StoreSession session, UnitFilter filter, long silentBefore)
    {
        ArgumentNullException.ThrowIfNull(filter);

        // Where the window ends is found in the index alone; the rows inside are few enough to look at.
        string? end = filter.Model is null
            ? session.Scalar<string>("SELECT ueid FROM units WHERE ueid > @after ORDER BY ueid LIMIT 1 OFFSET @window", filter.After, (long)Window)
            : session.Scalar<string>("SELECT ueid FROM units WHERE model = @model AND ueid > @after ORDER BY ueid LIMIT 1 OFFSET @window", filter.Model, filter.After, (long)Window);
        List<UnitLine> found = Find(session, filter, silentBefore, end ?? "~");
        bool isFull = found.Count > PageSize;
        return isFull ? new UnitList(found[..PageSize], found[PageSize - 1].Ueid, false) : new UnitList(found, end, end is not null);
    }

    private static List<UnitLine> Find(StoreSession session, UnitFilter filter, long silentBefore, string end)
    {
        (string condition, object[] values) = StateCondition(filter.State, silentBefore);
        string sql = Select + " WHERE ueid > @after AND ueid <= @end"
            + (filter.Model is null ? "" : " AND model = @model") + (filter.Firmware is null ? "" : " AND firmware = @firmware") + condition + " ORDER BY ueid LIMIT @most";
        object?[] all = [filter.After, end, .. new[] { filter.Model, filter.Firmware }.OfType<string>(), .. values, PageSize + 1L];
        return session.Query(
            sql,
            row => new UnitLine(
                row.GetString(0), row.GetString(1), row.GetInt64(2) == 1, row.GetString(3),
                StateOf((UnitState)row.GetInt64(4), Math.Max(row.GetInt64(7), row.GetInt64(8)) < silentBefore), row.GetInt64(5), row.GetInt64(6)),
            all);
    }

    private static UnitState StateOf(UnitState stored, bool isSilent) => isSilent && stored is UnitState.Active or UnitState.Pending && isSilent ? UnitState.Stale : stored;

    // Silence is not stored: it follows from the time of the last live report.
    private static (string Condition, object[] Values) StateCondition(UnitState? state, long silentBefore) => state switch
    {
        null => ("", []),
        UnitState.Stale => (" AND state IN (0, 1) AND live_at < @before AND enrolled_at < @before", [silentBefore]),
        UnitState.Active or UnitState.Pending => (" AND state = @state AND (live_at >= @before OR enrolled_at >= @before)", [(long)state, silentBefore]),
        _ => (" AND state = @state", [(long)state]),
    };
}
