using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>A row that another state was told of than in the earlier declaration.</summary>
/// <param name="Id">The criterion.</param>
/// <param name="Before">Its state then; null when it had no such row.</param>
/// <param name="Now">Its state now; null when it has no such row any more.</param>
public sealed record RowChange(string Id, CriterionState? Before, CriterionState? Now);

/// <summary>What changed about the product since, so that a person asks whether the scheme wants a notice.</summary>
public enum NoticeCause
{
    /// <summary>Another firmware version.</summary>
    Firmware,

    /// <summary>Other models.</summary>
    Models,

    /// <summary>Another end of support.</summary>
    SupportPeriod,

    /// <summary>A row that was satisfied or set aside is so no more.</summary>
    RowLost,
}

/// <summary>A declaration beside an earlier one: what is carried over and what changed.</summary>
public sealed record Continuity
{
    /// <summary>Rows with another state than then, by the order of this declaration's scheme.</summary>
    public required IReadOnlyList<RowChange> Changes { get; init; }

    /// <summary>Rows with the same state.</summary>
    public required int Unchanged { get; init; }

    /// <summary>What may call for a change notice; whether the scheme asks for one was not found in its public documents.</summary>
    public required IReadOnlyList<NoticeCause> Notices { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="earlier">The earlier declaration.</param>
    /// <param name="now">This one.</param>
    public static Continuity Of(EarlierDeclaration earlier, DeclarationResult now)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(now);
        Dictionary<string, CriterionState> before = earlier.Rows.ToDictionary(r => r.Id, r => r.State);
        RowChange[] present = [.. now.Rows.Select(r => new RowChange(r.Criterion.Id, before.TryGetValue(r.Criterion.Id, out CriterionState s) ? s : null, r.State))];
        IEnumerable<RowChange> gone = earlier.Rows.Where(r => now.Rows.All(n => n.Criterion.Id != r.Id)).Select(r => new RowChange(r.Id, r.State, null));
        RowChange[] changes = [.. present.Where(c => c.Before != c.Now), .. gone];
        return new Continuity { Changes = changes, Unchanged = present.Count(c => c.Before == c.Now), Notices = [.. Causes(earlier, now, changes)] };
    }

    private static IEnumerable<NoticeCause> Causes(EarlierDeclaration earlier, DeclarationResult now, RowChange[] changes)
    {
        if (earlier.Firmware != now.Firmware)
        {
            yield return NoticeCause.Firmware;
        }

        if (!earlier.Models.Order(StringComparer.Ordinal).SequenceEqual(now.Product.Models.Order(StringComparer.Ordinal)))
        {
            yield return NoticeCause.Models;
        }

        if (earlier.SupportEnds != now.Product.SupportEnds)
        {
            yield return NoticeCause.SupportPeriod;
        }

        if (changes.Any(c => c.Before is CriterionState.Satisfied or CriterionState.NotApplicable && c.Now != CriterionState.Satisfied))
        {
            yield return NoticeCause.RowLost;
        }
    }
}
