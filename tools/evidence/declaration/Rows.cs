using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>State of a criterion. Not a verdict about the product: the state of its evidence.</summary>
public enum CriterionState
{
    /// <summary>A required fact that no valid record supplies.</summary>
    Unknown = 0,

    /// <summary>Something contradicts it.</summary>
    NotSatisfied = 1,

    /// <summary>A named person set it aside, with a reason.</summary>
    NotApplicable = 2,

    /// <summary>A kind of record or the confirmation is missing.</summary>
    NeedsRecord = 3,

    /// <summary>Every required kind is there and valid, and a named person confirmed the row.</summary>
    Satisfied = 4,
}

/// <summary>Why a row is not satisfied, or what is missing.</summary>
public enum OpenReason
{
    /// <summary>Present results of units contradict; the name is the check.</summary>
    ContradictedByUnits,

    /// <summary>Earlier failures that nobody acknowledged contradict; the name is the check.</summary>
    ContradictedByPast,

    /// <summary>A collector's check contradicts; the name is the check.</summary>
    ContradictedByCollector,

    /// <summary>A test record contradicts; the name is its file.</summary>
    ContradictedByTest,

    /// <summary>A required fact is not known; the name is the check.</summary>
    FactUnknown,

    /// <summary>A required kind of record is missing; the name is the kind.</summary>
    KindMissing,

    /// <summary>Nobody confirmed the row.</summary>
    NotConfirmed,

    /// <summary>The mark "not applicable" is void, since a unit shows the function; the name is the check.</summary>
    NotApplicableVoid,

    /// <summary>The mark "not applicable" is refused: the row never may.</summary>
    NotApplicableRefused,
}

/// <summary>One reason.</summary>
/// <param name="Reason">Which.</param>
/// <param name="Name">Check, kind or file concerned; empty when there is none.</param>
/// <param name="Units">How many units, where units are concerned.</param>
public sealed record OpenItem(OpenReason Reason, string Name, int Units = 0);

/// <summary>What the units' answers to one check do to a row.</summary>
public sealed record CheckInput
{
    /// <summary>The check's id.</summary>
    public required string Check { get; init; }

    /// <summary>The row needs this fact.</summary>
    public required bool Required { get; init; }

    /// <summary>Units in use whose present answer supports the row.</summary>
    public required int Supports { get; init; }

    /// <summary>Units whose last answer contradicts it, in use or not.</summary>
    public required int Contradicts { get; init; }

    /// <summary>Units with unacknowledged earlier failures that contradict it.</summary>
    public required int Past { get; init; }

    /// <summary>Units in use whose answer leaves it unknown.</summary>
    public required int Unknown { get; init; }

    /// <summary>Units in use whose answer says neither.</summary>
    public required int Silent { get; init; }

    /// <summary>A passed test record supplies the fact.</summary>
    public required bool SuppliedByTest { get; init; }

    /// <summary>The answers themselves, <c>outcome:reason:basis</c> and how many units in use.</summary>
    public required IReadOnlyDictionary<string, int> Answers { get; init; }

    /// <summary>What units in use observed: per fact its values and how many units gave each.</summary>
    public required IReadOnlyDictionary<string, SortedDictionary<string, int>> Facts { get; init; }

    /// <summary>UEIDs of the first units that contradict.</summary>
    public required IReadOnlyList<string> Concerned { get; init; }

    /// <summary>The fact that the row needs is there.</summary>
    public bool Supplied => SuppliedByTest || (Unknown == 0 && Supports + Silent > 0);
}

/// <summary>What a collector's check does to a row.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Required">The row needs it.</param>
/// <param name="Effect">What it does to the row.</param>
/// <param name="Result">The result; null when the collector made none.</param>
public sealed record CollectorInput(string Check, bool Required, Effect Effect, CollectorCheck? Result = null);

/// <summary>A test record that speaks to a row.</summary>
/// <param name="File">File name of the record.</param>
/// <param name="Content">What was signed.</param>
/// <param name="Tester">Thumbprint of the tester's key.</param>
/// <param name="WhyNot">Why it does not count; null when it does.</param>
public sealed record TestInput(string File, TestContent Content, string Tester, string? WhyNot = null);

/// <summary>A vendor document that speaks to a row.</summary>
/// <param name="File">File name of the record.</param>
/// <param name="Document">The document.</param>
/// <param name="WhyNot">Why it does not count; null when it does.</param>
public sealed record DocumentInput(string File, DocumentRecord Document, string? WhyNot = null);

/// <summary>A criterion with its state and everything from which the state was told.</summary>
public sealed record DeclarationRow
{
    /// <summary>The criterion.</summary>
    public required Criterion Criterion { get; init; }

    /// <summary>Its state.</summary>
    public required CriterionState State { get; init; }

    /// <summary>What contradicts or is missing; empty for a satisfied row.</summary>
    public required IReadOnlyList<OpenItem> Open { get; init; }

    /// <summary>Device claims.</summary>
    public required IReadOnlyList<CheckInput> Checks { get; init; }

    /// <summary>Collector checks.</summary>
    public required IReadOnlyList<CollectorInput> CollectorChecks { get; init; }

    /// <summary>Test records.</summary>
    public required IReadOnlyList<TestInput> Tests { get; init; }

    /// <summary>Vendor documents.</summary>
    public required IReadOnlyList<DocumentInput> Documents { get; init; }

    /// <summary>The newest confirmation, or null.</summary>
    public ConfirmationRecord? Confirmation { get; init; }

    /// <summary>The newest mark "not applicable", or null; whether it holds, the state says.</summary>
    public NotApplicableRecord? NotApplicable { get; init; }

    /// <summary>The newest comparison with the official text, or null.</summary>
    public ComparisonRecord? Comparison { get; init; }

    /// <summary>Still open: neither satisfied nor set aside.</summary>
    public bool IsOpen => State is not (CriterionState.Satisfied or CriterionState.NotApplicable);
}
