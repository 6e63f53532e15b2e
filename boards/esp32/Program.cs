using NanoAgent.Boards.Espressif;

namespace NanoAgent.Boards.Esp32;

/// <summary>The first ESP32 (WROOM, WROVER). The agent and nothing else.</summary>
public static class Program
{
    /// <summary>Upstream's images: about 90 KB of managed heap without PSRAM.</summary>
    private static readonly BoardFacts s_facts = new BoardFacts(new string[] { "ESP32_REV0", "ESP32_REV3", "ESP32_PSRAM_REV0", "ESP32_PSRAM_REV3", "ESP32_PICO" }, 12 * 1024);

    /// <summary>The entry.</summary>
    public static void Main() => StockFirmware.Run(s_facts, typeof(Program));
}
