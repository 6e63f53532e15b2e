using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>Why no declaration could be made. The first that applies.</summary>
public enum DeclarationRefusal
{
    /// <summary>It was made.</summary>
    None = 0,

    /// <summary>The scheme is a skeleton without criteria.</summary>
    EmptyScheme,

    /// <summary>A record file cannot be used.</summary>
    BadRecord,

    /// <summary>What a unit is said to have signed does not verify.</summary>
    BadEvidence,

    /// <summary>The log is not the earlier pack's log grown: somebody has two histories.</summary>
    LogForked,

    /// <summary>The earlier pack is of another product, or one is a demonstration and the other not: neither continues the other.</summary>
    OtherEarlier,

    /// <summary>A demonstration beside real units: virtual units never count beside real ones.</summary>
    RealUnitsInDemonstration,
}

/// <summary>What a declaration is made with.</summary>
public sealed record DeclarationOptions
{
    /// <summary>Most units whose evidence goes into a pack, unless told otherwise.</summary>
    public const int DefaultMaxUnits = 1000;

    /// <summary>The day and time of the declaration; also the pack's only clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>A watermarked demonstration: virtual units count, and only they.</summary>
    public bool Demonstration { get; init; }

    /// <summary>Most units whose evidence goes into the pack; above it units are sampled, and the pack says so. 1 or more.</summary>
    public int MaxUnits { get; init; } = DefaultMaxUnits;

    /// <summary>Whose units these are and how they came to report, in the vendor's words; null when nobody said. UEIDs are permanent, so a reader asks.</summary>
    public string? UnitsOf { get; init; }

    /// <summary>The scheme whose test tables (ICS, IXIT) the pack carries; null for none.</summary>
    public Scheme? Tables { get; init; }

    /// <summary>An earlier declaration of the same collector that this one continues, or null.</summary>
    public EarlierDeclaration? Earlier { get; init; }
}

/// <summary>What a check of the agent said that no criterion of the scheme asks about.</summary>
/// <param name="Check">The check and where it belongs.</param>
/// <param name="Tally">What was answered.</param>
public sealed record BeyondRow(BeyondCheck Check, CheckTally Tally);

/// <summary>A declaration's evidence, judged; what a pack is written from.</summary>
public sealed record DeclarationResult
{
    /// <summary>Why there is none; the other members stand only with <see cref="DeclarationRefusal.None"/>.</summary>
    public required DeclarationRefusal Refusal { get; init; }

    /// <summary>What the refusal is about.</summary>
    public Text Detail { get; init; } = new("", "");

    /// <summary>The product.</summary>
    public ProductRecord Product { get; init; } = null!;

    /// <summary>The firmware version.</summary>
    public string Firmware { get; init; } = "";

    /// <summary>The scheme.</summary>
    public Scheme Scheme { get; init; } = null!;

    /// <summary>How it was made.</summary>
    public DeclarationOptions Options { get; init; } = null!;

    /// <summary>The collector's id.</summary>
    public string CollectorId { get; init; } = "";

    /// <summary>The collector's public keys.</summary>
    public IReadOnlyList<CollectorKey> Keys { get; init; } = [];

    /// <summary>The tree head, or null.</summary>
    public TreeHead? Head { get; init; }

    /// <summary>All units, counted.</summary>
    public FleetTally Fleet { get; init; } = null!;

    /// <summary>Units of the product by the firmware version that they reported last, this one included; the collector's word.</summary>
    public SortedDictionary<string, int> Versions { get; init; } = [];

    /// <summary>How the units of the pack were chosen; null when all are there.</summary>
    public FleetSample? Sample { get; init; }

    /// <summary>The earlier declaration, with the proof that the log only grew since; null when there is none.</summary>
    public EarlierDeclaration? Earlier { get; init; }

    /// <summary>The units whose evidence goes into the pack, by UEID.</summary>
    public IReadOnlyList<UnitEvidence> Units { get; init; } = [];

    /// <summary>Inclusion proofs of their reports, by leaf index.</summary>
    public IReadOnlyDictionary<long, LogProof> Proofs { get; init; } = new Dictionary<long, LogProof>();

    /// <summary>What the collector checked.</summary>
    public IReadOnlyList<CollectorCheck> CollectorChecks { get; init; } = [];

    /// <summary>The records.</summary>
    public RecordStore Records { get; init; } = RecordStore.Empty;

    /// <summary>The criteria with their states, in the scheme's order.</summary>
    public IReadOnlyList<DeclarationRow> Rows { get; init; } = [];

    /// <summary>The rows of <see cref="DeclarationOptions.Tables"/> with their states; empty without.</summary>
    public IReadOnlyList<DeclarationRow> TableRows { get; init; } = [];

    /// <summary>What was observed beyond the scheme.</summary>
    public IReadOnlyList<BeyondRow> Beyond { get; init; } = [];

    /// <summary>How many rows are in that state.</summary>
    public int Count(CriterionState state) => Rows.Count(r => r.State == state);
}
