using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NanoAgent.Evidence;

/// <summary>Why a fuse summary was refused. The first that applies.</summary>
public enum FuseSummaryRefusal
{
    /// <summary>It was read.</summary>
    None = 0,

    /// <summary>Larger than a summary is.</summary>
    TooLarge,

    /// <summary>No JSON object, or a member stands twice.</summary>
    NotJson,

    /// <summary>The fuses are those of another chip.</summary>
    WrongChip,

    /// <summary>A fuse that the chip has is not in it.</summary>
    MissingFuse,

    /// <summary>A fuse whose value cannot be, or contradicts its raw value.</summary>
    BadValue,

    /// <summary>The MAC's checksum does not hold.</summary>
    BadMac,
}

/// <summary>Reads what <c>espefuse summary --format json --file summary.json</c> writes for an ESP32, an ESP32-S3 or an ESP32-C3.</summary>
/// <remarks>Fuse names and JSON members as esptool 4 and 5 have them; a fuse that is read-protected is unknown, never 0.</remarks>
public sealed partial class FuseSummary
{
    /// <summary>Largest summary, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    // The first whose fuse is there; further chips of the family share names with these and are not told apart.
    private static readonly Dictionary<FusedChip, string> Mark = new()
    {
        [FusedChip.Esp32] = "ABS_DONE_1",
        [FusedChip.Esp32S3] = "DIS_DOWNLOAD_DCACHE",
        [FusedChip.Esp32C3] = "SECURE_BOOT_EN",
    };

    private readonly JsonElement _fuses;

    private FuseSummary(JsonElement fuses) => _fuses = fuses;

    /// <summary>The first fuse that was refused.</summary>
    private (FuseSummaryRefusal Refusal, string Fuse)? Refused { get; set; }

    /// <summary>Reads a summary.</summary>
    /// <param name="json">Any bytes.</param>
    /// <param name="chip">The chip that it should be of.</param>
    /// <param name="facts">What the fuses say, or null.</param>
    /// <param name="mac">The factory MAC, lower case with colons, or null.</param>
    /// <param name="fuse">The fuse concerned by a refusal; empty when none is.</param>
    public static FuseSummaryRefusal TryRead(ReadOnlyMemory<byte> json, FusedChip chip, out FuseFacts? facts, out string? mac, out string fuse)
    {
        facts = null;
        mac = null;
        fuse = "";

        if (json.Length > MaxBytes)
        {
            return FuseSummaryRefusal.TooLarge;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            JsonElement fuses = document.RootElement;

            return fuses.ValueKind != JsonValueKind.Object ? FuseSummaryRefusal.NotJson
                : ChipOf(fuses) != chip ? FuseSummaryRefusal.WrongChip
                : new FuseSummary(fuses).Read(chip, out facts, out mac, out fuse);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A lone surrogate in an escape shows itself only when the text is read.
            return FuseSummaryRefusal.NotJson;
        }
    }

    private FuseSummaryRefusal Read(FusedChip chip, out FuseFacts? facts, out string? mac, out string fuse)
    {
        FuseFacts read = chip == FusedChip.Esp32 ? OfEsp32() : OfNewer(chip);
        string? address = Mac();

        facts = Refused is null ? read : null;
        mac = Refused is null ? address : null;
        fuse = Refused?.Fuse ?? "";
        return Refused?.Refusal ?? FuseSummaryRefusal.None;
    }

    private static FusedChip? ChipOf(JsonElement fuses) => Mark.Where(m => fuses.TryGetProperty(m.Value, out _)).Select(m => (FusedChip?)m.Key).FirstOrDefault();

    // ESP-IDF, esp_get_flash_encryption_mode: release when the count cannot change any more and download mode neither encrypts nor decrypts.
    private FuseFacts OfEsp32() => new()
    {
        Chip = FusedChip.Esp32,
        SecureBoot = State(Bit("ABS_DONE_0") | Bit("ABS_DONE_1")),
        FlashEncryption = Encryption("FLASH_CRYPT_CNT", 7, Bit("DISABLE_DL_ENCRYPT") & Bit("DISABLE_DL_DECRYPT") & Bit("DISABLE_DL_CACHE")),
        Jtag = Port(Bit("JTAG_DISABLE")),
        DownloadMode = Download(Bit("UART_DOWNLOAD_DIS"), false),
        AntiRollback = Rollback(Number("SECURE_VERSION", 32)),
        SecureVersion = Burned(Number("SECURE_VERSION", 32)),
    };

