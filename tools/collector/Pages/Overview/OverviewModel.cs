using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;
using NanoAgent.Collector.Devices;
using NanoAgent.Evidence;
using NanoAgent.Schemes;
using UnitState = NanoAgent.Collector.Devices.UnitState;

namespace NanoAgent.Collector.Pages.Overview;

/// <summary>A model and firmware version on the overview.</summary>
public sealed record VersionRow(string Model, bool Virtual, string Firmware, long Units, long InUse, long Failed, long Stale, long LastSeen, ProductRecord? Product);

/// <summary>How units in use speak to a criterion: each once, by all of its checks together.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Holds">Every required check supports it, none contradicts.</param>
/// <param name="Fails">A check contradicts it.</param>
/// <param name="Unknown">Neither.</param>
public sealed record CriterionShare(Criterion Criterion, long Holds, long Fails, long Unknown)
{
    public long Units => Holds + Fails + Unknown;
}

/// <summary>The overview: the fleet's count, by version and by criterion.</summary>
public sealed class OverviewModel
{
    private OverviewModel(FleetSummary fleet, Scheme scheme, string? model, string? firmware)
    {
        Fleet = fleet;
        Scheme = scheme;
        Model = model;
        Firmware = firmware;
    }

    public FleetSummary Fleet { get; }

    public Scheme Scheme { get; }

    /// <summary>The model whose criteria are shown; null for all.</summary>
    public string? Model { get; }

    public string? Firmware { get; }

    public IReadOnlyList<VersionRow> Versions { get; private init; } = [];

    public IReadOnlyList<CriterionShare> Shares { get; private init; } = [];

    /// <summary>Reads it.</summary>
    public static OverviewModel Of(FleetSummary fleet, Scheme scheme, RecordStore records, string? model, string? firmware)
    {
        FleetGroup[] shown = [.. fleet.Groups.Where(g => (model is null || g.Model == model) && (firmware is null || g.Firmware == firmware))];
        return new OverviewModel(fleet, scheme, model, firmware)
        {
            Versions = [.. fleet.Groups.GroupBy(g => (g.Model, g.Virtual, g.Firmware)).Select(g => RowOf(g.Key.Model, g.Key.Virtual, g.Key.Firmware, [.. g], records))],
            Shares = [.. scheme.Criteria.Where(c => c.Checks.Any(v => v.Required)).Select(c => ShareOf(c, shown))],
        };
    }

    private static VersionRow RowOf(string model, bool isVirtual, string firmware, FleetGroup[] groups, RecordStore records) => new(
        model, isVirtual, firmware,
        groups.Sum(g => g.Units),
        groups.Sum(g => g.InUse),
        groups.Where(g => g.State == UnitState.Failed).Sum(g => g.Units),
        groups.Sum(g => g.Silent),
        groups.Max(g => g.LastSeen),
        records.Records.Select(r => r.Record).OfType<ProductRecord>().LastOrDefault(p => p.Models.Contains(model)));

    private static CriterionShare ShareOf(Criterion criterion, FleetGroup[] groups)
    {
        long holds = 0, fails = 0, unknown = 0;

        foreach (FleetGroup group in groups.Where(g => g.InUse > 0))
        {
            switch (EffectOf(criterion, group.Findings))
            {
                case Effect.Contradicts: fails += group.InUse; break;
                case Effect.Supports: holds += group.InUse; break;
                default: unknown += group.InUse; break;
            }
        }

        return new CriterionShare(criterion, holds, fails, unknown);
    }

    private static Effect EffectOf(Criterion criterion, IReadOnlyList<GroupFinding> findings)
    {
        Effect[] effects = [.. criterion.Checks.Select(voice => EffectOf(voice, findings))];
        bool isSupplied = criterion.Checks.Zip(effects).Where(pair => pair.First.Required).All(pair => pair.Second is Effect.Supports or Effect.Silent);
        return effects.Contains(Effect.Contradicts) ? Effect.Contradicts : isSupplied && effects.Contains(Effect.Supports) ? Effect.Supports : Effect.Unknown;
    }

    private static Effect EffectOf(CheckVoice voice, IReadOnlyList<GroupFinding> findings) =>
        findings.FirstOrDefault(f => f.Check == voice.Check) is GroupFinding finding ? voice.EffectOf(ClaimNames.Of(finding.Outcome), finding.Reason) : Effect.Unknown;
}
