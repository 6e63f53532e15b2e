using System.Data.Common;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Devices;

/// <summary>Units in the database.</summary>
internal static class UnitRows
{
    private const string Select = """
        SELECT units.id, ueid, model, is_virtual, kid, point, enrolled_at,
            version, state, state_at, state_by, state_why, last_seen, live_at, live_index, last_index, reports,
            boots, report_number, events, observation, failing, ear_status, firmware, digest
        FROM unit_keys JOIN units ON units.id = unit_keys.unit_id JOIN unit_states ON unit_states.unit_id = units.id
        """;

    private const string ByKeyId = Select + " WHERE kid = @kid AND until_at IS NULL";

    private static readonly BulkStatement _byKeys = new(ByKeyId, Select + " WHERE kid = ANY(@kids) AND until_at IS NULL");

    private static readonly BulkStatement _update = new(
        """
        UPDATE unit_states SET version = version + 1, state = @state, state_at = @state_at, state_by = @state_by, state_why = @state_why, last_seen = @last_seen, live_at = @live_at,
            live_index = @live_index, last_index = @last_index, reports = @reports, boots = @boots, report_number = @report_number, events = @events, observation = @observation,
            failing = @failing, ear_status = @ear_status, firmware = @firmware, digest = @digest
        WHERE unit_id = @unit_id AND version = @version
        """,
        """
        UPDATE unit_states AS u SET version = version + 1, state = n.c1, state_at = n.c2, state_by = n.c3, state_why = n.c4, last_seen = n.c5, live_at = n.c6,
            live_index = n.c7, last_index = n.c8, reports = n.c9, boots = n.c10, report_number = n.c11, events = n.c12, observation = n.c13,
            failing = n.c14, ear_status = n.c15, firmware = n.c16, digest = n.c17
        FROM unnest(@state, @state_at, @state_by, @state_why, @last_seen, @live_at, @live_index, @last_index, @reports, @boots, @report_number, @events, @observation,
            @failing, @ear_status, @firmware, @digest, @unit_id, @version)
            WITH ORDINALITY AS n (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, ordinal)
        WHERE u.unit_id = n.c18 AND u.version = n.c19 RETURNING n.ordinal
        """,
        AlwaysChanges: false);

    public static Unit? ByKey(StoreSession session, string kid) =>
        session.Single(ByKeyId, Read, kid);

    /// <summary>The units with these keys, in any order; a key under which there is none is left out.</summary>
    /// <param name="session">An open session.</param>
    /// <param name="keyIds">One key id a row.</param>
    public static List<Unit> ByKeys(StoreSession session, IReadOnlyList<object[]> keyIds) => session.Database.Bulk.Read(session, _byKeys, keyIds, Read);

    public static Unit? ByUeid(StoreSession session, string ueid) =>
        session.Single(Select + " WHERE ueid = @ueid AND until_at IS NULL", Read, ueid);

    public static Unit ById(StoreSession session, long id) =>
        session.Single(Select + " WHERE units.id = @id AND until_at IS NULL", Read, id) ?? throw new KeyNotFoundException($"no unit {id}");

    /// <summary>Units after a UEID, in the order of their UEIDs.</summary>
    public static List<Unit> After(StoreSession session, string ueid, int most) =>
        session.Query(Select + " WHERE ueid > @ueid AND until_at IS NULL ORDER BY ueid LIMIT @most", Read, ueid, (long)most);

    public static long Version(StoreSession session, long id) => session.Scalar<long>("SELECT version FROM unit_states WHERE unit_id = @id", id);

    /// <summary>Writes new standings in place of the versions that they follow; each row's version grows by one.</summary>
    /// <exception cref="StaleUnitException">A row has another version by now: somebody else has changed it. Nothing may be committed.</exception>
    public static void Update(StoreSession session, IReadOnlyList<(long Id, UnitStanding Standing)> standings)
    {
        bool[] changed = session.Database.Bulk.Run(session, _update, [.. standings.Select(row => Values(row.Id, row.Standing))]);
        int stale = Array.IndexOf(changed, false);

        if (stale >= 0)
        {
            throw new StaleUnitException(standings[stale].Id);
        }
    }

