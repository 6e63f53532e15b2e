namespace NanoAgent.Evidence;

/// <summary>A unit on which a row that was filed does not hold.</summary>
/// <param name="Ueid">The unit.</param>
/// <param name="Check">The check, of the agent or of the collector.</param>
/// <param name="Answer"><c>outcome:reason:basis</c>, or the answer of a collector's check.</param>
/// <param name="Since">When the first report that says so came, in Unix seconds.</param>
public sealed record DriftUnit(string Ueid, string Check, string Answer, long Since);

/// <summary>A row that was filed and no longer holds.</summary>
/// <param name="Id">The criterion.</param>
/// <param name="Filed">Its state in the declaration.</param>
/// <param name="Now">Its state now.</param>
/// <param name="Why">What contradicts or is missing now.</param>
/// <param name="Units">On which units, oldest first, at most <see cref="DriftReport.MaxUnits"/>; empty when no unit is the cause.</param>
/// <param name="UnitCount">On how many units in all.</param>
public sealed record DriftRow(string Id, CriterionState Filed, CriterionState Now, IReadOnlyList<OpenItem> Why, IReadOnlyList<DriftUnit> Units, int UnitCount);

/// <summary>A filed declaration beside the fleet as it is now.</summary>
public sealed record DriftReport
{
    /// <summary>Most units named for one row.</summary>
    public const int MaxUnits = 100;

    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>The firmware version that was declared.</summary>
    public required string Firmware { get; init; }

    /// <summary>The scheme's id.</summary>
    public required string Scheme { get; init; }

    /// <summary>SHA-256 of the pack's manifest, base64url: which declaration.</summary>
    public required string Manifest { get; init; }

    /// <summary>When it was made, in Unix seconds.</summary>
    public required long Filed { get; init; }

    /// <summary>When this was found out, in Unix seconds.</summary>
    public required long At { get; init; }

    /// <summary>Rows that no longer hold: satisfied or set aside then and not now, or contradicted only now.</summary>
    public required IReadOnlyList<DriftRow> NoLonger { get; init; }

    /// <summary>Rows with the state that was filed.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Units by where they stand.</summary>
    public required IReadOnlyDictionary<string, int> ByState { get; init; }

    /// <summary>Units of the product by the version that they reported last: others than the declared one are not covered by it.</summary>
    public required IReadOnlyDictionary<string, int> Versions { get; init; }

    /// <summary>What the calendar says.</summary>
    public required IReadOnlyList<LifeNotice> Life { get; init; }

    /// <summary>Everything that was filed still holds.</summary>
    public bool Holds => NoLonger.Count == 0;
}
