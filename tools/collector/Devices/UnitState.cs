namespace NanoAgent.Collector.Devices;

/// <summary>Where a unit is in its life. The numbers are stored; they are never given another meaning.</summary>
public enum UnitState
{
    /// <summary>Enrolled; no live report yet.</summary>
    Pending = 0,

    /// <summary>Reports, and nothing fails or failed without somebody's acknowledgement.</summary>
    Active = 1,

    /// <summary>A check fails, or failed and nobody acknowledged it.</summary>
    Failed = 2,

    /// <summary>With somebody who repairs it.</summary>
    InRepair = 3,

    /// <summary>Has another owner now.</summary>
    Transferred = 4,

    /// <summary>Out of use.</summary>
    Retired = 5,

    /// <summary>Its key is trusted no more; nothing that it sends is taken.</summary>
    Revoked = 6,

    /// <summary>Silent for longer than the collector allows. Never stored: it follows from the time of the last live report.</summary>
    Stale = 7,
}

/// <summary>The names of states as the API and the command line spell them.</summary>
public static class UnitStates
{
    private static readonly string[] _names = ["pending", "active", "failed", "in-repair", "transferred", "retired", "revoked", "stale"];

    /// <summary>The states that a person can set.</summary>
    public static IReadOnlyList<string> Settable { get; } = ["active", "in-repair", "transferred", "retired", "revoked"];

    /// <summary>The name of a state.</summary>
    public static string Name(UnitState state) => _names[(int)state];

    /// <summary>Reads a state that a person may set.</summary>
    public static bool TryParseSettable(string name, out UnitState state)
    {
        state = (UnitState)Math.Max(0, Array.IndexOf(_names, name));
        return Settable.Contains(name);
    }

    /// <summary>Does the state follow from reports, rather than from what a person set?</summary>
    public static bool FollowsReports(UnitState state) => state is UnitState.Pending or UnitState.Active or UnitState.Failed;
}
