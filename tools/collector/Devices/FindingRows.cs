using NanoAgent.Attestation.Verify;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Devices;

/// <summary>Present findings and their changes, gathered over a group of reports; a unit whose findings are as before costs nothing.</summary>
internal sealed class FindingRows(StoreSession session)
{
    private static readonly BulkStatement _finding = new(
        """
        INSERT INTO findings (unit_id, check_id, outcome, basis, reason, since_at, since_index) VALUES (@unit, @check, @outcome, @basis, @reason, @at, @idx)
        ON CONFLICT (unit_id, check_id) DO UPDATE SET outcome = excluded.outcome, basis = excluded.basis, reason = excluded.reason, since_at = excluded.since_at, since_index = excluded.since_index
        """,
        """
        INSERT INTO findings (unit_id, check_id, outcome, basis, reason, since_at, since_index) SELECT * FROM unnest(@unit, @check, @outcome, @basis, @reason, @at, @idx)
        ON CONFLICT (unit_id, check_id) DO UPDATE SET outcome = excluded.outcome, basis = excluded.basis, reason = excluded.reason, since_at = excluded.since_at, since_index = excluded.since_index
        """);

    private static readonly BulkStatement _change = new(
        "INSERT INTO finding_changes (unit_id, check_id, outcome, basis, reason, at, idx) VALUES (@unit, @check, @outcome, @basis, @reason, @at, @idx)",
        "INSERT INTO finding_changes (unit_id, check_id, outcome, basis, reason, at, idx) SELECT * FROM unnest(@unit, @check, @outcome, @basis, @reason, @at, @idx)");

    private readonly List<object[]> _changed = [];

    /// <summary>Gathers what a live report changes; its unit has nothing gathered yet.</summary>
    public void Add(Unit unit, AcceptedReport report, long index)
    {
        // A unit's first report finds nothing there, and need not look.
        List<(string Check, long Outcome, long Basis, string Reason)> before = unit.Standing.Digest.Length == 0 ? [] : session.Query(
            "SELECT check_id, outcome, basis, reason FROM findings WHERE unit_id = @unit",
            row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3)),
            unit.Id);

        foreach (TokenFinding finding in report.Claims.Findings)
        {
            if (!before.Remove((finding.Check, (long)finding.Outcome, (long)finding.Basis, finding.Reason)))
            {
                _changed.Add([unit.Id, finding.Check, (long)finding.Outcome, (long)finding.Basis, finding.Reason, report.At, index]);
                before.RemoveAll(old => old.Check == finding.Check);
            }
        }

        foreach ((string check, _, _, _) in before)
        {
            session.Execute("DELETE FROM findings WHERE unit_id = @unit AND check_id = @check", unit.Id, check);
        }
    }

    /// <summary>Writes what was gathered.</summary>
    public void Flush()
    {
        session.Database.Bulk.Run(session, _finding, _changed);
        session.Database.Bulk.Run(session, _change, _changed);
        _changed.Clear();
    }
}
