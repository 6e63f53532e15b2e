using NanoAgent.Boards.Espressif;

namespace NanoAgent.Boards.Esp32C3;

/// <summary>ESP32-C3, the tightest of them. The agent and nothing else.</summary>
public static class Program
{
    /// <summary>Upstream's images: 54,472 bytes of managed heap; every image has Bluetooth.</summary>
    private static readonly BoardFacts s_facts = new BoardFacts(new string[0], 6 * 1024);

    /// <summary>The entry.</summary>
    public static void Main() => StockFirmware.Run(s_facts, typeof(Program));
}
