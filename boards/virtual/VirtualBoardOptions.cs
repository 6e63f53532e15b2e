using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NanoAgent.Boards.Virtual;

/// <summary>Where the unit's collector is, and which authority it trusts for it.</summary>
/// <param name="Uri">The collector's base address: https, or http for the persona whose reports go in clear.</param>
/// <param name="Anchor">The certificate that must have issued the collector's, pinned in the firmware.</param>
public sealed record CollectorLocation(Uri Uri, X509Certificate2 Anchor);

/// <summary>A production batch, under whose key the factory tags the credentials that it sets, so that the collector finds equal ones.</summary>
/// <param name="Name">Name of the batch: a-z, 0-9 and hyphen, 1 to 32 characters.</param>
/// <param name="Key">16 to 64 bytes, known to the factory and the batch's units alone; another batch has another.</param>
public sealed record TagBatch(string Name, byte[] Key)
{
    /// <summary>The simulated factory's only batch. Its key stands here for all to read: it protects nothing but the order of things.</summary>
    public static TagBatch Simulated { get; } = new("simulated-1", SHA256.HashData("nanoAgent simulated factory, batch 1"u8));
}

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

    /// <summary>The batch in which the unit was made, or null for a factory that tags nothing.</summary>
    public TagBatch? Batch { get; init; } = TagBatch.Simulated;

    /// <summary>Iterations of the credential vault's hash. Tests take fewer.</summary>
    public int HashIterations { get; init; } = 1000;

    /// <summary>The factory's password on the label, for a tester who has the unit in hand; null for one that nobody is told. A persona's own goes first.</summary>
    public string? LabelPassword { get; init; }
}
