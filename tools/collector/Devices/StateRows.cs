using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Devices;

/// <summary>A step in a unit's life.</summary>
public sealed record StateChange(long At, string Who, string Why, UnitState Was, UnitState Became);

/// <summary>The steps of units' lives in the database.</summary>
internal static class StateRows
{
    /// <summary>Who sets a state that follows from reports.</summary>
    public const string Collector = "collector";

    /// <summary>The standing in a state; a change is kept with who and why. The caller writes the standing.</summary>
    public static UnitStanding Change(StoreSession session, long unit, UnitStanding standing, UnitState state, long at, string who, string why)
    {
        if (state == standing.State)
        {
            return standing;
        }

        session.Execute(
            "INSERT INTO state_changes (unit_id, at, who, why, was, became) VALUES (@unit, @at, @who, @why, @was, @became)",
            unit, at, who, why, (long)standing.State, (long)state);
        return standing with { State = state, StateAt = at, StateBy = who, StateWhy = why };
    }

    public static List<StateChange> Of(StoreSession session, long unit) => session.Query(
        "SELECT at, who, why, was, became FROM state_changes WHERE unit_id = @unit ORDER BY id",
        row => new StateChange(row.GetInt64(0), row.GetString(1), row.GetString(2), (UnitState)row.GetInt64(3), (UnitState)row.GetInt64(4)),
        unit);
}
