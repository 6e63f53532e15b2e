using NanoAgent.Evidence;

namespace NanoAgent.Collector.Pages.Declarations;

/// <summary>A declaration as it stands.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Result">Rows and records, or why there are none.</param>
/// <param name="At">When units were read.</param>
/// <param name="Packs">Earlier packs of this product and scheme, newest first, each with what has changed since.</param>
public sealed record Workspace(Subject Subject, DeclarationResult Result, DateTimeOffset At, IReadOnlyList<EarlierPack> Packs)
{
    /// <summary>Rows that are satisfied or set aside.</summary>
    public int Done => Result.Rows.Count(row => !row.IsOpen);
}

/// <summary>A pack made before, and the rows that stand otherwise now.</summary>
public sealed record EarlierPack(StoredPack Pack, IReadOnlyList<RowDrift> Drift);

/// <summary>A row that is no longer what it was in a pack.</summary>
public sealed record RowDrift(string Criterion, CriterionState Was, CriterionState Is);