    /// <summary>The state that follows from what the unit reported and from what is open.</summary>
    public static UnitState StateByReports(StoreSession session, Unit unit)
    {
        if (unit.Standing.Failing || FailureRows.AnyOpen(session, unit.Id))
        {
            return UnitState.Failed;
        }

        return unit.Standing.LiveAt > 0 ? UnitState.Active : UnitState.Pending;
    }

    /// <summary>What the enrolment of the unit's present key was answered with.</summary>
    public static string EnrolmentAnswer(StoreSession session, long id) => session.Scalar<string>("SELECT answer FROM units WHERE id = @id", id)!;

    public static void KeepAnswer(StoreSession session, long id, string answer) => session.Execute("UPDATE units SET answer = @answer WHERE id = @id", answer, id);

    public static long Insert(StoreSession session, string ueid, string model, bool isVirtual, long at, string enrolment)
    {
        long id = session.Scalar<long>(
            "INSERT INTO units (ueid, model, is_virtual, enrolled_at, enrolment, answer) VALUES (@ueid, @model, @is_virtual, @at, @enrolment, '') RETURNING id",
            ueid, model, isVirtual ? 1L : 0L, at, enrolment);
        session.Execute(
            """
            INSERT INTO unit_states (unit_id, version, state, state_at, state_by, state_why, last_seen, live_at, live_index, last_index, reports,
                boots, report_number, events, observation, failing, ear_status, firmware, digest)
            VALUES (@id, 0, 0, @at, 'collector', 'enrolled', 0, 0, -1, -1, 0, 0, 0, 0, 0, 0, 0, '', @digest)
            """,
            id, at, Array.Empty<byte>());
        return id;
    }

    /// <summary>Gives a unit a key.</summary>
    /// <param name="session">A writing session.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="key">The key.</param>
    /// <param name="at">Unix seconds.</param>
    /// <param name="index">The leaf that tells of it: what the key signs stands after it.</param>
    public static void InsertKey(StoreSession session, long unit, PublicKey key, long at, long index) => session.Execute(
        "INSERT INTO unit_keys (kid, unit_id, point, since, since_index) VALUES (@kid, @unit, @point, @since, @idx)", key.Thumbprint(), unit, (byte[])[.. key.X, .. key.Y], at, index);

    private static object[] Values(long id, UnitStanding s) =>
    [
        (long)s.State, s.StateAt, s.StateBy, s.StateWhy, s.LastSeen, s.LiveAt, s.LiveIndex, s.LastIndex, s.Reports, s.Boots, s.ReportNumber, s.Events, s.Observation,
        s.Failing ? 1L : 0L, (long)s.EarStatus, s.Firmware, s.Digest, id, s.Version,
    ];

    private static Unit Read(DbDataReader row)
    {
        var point = (byte[])row.GetValue(5);
        PublicKey.TryCreate(point[..32], point[32..], out PublicKey key);
        return new Unit
        {
            Id = row.GetInt64(0),
            Ueid = row.GetString(1),
            Model = row.GetString(2),
            Virtual = row.GetInt64(3) == 1,
            KeyId = row.GetString(4),
            Key = key ?? throw new InvalidDataException($"unit {row.GetInt64(0)} has no usable key in the database"),
            EnrolledAt = row.GetInt64(6),
            Standing = ReadStanding(row),
        };
    }

    private static UnitStanding ReadStanding(DbDataReader row) => new()
    {
        Version = row.GetInt64(7),
        State = (UnitState)row.GetInt64(8),
        StateAt = row.GetInt64(9),
        StateBy = row.GetString(10),
        StateWhy = row.GetString(11),
        LastSeen = row.GetInt64(12),
        LiveAt = row.GetInt64(13),
        LiveIndex = row.GetInt64(14),
        LastIndex = row.GetInt64(15),
        Reports = row.GetInt64(16),
        Boots = row.GetInt64(17),
        ReportNumber = row.GetInt64(18),
        Events = row.GetInt64(19),
        Observation = row.GetInt64(20),
        Failing = row.GetInt64(21) == 1,
        EarStatus = (int)row.GetInt64(22),
        Firmware = row.GetString(23),
        Digest = (byte[])row.GetValue(24),
    };
}
