namespace NanoAgent.Evidence;

/// <summary>A row of a verified pack, with everything from which its state was told, down to signed bytes.</summary>
public sealed record RowExplanation
{
    /// <summary>The row.</summary>
    public required DeclarationRow Row { get; init; }

    /// <summary>What was found about the pack; the row is believed no further than that.</summary>
    public required PackReport Pack { get; init; }

    /// <summary>For each check of the row one unit: one that contradicts where there is one.</summary>
    public required IReadOnlyList<ClaimTrace> Traces { get; init; }

    /// <summary>For each check of the row to which a provisioning record speaks, one unit's: the unit walked down to where it has one.</summary>
    public required IReadOnlyList<ProvisioningTrace> Provisioning { get; init; }

    /// <summary>Checks of the row that no unit of the pack answered.</summary>
    public required IReadOnlyList<string> Unanswered { get; init; }
}
