using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>Enrols units by writing their rows, as many as are asked for, in minutes.</summary>
internal static class Seeding
{
    private const int RowsAtOnce = 20_000;

    /// <summary>Enrols a fleet's units.</summary>
    public static void Enrol(CollectorServices collector, IReadOnlyList<FleetUnit> units)
    {
        for (int from = 0; from < units.Count; from += RowsAtOnce)
        {
            int first = from;
            int last = Math.Min(units.Count, from + RowsAtOnce);
            collector.Store.WriteNow((session, _) =>
            {
                for (int i = first; i < last; i++)
                {
                    Insert(session, Base64Url.Encode(units[i].Ueid), units[i].KeyId, [.. units[i].Key.X, .. units[i].Key.Y]);
                }

                return true;
            });
        }
    }

    /// <summary>Enrols units that never report: each has a UEID and a key id of its own, and all have one key's point.</summary>
    public static void EnrolSilent(CollectorServices collector, FleetUnit like, int count)
    {
        byte[] point = [.. like.Key.X, .. like.Key.Y];

        for (int from = 0; from < count; from += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, count - from);
            collector.Store.WriteNow((session, _) =>
            {
                for (int i = 0; i < rows; i++)
                {
                    Insert(session, Base64Url.Encode([1, .. RandomNumberGenerator.GetBytes(16)]), Base64Url.Encode(RandomNumberGenerator.GetBytes(32)), point);
                }

                return true;
            });
        }
    }

    private static void Insert(StoreSession session, string ueid, string keyId, byte[] point)
    {
        long id = session.Scalar<long>(
            "INSERT INTO units (ueid, model, is_virtual, enrolled_at, enrolment, answer) VALUES (@ueid, @model, 0, 0, '', '') RETURNING id", ueid, Fleet.Model);
        session.Execute("INSERT INTO unit_keys (kid, unit_id, point, since) VALUES (@kid, @unit, @point, 0)", keyId, id, point);
        session.Execute(
            """
            INSERT INTO unit_states (unit_id, version, state, state_at, state_by, state_why, last_seen, live_at, live_index, last_index, reports,
                boots, report_number, events, observation, failing, ear_status, firmware, digest)
            VALUES (@id, 0, 0, 0, 'seed', 'enrolled', 0, 0, -1, -1, 0, 0, 0, 0, 0, 0, 0, '', @digest)
            """,
            id, Array.Empty<byte>());
    }
}
