namespace NanoAgent.Collector.Storage;

/// <summary>A unit's reports hang on one another, newest first, from <c>unit_states.last_index</c> on: an index by unit is written all over, and costs a page a report.</summary>
internal static class Schema5
{
    public static readonly string[] Statements =
    [
        // The unit's report before this one; -1 for its first.
        "ALTER TABLE reports ADD COLUMN previous {int} NOT NULL DEFAULT -1",
        """
        UPDATE reports SET previous = before.idx
        FROM (SELECT idx AS own, LAG(idx) OVER (PARTITION BY unit_id ORDER BY idx) AS idx FROM reports) AS before
        WHERE before.own = reports.idx AND before.idx IS NOT NULL
        """,

        // Its newest live report with a version that it has left since; -1 when there is none, or when it still runs that version.
        "ALTER TABLE unit_firmware ADD COLUMN live_index {int} NOT NULL DEFAULT -1",
        """
        UPDATE unit_firmware SET live_index = newest.idx
        FROM (SELECT unit_id, firmware, MAX(idx) AS idx FROM reports WHERE live = 1 GROUP BY unit_id, firmware) AS newest
        WHERE newest.unit_id = unit_firmware.unit_id AND newest.firmware = unit_firmware.firmware
        """,
        "DROP INDEX reports_by_unit",
    ];
}
