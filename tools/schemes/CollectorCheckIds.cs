namespace NanoAgent.Schemes;

/// <summary>The checks that a collector makes over several units, as scheme files and evidence packs name them.</summary>
public static class CollectorCheckIds
{
    /// <summary>Does no factory-set credential repeat on another unit? Told from keyed tags that never leave the collector.</summary>
    public const string FleetUniqueness = "fleet-uniqueness";

    /// <summary>Has every unit in use reported within the time that the collector allows?</summary>
    public const string Freshness = "freshness";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [FleetUniqueness, Freshness];
}
