using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Attestations;

/// <summary>The rows of a group of reports: gathered report by report, written a table at a time.</summary>
internal sealed class ReportRows(StoreSession session, TransparencyLog log)
{
    private static readonly BulkStatement _report = new(
        """
        INSERT INTO reports (idx, unit_id, previous, received_at, observation, number, live, counted, firmware, receipt, ear, next_nonce)
        VALUES (@idx, @unit, @previous, @at, @observation, @number, @live, @counted, @firmware, @receipt, @ear, @nonce)
        """,
        """
        INSERT INTO reports (idx, unit_id, previous, received_at, observation, number, live, counted, firmware, receipt, ear, next_nonce)
        SELECT * FROM unnest(@idx, @unit, @previous, @at, @observation, @number, @live, @counted, @firmware, @receipt, @ear, @nonce)
        """);

    private static readonly BulkStatement _firmware = new(
        "INSERT INTO unit_firmware (unit_id, firmware, since_index) VALUES (@unit, @firmware, @idx) ON CONFLICT DO NOTHING",
        "INSERT INTO unit_firmware (unit_id, firmware, since_index) SELECT * FROM unnest(@unit, @firmware, @idx) ON CONFLICT DO NOTHING");

    // With the version that a unit leaves; what it runs stands in unit_states.
    private static readonly BulkStatement _left = new(
        "UPDATE unit_firmware SET live_index = @idx WHERE unit_id = @unit AND firmware = @firmware",
        "UPDATE unit_firmware AS f SET live_index = n.idx FROM unnest(@idx, @unit, @firmware) AS n (idx, unit_id, firmware) WHERE f.unit_id = n.unit_id AND f.firmware = n.firmware");

    private readonly List<object[]> _reports = [];
    private readonly List<object[]> _firmwares = [];
    private readonly List<object[]> _leftFirmwares = [];
    private readonly Dictionary<long, UnitStanding> _standings = [];
    private readonly FindingRows _findings = new(session);

    /// <summary>Appends a report to the log and gathers its rows.</summary>
    /// <param name="unit">Its unit, as the report before left it.</param>
    /// <param name="report">The report.</param>
    /// <param name="standing">How the unit stands with it, once the rows are written.</param>
    /// <returns>Its leaf.</returns>
    public long Add(Unit unit, AcceptedReport report, out UnitStanding standing)
    {
        // What follows looks at the unit's rows: they must be there.
        if (_standings.ContainsKey(unit.Id))
        {
            Flush();
        }

        long index = log.Append(EntryKind.Report, report.Token, report.LeafHash);
        AddReport(unit, report, index);
        bool opened = KeepFailures(unit, report, index);

        if (report.Claims.IsLive && !report.Digest.AsSpan().SequenceEqual(unit.Standing.Digest))
        {
            _findings.Add(unit, report, index);
        }

        UnitStanding next = Next(unit, report, index, opened);
        _standings.Add(unit.Id, next);
        standing = next with { Version = next.Version + 1 };
        return index;
    }

    /// <summary>Writes what was gathered.</summary>
    public void Flush()
    {
        IBulk bulk = session.Database.Bulk;
        bulk.Run(session, _report, _reports);
        bulk.Run(session, _firmware, _firmwares);
        bulk.Run(session, _left, _leftFirmwares);
        _findings.Flush();
        UnitRows.Update(session, [.. _standings.Select(pair => (pair.Key, pair.Value))]);
        _reports.Clear();
        _firmwares.Clear();
        _leftFirmwares.Clear();
        _standings.Clear();
    }

    private void AddReport(Unit unit, AcceptedReport report, long index)
    {
        EatToken claims = report.Claims;
        bool isNew = claims.ObservationNumber > unit.Standing.Observation || !StoredReports.Holds(session, unit.Standing.LastIndex, claims.ObservationNumber);
        _reports.Add(
        [
            index, unit.Id, unit.Standing.LastIndex, report.At, claims.ObservationNumber, claims.ReportNumber, claims.IsLive ? 1L : 0L, isNew ? 1L : 0L,
            claims.SoftwareVersion, report.Receipt, report.Ear, report.NextNonce,
        ]);

        if (claims.SoftwareVersion != unit.Standing.Firmware)
        {
            _firmwares.Add([unit.Id, claims.SoftwareVersion, index]);

            if (claims.IsLive)
            {
                _leftFirmwares.Add([unit.Standing.LiveIndex, unit.Id, unit.Standing.Firmware]);
            }
        }
    }

