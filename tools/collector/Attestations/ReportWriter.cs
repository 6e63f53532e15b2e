using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Challenges;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Attestations;

/// <summary>Writes an accepted report: nonce, log, report, findings, failures and the unit's standing, in one transaction.</summary>
internal static class ReportWriter
{
    private const int ReportsBetweenPurges = 1024;

    /// <summary>Writes it.</summary>
    /// <returns>The answer, or the refusal that only the database can tell.</returns>
    public static ReportResult Write(StoreSession session, TransparencyLog log, AcceptedReport report)
    {
        // The twin of this very request may have been committed while this one was being verified.
        if (StoredReports.FindAnswer(session, report.Receipt, log.HeadAt) is ReportAnswer twin)
        {
            return new ReportResult(Refusal.None, null, twin);
        }

        Unit unit = UnitRows.ByKey(session, report.KeyId)!;

        if (unit.Standing.State == UnitState.Revoked)
        {
            return new ReportResult(Refusal.RevokedUnit, null, null);
        }

        if (!UsedNonces.Take(session, report.Nonce))
        {
            return new ReportResult(Refusal.UsedNonce, null, null);
        }

        TreeHead head = log.Append(EntryKind.Report, report.Token);
        long index = head.Size - 1;
        InsertReport(session, unit, report, index);
        KeepFailures(session, unit, report, index);

        if (report.Claims.IsLive)
        {
            KeepFindings(session, unit, report, index);
        }

        if (index % ReportsBetweenPurges == 0)
        {
            UsedNonces.Forget(session, report.ForgetBefore);
        }

        UnitRows.Update(session, [(unit.Id, NextStanding(session, unit, report, index))]);
        return new ReportResult(Refusal.None, null, new ReportAnswer(report.ReceiptText, report.Claims.ObservationNumber, report.NextNonce, report.Ear, head, index));
    }

    private static void InsertReport(StoreSession session, Unit unit, AcceptedReport report, long index)
    {
        EatToken claims = report.Claims;
        bool isNew = session.Scalar<long>("SELECT COUNT(*) FROM reports WHERE unit_id = @unit AND observation = @observation", unit.Id, claims.ObservationNumber) == 0;
        session.Execute(
            """
            INSERT INTO reports (idx, unit_id, received_at, observation, number, live, counted, firmware, receipt, ear, next_nonce)
            VALUES (@idx, @unit, @at, @observation, @number, @live, @counted, @firmware, @receipt, @ear, @nonce)
            """,
            index, unit.Id, report.At, claims.ObservationNumber, claims.ReportNumber, claims.IsLive ? 1L : 0L, isNew ? 1L : 0L, claims.SoftwareVersion, report.Receipt, report.Ear, report.NextNonce);
        session.Execute(
            "INSERT INTO unit_firmware (unit_id, firmware, since_index) VALUES (@unit, @firmware, @idx) ON CONFLICT DO NOTHING",
            unit.Id, claims.SoftwareVersion, index);
    }

    // A failure stays until a named person acknowledges it, whether the report came live or late.
    private static void KeepFailures(StoreSession session, Unit unit, AcceptedReport report, long index)
    {
        foreach (TokenFinding finding in report.Claims.Findings.Where(f => f.Outcome == Outcome.Fail))
        {
            KeepFailure(session, unit, report, index, finding.Check, finding.Reason);
        }

        if (report.Claims.Seen is { } seen && !Knows(session, seen, index))
        {
            session.Execute("INSERT INTO forks (at, unit_id, size, root) VALUES (@at, @unit, @size, @root)", report.At, unit.Id, seen.Size, Base64UrlBytes(seen.Root));
            KeepFailure(session, unit, report, index, CollectorFindings.LogForked, "head-never-was");
        }

        if (SteppedBack(unit.Standing, report.Claims) is string counter)
        {
            KeepFailure(session, unit, report, index, CollectorFindings.CountersOnlyGrow, counter);
        }
    }

    // The report's own leaf lies in this transaction, after every head that the unit can have seen.
    private static bool Knows(StoreSession session, SeenHead seen, long index) =>
        seen.Size <= index && new StoredNodes(session).HeadAt(seen.Size) is { } head && head.Root.AsSpan().SequenceEqual(Base64UrlBytes(seen.Root));

