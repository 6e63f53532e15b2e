using NanoAgent.Attestation.Claims;
using NanoAgent.Collector.Devices;

namespace NanoAgent.Collector.Pages.Overview;

/// <summary>Units of one model, firmware and stored state that found the same.</summary>
/// <param name="Model">The model.</param>
/// <param name="Virtual">Virtual units.</param>
/// <param name="Firmware">The firmware of the last live report; empty when none came yet.</param>
/// <param name="State">The stored state.</param>
/// <param name="Units">How many.</param>
/// <param name="Stale">How many of them are silent for too long.</param>
/// <param name="LastSeen">When the last of them reported, Unix seconds; 0 when none did.</param>
/// <param name="Findings">What they found; one list for all, since their digests are equal.</param>
public sealed record FleetGroup(string Model, bool Virtual, string Firmware, UnitState State, long Units, long Stale, long LastSeen, IReadOnlyList<GroupFinding> Findings)
{
    /// <summary>Units in use: they report, and are not silent.</summary>
    public long InUse => UnitStates.FollowsReports(State) && Firmware.Length > 0 ? Units - Stale : 0;

    /// <summary>Units that count as silent: only states that follow from reports can be stale.</summary>
    public long Silent => State is UnitState.Active or UnitState.Pending ? Stale : 0;
}

/// <summary>One finding of a group.</summary>
public sealed record GroupFinding(string Check, Outcome Outcome, string Reason);

/// <summary>Open failures of one check.</summary>
public sealed record OpenFailures(string Check, long Units, long Newest);

/// <summary>What happened on one day, in UTC.</summary>
public sealed record Day(DateOnly Date, long Reports, long Failures);

/// <summary>The fleet, counted at one point in time. Its size follows the number of models and of different findings, never the number of units.</summary>
public sealed record FleetSummary
{
    public required DateTimeOffset At { get; init; }

    /// <summary>What it was counted from: log size and generation.</summary>
    public required (long Size, long Generation) Version { get; init; }

    public required IReadOnlyList<FleetGroup> Groups { get; init; }

    public required IReadOnlyList<OpenFailures> Open { get; init; }

    /// <summary>The last 90 days, oldest first.</summary>
    public required IReadOnlyList<Day> Days { get; init; }

    public long Units => Groups.Sum(group => group.Units);

    public long Stale => Groups.Sum(group => group.Silent);

    public long Failed => Groups.Where(group => group.State == UnitState.Failed).Sum(group => group.Units);

    public long InUse => Groups.Sum(group => group.InUse);

    public long Count(UnitState state) => Groups.Where(group => group.State == state).Sum(group => group.Units);
}
