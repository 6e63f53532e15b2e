using NanoAgent.Boards.Espressif;

namespace NanoAgent.Boards.Esp32C6;

/// <summary>ESP32-C6. The agent and nothing else.</summary>
public static class Program
{
    /// <summary>Upstream's images: 82,488 bytes of managed heap; every image has Bluetooth.</summary>
    private static readonly BoardFacts s_facts = new BoardFacts(new string[0], 12 * 1024);

    /// <summary>The entry.</summary>
    public static void Main() => StockFirmware.Run(s_facts, typeof(Program));
}
