using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Devices;

/// <summary>A failure that nobody acknowledged.</summary>
/// <param name="Check">The check's id, or one of <see cref="CollectorFindings"/>.</param>
/// <param name="Reason">The reason code.</param>
/// <param name="Firmware">The firmware that it shows; empty when it is about none.</param>
/// <param name="At">When it was found, Unix seconds.</param>
/// <param name="Observation">The first observation that shows it; 0 when none does.</param>
/// <param name="Through">The last one.</param>
public sealed record UnitFailure(string Check, string Reason, string Firmware, long At, long Observation, long Through);

/// <summary>A failure that somebody acknowledged.</summary>
/// <param name="Check">The check's id, or one of <see cref="CollectorFindings"/>.</param>
/// <param name="Reason">The reason code.</param>
/// <param name="At">When it was acknowledged, Unix seconds.</param>
/// <param name="Who">By whom.</param>
/// <param name="Why">Their reason.</param>
public sealed record AcknowledgedFailure(string Check, string Reason, long At, string Who, string Why);

/// <summary>Failures in the database: one stays open until a named person acknowledges it.</summary>
internal static class FailureRows
{
    /// <summary>Is any failure of the unit open?</summary>
    public static bool AnyOpen(StoreSession session, long unit) =>
        session.Scalar<long>("SELECT COUNT(*) FROM failures WHERE unit_id = @unit AND acknowledged_at IS NULL", unit) > 0;

    /// <summary>The open failures of a unit, the oldest first.</summary>
    public static List<UnitFailure> OpenOf(StoreSession session, long unit) => session.Query(
        "SELECT check_id, reason, firmware, at, observation, through FROM failures WHERE unit_id = @unit AND acknowledged_at IS NULL ORDER BY id",
        row => new UnitFailure(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
        unit);

    /// <summary>The acknowledged failures of a unit, in the order of their acknowledgements.</summary>
    public static List<AcknowledgedFailure> AcknowledgedOf(StoreSession session, long unit) => session.Query(
        "SELECT check_id, reason, acknowledged_at, acknowledged_by, note FROM failures WHERE unit_id = @unit AND acknowledged_at IS NOT NULL ORDER BY acknowledged_at, id",
        row => new AcknowledgedFailure(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.IsDBNull(4) ? "" : row.GetString(4)),
        unit);

    /// <summary>Is a failure of that check open?</summary>
    public static bool IsOpen(StoreSession session, long unit, string check) =>
        session.Scalar<long>("SELECT COUNT(*) FROM failures WHERE unit_id = @unit AND check_id = @check AND acknowledged_at IS NULL", unit, check) > 0;

    /// <summary>Opens a failure; one that is open for the same check and firmware then reaches to this observation.</summary>
    /// <param name="session">A writing session.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="check">The check's id, or one of <see cref="CollectorFindings"/>.</param>
    /// <param name="reason">The reason code.</param>
    /// <param name="firmware">The firmware that it shows; empty when it is about none.</param>
    /// <param name="at">Unix seconds.</param>
    /// <param name="index">The leaf of the report that shows it; -1 when no report does.</param>
    /// <param name="observation">The observation's number; 0 when no observation shows it.</param>
    public static void Open(StoreSession session, long unit, string check, string reason, string firmware, long at, long index, long observation)
    {
        int prolonged = session.Execute(
            """
            UPDATE failures SET through = CASE WHEN through < @observation THEN @observation ELSE through END
            WHERE unit_id = @unit AND check_id = @check AND firmware = @firmware AND acknowledged_at IS NULL
            """,
            observation, unit, check, firmware);

        if (prolonged == 0)
        {
            session.Execute(
                """
                INSERT INTO failures (unit_id, check_id, reason, firmware, at, idx, observation, through)
                VALUES (@unit, @check, @reason, @firmware, @at, @idx, @observation, @through)
                """,
                unit, check, reason, firmware, at, index, observation, observation);
        }
    }

    /// <summary>Opens a failure that the collector found without a report, and lets the unit's state follow.</summary>
    public static void OpenFound(StoreSession session, Unit unit, string check, string reason, long at)
    {
        Open(session, unit.Id, check, reason, unit.Standing.Firmware, at, -1, 0);

        if (UnitStates.FollowsReports(unit.Standing.State))
        {
            UnitRows.Update(session, [(unit.Id, StateRows.Change(session, unit.Id, unit.Standing, UnitState.Failed, at, StateRows.Collector, check))]);
        }
    }
}
