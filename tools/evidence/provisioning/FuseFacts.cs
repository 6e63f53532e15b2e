namespace NanoAgent.Evidence;

/// <summary>A chip whose fuse names are known here.</summary>
public enum FusedChip
{
    /// <summary>ESP32.</summary>
    Esp32 = 1,

    /// <summary>ESP32-S3.</summary>
    Esp32S3 = 2,

    /// <summary>ESP32-C3.</summary>
    Esp32C3 = 3,
}

/// <summary>Whether the fuses switch something on.</summary>
public enum FuseState
{
    /// <summary>The fuses do not tell.</summary>
    Unknown = 0,

    /// <summary>They do not.</summary>
    Off = 1,

    /// <summary>They do.</summary>
    On = 2,
}

/// <summary>Flash encryption as the fuses have it.</summary>
public enum FlashEncryptionState
{
    /// <summary>The fuses do not tell.</summary>
    Unknown = 0,

    /// <summary>Off.</summary>
    Off = 1,

    /// <summary>On, and it can be switched or written in clear again.</summary>
    Development = 2,

    /// <summary>On for good.</summary>
    Release = 3,
}

/// <summary>A port that fuses can close.</summary>
public enum PortState
{
    /// <summary>The fuses do not tell.</summary>
    Unknown = 0,

    /// <summary>Open.</summary>
    Open = 1,

    /// <summary>Closed.</summary>
    Closed = 2,
}

/// <summary>The download mode of the chip's ROM.</summary>
public enum DownloadModeState
{
    /// <summary>The fuses do not tell.</summary>
    Unknown = 0,

    /// <summary>Open.</summary>
    Open = 1,

    /// <summary>Restricted: flash can be written, and neither read nor code be run.</summary>
    Restricted = 2,

    /// <summary>Disabled.</summary>
    Disabled = 3,
}

/// <summary>What the fuses of one chip say; nothing that is a key.</summary>
public sealed record FuseFacts
{
    /// <summary>The chip.</summary>
    public required FusedChip Chip { get; init; }

    /// <summary>Does the chip start only signed firmware?</summary>
    public required FuseState SecureBoot { get; init; }

    /// <summary>Is the flash encrypted?</summary>
    public required FlashEncryptionState FlashEncryption { get; init; }

    /// <summary>JTAG, over pads and over USB.</summary>
    public required PortState Jtag { get; init; }

    /// <summary>The ROM's download mode.</summary>
    public required DownloadModeState DownloadMode { get; init; }

    /// <summary>On when a secure version was burned; unknown while it is 0, since only the bootloader knows then.</summary>
    public required FuseState AntiRollback { get; init; }

    /// <summary>The secure version: how many of its bits are burned; null when it cannot be read.</summary>
    public int? SecureVersion { get; init; }
}
