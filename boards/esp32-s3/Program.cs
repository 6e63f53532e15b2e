using NanoAgent.Boards.Espressif;

namespace NanoAgent.Boards.Esp32S3;

/// <summary>ESP32-S3. The agent and nothing else.</summary>
public static class Program
{
    /// <summary>Upstream's images: no figure of the managed heap is known without PSRAM.</summary>
    private static readonly BoardFacts s_facts = new BoardFacts(new string[] { "AtomS3" }, 12 * 1024);

    /// <summary>The entry.</summary>
    public static void Main() => StockFirmware.Run(s_facts, typeof(Program));
}