    private static byte[] Base64UrlBytes(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    private static void KeepFailure(StoreSession session, Unit unit, AcceptedReport report, long index, string check, string reason) =>
        FailureRows.Open(session, unit.Id, check, reason, report.Claims.SoftwareVersion, report.At, index, report.Claims.ObservationNumber);

    private static void KeepFindings(StoreSession session, Unit unit, AcceptedReport report, long index)
    {
        if (DigestOf(report.Claims).AsSpan().SequenceEqual(unit.Standing.Digest))
        {
            return;
        }

        List<(string Check, long Outcome, long Basis, string Reason)> before = session.Query(
            "SELECT check_id, outcome, basis, reason FROM findings WHERE unit_id = @unit",
            row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3)),
            unit.Id);

        foreach (TokenFinding finding in report.Claims.Findings)
        {
            (string, long, long, string) now = (finding.Check, (long)finding.Outcome, (long)finding.Basis, finding.Reason);

            if (!before.Remove(now))
            {
                ChangeFinding(session, unit, report, index, finding);
                before.RemoveAll(old => old.Check == finding.Check);
            }
        }

        foreach ((string check, _, _, _) in before)
        {
            session.Execute("DELETE FROM findings WHERE unit_id = @unit AND check_id = @check", unit.Id, check);
        }
    }

    private static void ChangeFinding(StoreSession session, Unit unit, AcceptedReport report, long index, TokenFinding finding)
    {
        session.Execute(
            """
            INSERT INTO findings (unit_id, check_id, outcome, basis, reason, since_at, since_index) VALUES (@unit, @check, @outcome, @basis, @reason, @at, @idx)
            ON CONFLICT (unit_id, check_id) DO UPDATE SET outcome = excluded.outcome, basis = excluded.basis, reason = excluded.reason, since_at = excluded.since_at, since_index = excluded.since_index
            """,
            unit.Id, finding.Check, (long)finding.Outcome, (long)finding.Basis, finding.Reason, report.At, index);
        session.Execute(
            "INSERT INTO finding_changes (unit_id, check_id, at, idx, outcome, basis, reason) VALUES (@unit, @check, @at, @idx, @outcome, @basis, @reason)",
            unit.Id, finding.Check, report.At, index, (long)finding.Outcome, (long)finding.Basis, finding.Reason);
    }

    private static UnitStanding NextStanding(StoreSession session, Unit unit, AcceptedReport report, long index)
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
                Failing = claims.Findings.Any(f => f.Outcome == Outcome.Fail),
                EarStatus = (int)report.Appraisal.Status,
                Firmware = claims.SoftwareVersion,
                Digest = DigestOf(claims),
            };
        }

        return UnitStates.FollowsReports(next.State) ? Follow(session, unit, next, report.At) : next;
    }

    private static UnitStanding Follow(StoreSession session, Unit unit, UnitStanding next, long at)
    {
        bool failed = next.Failing || FailureRows.AnyOpen(session, unit.Id);
        UnitState state = failed ? UnitState.Failed : next.LiveAt > 0 ? UnitState.Active : UnitState.Pending;
        return StateRows.Change(session, unit.Id, next, state, at, StateRows.Collector, failed ? "a check fails, or failed unacknowledged" : "reports");
    }

    // Observations may come late and out of order; the unit's own counters, told when it signs, only grow.
    private static string? SteppedBack(UnitStanding before, EatToken claims)
    {
        if (claims.ReportNumber <= before.ReportNumber)
        {
            return "report-number";
        }

        if (!claims.IsLive)
        {
            return null;
        }

        return claims.BootCount < before.Boots ? "boot-count" : claims.LogCount < before.Events ? "event-count" : null;
    }

    private static byte[] DigestOf(EatToken claims)
    {
        var text = new StringBuilder();

        foreach (TokenFinding finding in claims.Findings)
        {
            text.Append(finding.Check).Append(' ').Append((int)finding.Outcome).Append((int)finding.Basis).Append(' ').Append(finding.Reason).Append('\n');
        }

        return SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString()));
    }
}
