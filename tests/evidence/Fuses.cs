using System.Text;
using System.Text.Json.Nodes;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

/// <summary>Fuse summaries in the shape that espefuse's documentation shows.</summary>
internal static class Fuses
{
    private static readonly string[] Esp32 = ["ABS_DONE_0", "ABS_DONE_1", "DISABLE_DL_ENCRYPT", "DISABLE_DL_DECRYPT", "DISABLE_DL_CACHE", "JTAG_DISABLE", "UART_DOWNLOAD_DIS"];
    private static readonly string[] Newer = ["SECURE_BOOT_EN", "DIS_DOWNLOAD_MANUAL_ENCRYPT", "DIS_DOWNLOAD_ICACHE", "DIS_PAD_JTAG", "DIS_USB_JTAG", "DIS_USB_SERIAL_JTAG", "DIS_DOWNLOAD_MODE", "ENABLE_SECURITY_DOWNLOAD"];

    public static JsonObject Blank(FusedChip chip) => Make(chip, burned: false);

    public static JsonObject Closed(FusedChip chip) => Make(chip, burned: true);

    public static byte[] Bytes(JsonObject fuses) => Encoding.UTF8.GetBytes(fuses.ToJsonString());

    /// <summary>Sets one fuse.</summary>
    public static JsonObject With(this JsonObject fuses, string name, object value, string? raw = null)
    {
        var fuse = new JsonObject { ["name"] = name, ["readable"] = true, ["writeable"] = true, ["value"] = JsonValue.Create(value) };

        if (raw is not null)
        {
            fuse["raw_value"] = raw;
        }

        fuses[name] = fuse;
        return fuses;
    }

    private static JsonObject Make(FusedChip chip, bool burned)
    {
        var fuses = new JsonObject();
        string[] bits = chip == FusedChip.Esp32 ? Esp32 : chip == FusedChip.Esp32S3 ? [.. Newer, "DIS_DOWNLOAD_DCACHE"] : Newer;

        foreach (string bit in bits)
        {
            fuses.With(bit, burned, burned ? "0x1" : "0x0");
        }

        fuses.With("SECURE_VERSION", burned ? 3 : 0);

        // A summary holds calibration values beside the fuses that matter, and those are fractions.
        fuses.With("TEMP_SENSOR_CAL", -9.2);
        return chip == FusedChip.Esp32
            ? fuses.With("FLASH_CRYPT_CNT", burned ? 127 : 0, burned ? "0x7f" : "0x0").With("MAC", "24:6F:28:00:00:01 (CRC 0x5c OK)")
            : fuses.With("SPI_BOOT_CRYPT_CNT", burned ? "Enable" : "Disable", burned ? "0x7" : "0x0").With("SOFT_DIS_JTAG", burned ? 7 : 0).With("MAC", "24:6f:28:00:00:01 (OK)");
    }
}
