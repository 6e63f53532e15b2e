using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Collector.Devices;

/// <summary>A unit as it stood at one version of its row.</summary>
/// <remarks>A report is appraised against a snapshot, and written only if the row still has that version.</remarks>
public sealed record Unit
{
    /// <summary>The database's number for it.</summary>
    public required long Id { get; init; }

    /// <summary>The UEID, base64url.</summary>
    public required string Ueid { get; init; }

    /// <summary>The model under which it was enrolled.</summary>
    public required string Model { get; init; }

    /// <summary>Enrolled as a virtual unit.</summary>
    public required bool Virtual { get; init; }

    /// <summary>Thumbprint of its key.</summary>
    public required string KeyId { get; init; }

    /// <summary>Its key.</summary>
    public required PublicKey Key { get; init; }

    /// <summary>When it was enrolled.</summary>
    public required long EnrolledAt { get; init; }

    /// <summary>Where it stands, and since when, by whom, why.</summary>
    public required UnitStanding Standing { get; init; }
}

/// <summary>What changes about a unit: with every report, or by a person.</summary>
public sealed record UnitStanding
{
    /// <summary>Number of this row's version.</summary>
    public long Version { get; init; }

    /// <summary>The stored state.</summary>
    public UnitState State { get; init; }

    /// <summary>When the state was set.</summary>
    public long StateAt { get; init; }

    /// <summary>Who set it: a person's name, or <c>collector</c>.</summary>
    public string StateBy { get; init; } = "collector";

    /// <summary>Why.</summary>
    public string StateWhy { get; init; } = "";

    /// <summary>When the last report of any kind was accepted; 0 when none was.</summary>
    public long LastSeen { get; init; }

    /// <summary>When the last live report was accepted; 0 when none was.</summary>
    public long LiveAt { get; init; }

    /// <summary>The log index of the last live report; -1 when there is none.</summary>
    public long LiveIndex { get; init; } = -1;

    /// <summary>The log index of the last report; -1 when there is none.</summary>
    public long LastIndex { get; init; } = -1;

    /// <summary>Reports accepted.</summary>
    public long Reports { get; init; }

    /// <summary>Highest boot counter seen.</summary>
    public long Boots { get; init; }

    /// <summary>Highest report number seen.</summary>
    public long ReportNumber { get; init; }

    /// <summary>Highest event-log count seen.</summary>
    public long Events { get; init; }

    /// <summary>Highest observation number seen.</summary>
    public long Observation { get; init; }

    /// <summary>Does any check of the present findings fail?</summary>
    public bool Failing { get; init; }

    /// <summary>The last appraisal's status, 0 to 3.</summary>
    public int EarStatus { get; init; }

    /// <summary>The firmware of the last live report.</summary>
    public string Firmware { get; init; } = "";

    /// <summary>SHA-256 over the present findings without their facts: equal means that nothing has changed.</summary>
    public byte[] Digest { get; init; } = [];
}