    private FuseFacts OfNewer(FusedChip chip)
    {
        bool? dataCache = chip == FusedChip.Esp32S3 ? Bit("DIS_DOWNLOAD_DCACHE") : true;
        bool? pads = Bit("DIS_PAD_JTAG") | IsOdd(Number("SOFT_DIS_JTAG", 3));
        bool? usb = Bit("DIS_USB_JTAG") | Bit("DIS_USB_SERIAL_JTAG");
        return new FuseFacts
        {
            Chip = chip,
            SecureBoot = State(Bit("SECURE_BOOT_EN")),
            FlashEncryption = Encryption("SPI_BOOT_CRYPT_CNT", 3, Bit("DIS_DOWNLOAD_MANUAL_ENCRYPT") & Bit("DIS_DOWNLOAD_ICACHE") & dataCache),
            Jtag = Port(pads & usb),
            DownloadMode = Download(Bit("DIS_DOWNLOAD_MODE"), Bit("ENABLE_SECURITY_DOWNLOAD")),
            AntiRollback = Rollback(Number("SECURE_VERSION", 16)),
            SecureVersion = Burned(Number("SECURE_VERSION", 16)),
        };
    }

    private FlashEncryptionState Encryption(string fuse, int bits, bool? closedToDownload)
    {
        uint? count = Number(fuse, bits);
        bool? final = count is null ? null : count == (1u << bits) - 1 || !IsWriteable(fuse);

        return IsOdd(count) switch
        {
            null => FlashEncryptionState.Unknown,
            false => FlashEncryptionState.Off,
            true => (final & closedToDownload) switch { true => FlashEncryptionState.Release, false => FlashEncryptionState.Development, null => FlashEncryptionState.Unknown },
        };
    }

    private bool? Bit(string name) => Number(name, 1) is uint value ? value == 1 : null;

    /// <summary>The fuse's value; null when it is read-protected, or was refused.</summary>
    private uint? Number(string name, int bits)
    {
        if (!_fuses.TryGetProperty(name, out JsonElement fuse) || fuse.ValueKind != JsonValueKind.Object)
        {
            Refuse(FuseSummaryRefusal.MissingFuse, name);
            return null;
        }

        if (!fuse.TryGetProperty("readable", out JsonElement readable) || readable.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
            || !fuse.TryGetProperty("value", out JsonElement shown))
        {
            Refuse(FuseSummaryRefusal.BadValue, name);
            return null;
        }

        if (readable.ValueKind == JsonValueKind.False)
        {
            return null;
        }

        uint? value = Shown(shown);
        uint? raw = Raw(fuse);
        bool agree = raw is null || value is null || shown.ValueKind == JsonValueKind.String || raw == value;

        // Newer versions write the raw value beside the meaning; it is the one that tells how many bits are burned.
        if (!agree || (raw ?? value) is not uint found || (bits < 32 && found >= 1u << bits))
        {
            Refuse(FuseSummaryRefusal.BadValue, name);
            return null;
        }

        return found;
    }

    private static uint? Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Number when value.TryGetUInt32(out uint number) => number,
        JsonValueKind.String => value.GetString() switch { "Enable" => 1, "Disable" => 0, _ => null },
        _ => null,
    };

    private static uint? Raw(JsonElement fuse) =>
        fuse.TryGetProperty("raw_value", out JsonElement raw) && raw.ValueKind == JsonValueKind.String && raw.GetString() is string text
        && text.StartsWith("0x", StringComparison.Ordinal) && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value)
            ? value
            : null;

    private bool IsWriteable(string name) => !(_fuses.GetProperty(name).TryGetProperty("writeable", out JsonElement e) && e.ValueKind == JsonValueKind.False);

    private string? Mac()
    {
        string? text = _fuses.TryGetProperty("MAC", out JsonElement fuse) && fuse.ValueKind == JsonValueKind.Object
            && fuse.TryGetProperty("value", out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        Match match = MacWithChecksum().Match(text ?? "");

        if (!match.Success)
        {
            Refuse(text is null ? FuseSummaryRefusal.MissingFuse : FuseSummaryRefusal.BadMac, "MAC");
            return null;
        }

        return match.Groups[1].Value.ToLowerInvariant();
    }

    private void Refuse(FuseSummaryRefusal refusal, string fuse) => Refused ??= (refusal, fuse);

    private static bool? IsOdd(uint? value) => value is uint v ? BitOperations.PopCount(v) % 2 == 1 : null;

    private static int? Burned(uint? value) => value is uint v ? BitOperations.PopCount(v) : null;

    private static FuseState State(bool? on) => on switch { true => FuseState.On, false => FuseState.Off, null => FuseState.Unknown };

    private static FuseState Rollback(uint? version) => version > 0 ? FuseState.On : FuseState.Unknown;

    private static PortState Port(bool? closed) => closed switch { true => PortState.Closed, false => PortState.Open, null => PortState.Unknown };

    private static DownloadModeState Download(bool? disabled, bool? restricted) =>
        disabled is true ? DownloadModeState.Disabled
        : disabled is null || restricted is null ? DownloadModeState.Unknown
        : restricted.Value ? DownloadModeState.Restricted : DownloadModeState.Open;

    [GeneratedRegex(@"^([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}) \((?:CRC 0x[0-9A-Fa-f]{1,2} )?OK\)$", RegexOptions.CultureInvariant)]
    private static partial Regex MacWithChecksum();
}
