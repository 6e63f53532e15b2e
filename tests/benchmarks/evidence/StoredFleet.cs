using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;
using NanoAgent.Evidence;

namespace NanoAgent.Benchmarks.Evidence;

/// <summary>The same fleet in a collector's own database: units that enrolled, and all their reports in the log, in the order in which a fleet sends them.</summary>
/// <remarks>What a declaration reads of a unit (its enrolment, its newest report, one that shows a failure) is signed; the reports between are bytes of the same length that nobody reads.</remarks>
internal static class StoredFleet
{
    private const int RowsAtOnce = 20_000;
    private const string Check = "erasure";

    private static readonly string s_ear = new('e', 900);

    /// <summary>Writes units and reports into a data folder, which is made.</summary>
    public static void Write(string folder, int units, int reportsEach)
    {
        using var collector = new CollectorServices(new CollectorOptions { DataFolder = folder });
        UnitEvidence[] fleet = [.. new StreamedFleet(units, reportsEach, collector.Id).Units([], "")];
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Each(collector, fleet.Length, (session, _, i) => Enrol(session, fleet[i], i + 1, now));

        for (int number = 1; number <= reportsEach; number++)
        {
            int round = number;
            Each(collector, fleet.Length, (session, log, i) => Report(session, log, fleet[i], i + 1, round, reportsEach, now));
        }
    }

    private static void Each(CollectorServices collector, int count, Action<StoreSession, TransparencyLog, int> write)
    {
        for (int from = 0; from < count; from += RowsAtOnce)
        {
            int first = from;
            collector.Store.WriteNow((session, log) =>
            {
                for (int i = first; i < Math.Min(count, first + RowsAtOnce); i++)
                {
                    write(session, log, i);
                }

                return true;
            });
        }
    }

    private static void Enrol(StoreSession session, UnitEvidence unit, long id, long now)
    {
        Jwk.TryRead(Encoding.UTF8.GetBytes(unit.Jwk), out PublicKey? key);
        session.Execute(
            "INSERT INTO units (id, ueid, model, is_virtual, enrolled_at, enrolment, answer) VALUES (@id, @ueid, @model, 0, @at, @enrolment, '')", id, unit.Ueid, unit.Model, now, unit.Enrolment);
        session.Execute("INSERT INTO unit_keys (kid, unit_id, point, since) VALUES (@kid, @unit, @point, 0)", key!.Thumbprint(), id, (byte[])[.. key.X, .. key.Y]);
        session.Execute(
            """
            INSERT INTO unit_states (unit_id, version, state, state_at, state_by, state_why, last_seen, live_at, live_index, last_index, reports,
                boots, report_number, events, observation, failing, ear_status, firmware, digest)
            VALUES (@id, 0, 1, @at, 'collector', 'reports', @at, @at, -1, -1, 0, 0, 0, 0, 0, 0, 0, @firmware, @digest)
            """,
            id, now, StreamedFleet.Firmware, Array.Empty<byte>());
    }

    private static void Report(StoreSession session, TransparencyLog log, UnitEvidence unit, long id, int number, int last, long now)
    {
        ReportEvidence? signed = number == last ? unit.Reports[^1] : number == last - 1 && unit.Reports.Count > 1 ? unit.Reports[0] : null;
        byte[] token = signed is null ? RandomNumberGenerator.GetBytes(unit.Reports[^1].Token.Length) : Encoding.ASCII.GetBytes(signed.Token);
        long index = log.Append(EntryKind.Report, token);
        session.Execute(
            """
            INSERT INTO reports (idx, unit_id, previous, received_at, observation, number, live, counted, firmware, receipt, ear, next_nonce)
            SELECT @idx, unit_id, last_index, @at, @number, @number, 1, 1, @firmware, @receipt, @ear, '' FROM unit_states WHERE unit_id = @unit
            """,
            index, now, (long)number, StreamedFleet.Firmware, SHA256.HashData(token), s_ear, id);
        session.Execute("UPDATE unit_states SET last_index = @idx, live_index = @idx WHERE unit_id = @unit", index, id);

        if (signed is not null && unit.Reports.Count > 1 && number == last - 1)
        {
            session.Execute(
                "INSERT INTO failures (unit_id, check_id, reason, firmware, at, idx, observation, through) VALUES (@unit, @check, 'left-readable', @firmware, @at, @idx, @number, @number)",
                id, Check, StreamedFleet.Firmware, now, index, (long)number);
        }
    }
}
