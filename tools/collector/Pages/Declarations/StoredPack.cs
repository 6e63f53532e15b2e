using NanoAgent.Evidence;

namespace NanoAgent.Collector.Pages.Declarations;

/// <summary>What is kept beside a pack's zip.</summary>
public sealed record StoredPack
{
    /// <summary>The pack's id: time and the beginning of its hash.</summary>
    public required string Id { get; init; }

    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>The firmware version.</summary>
    public required string Firmware { get; init; }

    /// <summary>The scheme.</summary>
    public required string Scheme { get; init; }

    /// <summary>Of virtual units.</summary>
    public required bool Demonstration { get; init; }

    /// <summary>When it was made, Unix seconds.</summary>
    public required long At { get; init; }

    /// <summary>Who made it.</summary>
    public required string By { get; init; }

    /// <summary>SHA-256 of the zip, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The zip's size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Units counted.</summary>
    public required int Units { get; init; }

    /// <summary>Every row's state when it was made.</summary>
    public required IReadOnlyDictionary<string, CriterionState> Rows { get; init; }

    /// <summary>The secret part of its public page's address; null while it has none.</summary>
    public string? PublicKey { get; init; }
}