    // A failure stays until a named person acknowledges it, whether the report came live or late.
    private bool KeepFailures(Unit unit, AcceptedReport report, long index)
    {
        bool opened = false;

        foreach (TokenFinding finding in report.Claims.Findings)
        {
            if (finding.Outcome == Outcome.Fail)
            {
                opened |= KeepFailure(unit, report, index, finding.Check, finding.Reason);
            }
        }

        if (report.Claims.Seen is { } seen && !Knows(seen, index))
        {
            session.Execute("INSERT INTO forks (at, unit_id, size, root) VALUES (@at, @unit, @size, @root)", report.At, unit.Id, seen.Size, BytesOf(seen.Root));
            opened |= KeepFailure(unit, report, index, CollectorFindings.LogForked, CollectorReasons.HeadNeverWas);
        }

        // Somebody took it for gone. What it says is evidence all the same.
        if (CollectorFindings.OfReporting(unit.Standing.State) is string gone)
        {
            opened |= KeepFailure(unit, report, index, gone, CollectorReasons.StillReports);
        }

        return SteppedBack(unit.Standing, report.Claims) is string counter ? KeepFailure(unit, report, index, CollectorFindings.CountersOnlyGrow, counter) : opened;
    }

    private bool KeepFailure(Unit unit, AcceptedReport report, long index, string check, string reason)
    {
        FailureRows.Open(session, unit.Id, check, reason, report.Claims.SoftwareVersion, report.At, index, report.Claims.ObservationNumber);
        return true;
    }

    // The report's own leaf lies in this transaction, after every head that the unit can have seen.
    private bool Knows(SeenHead seen, long index) =>
        seen.Size <= index && log.HeadAt(seen.Size) is { } head && head.Root.AsSpan().SequenceEqual(BytesOf(seen.Root));

    private UnitStanding Next(Unit unit, AcceptedReport report, long index, bool opened)
    {
        EatToken claims = report.Claims;
        UnitStanding old = unit.Standing;
        UnitStanding next = old with
        {
            LastSeen = report.At,
            LastIndex = index,
            Reports = old.Reports + 1,
            Boots = Math.Max(old.Boots, claims.BootCount ?? 0),
            ReportNumber = Math.Max(old.ReportNumber, claims.ReportNumber),
            Events = Math.Max(old.Events, claims.LogCount ?? 0),
            Observation = Math.Max(old.Observation, claims.ObservationNumber),
        };

        if (claims.IsLive)
        {
            next = next with
            {
                LiveAt = report.At,
                LiveIndex = index,
                Failing = report.Fails,
                EarStatus = (int)report.Appraisal.Status,
                Firmware = claims.SoftwareVersion,
                Digest = report.Digest,
            };
        }

        return UnitStates.FollowsReports(next.State) ? Follow(unit, next, report.At, opened) : next;
    }

    private UnitStanding Follow(Unit unit, UnitStanding next, long at, bool opened)
    {
        // A unit that was active or pending had nothing open: whatever opens a failure lets the state follow.
        bool hadOpen = next.State is not (UnitState.Active or UnitState.Pending) && FailureRows.AnyOpen(session, unit.Id);
        bool failed = next.Failing || opened || hadOpen;
        UnitState state = failed ? UnitState.Failed : next.LiveAt > 0 ? UnitState.Active : UnitState.Pending;
        return StateRows.Change(session, unit.Id, next, state, at, StateRows.Collector, failed ? CollectorWhys.Fails : CollectorWhys.Reports);
    }

    // Observations may come late and out of order; the unit's own counters, told when it signs, only grow.
    private static string? SteppedBack(UnitStanding before, EatToken claims)
    {
        if (claims.ReportNumber <= before.ReportNumber)
        {
            return CollectorReasons.ReportNumber;
        }

        if (!claims.IsLive)
        {
            return null;
        }

        return claims.BootCount < before.Boots ? CollectorReasons.BootCount : claims.LogCount < before.Events ? CollectorReasons.EventCount : null;
    }

    private static byte[] BytesOf(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
