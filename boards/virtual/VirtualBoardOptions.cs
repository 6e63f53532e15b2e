using System.Security.Cryptography.X509Certificates;

namespace NanoAgent.Boards.Virtual;

/// <summary>Where the unit's collector is, and which authority it trusts for it.</summary>
/// <param name="Uri">The collector's base address: https, or http for the persona whose reports go in clear.</param>
/// <param name="Anchor">The certificate that must have issued the collector's, pinned in the firmware.</param>
public sealed record CollectorLocation(Uri Uri, X509Certificate2 Anchor);

/// <summary>What is handed to a virtual board: where it keeps its bytes, its time and its chance.</summary>
public sealed record VirtualBoardOptions
{
    /// <summary>The folder that is the unit's flash. It belongs to this unit alone; an existing one is the same unit, booted again.</summary>
    public required string Folder { get; init; }

    /// <summary>The collector, or null for a stand-in on the loopback address that only shakes hands.</summary>
    public CollectorLocation? Collector { get; init; }

    /// <summary>The unit's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Makes everything that chance decides repeatable, the unit's key too: for tests. Null takes the host's generator.</summary>
    public int? Seed { get; init; }

    /// <summary>Iterations of the credential vault's hash. Tests take fewer.</summary>
    public int HashIterations { get; init; } = 1000;
}
