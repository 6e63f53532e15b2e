using System.Text;
using NanoAgent.Boards.Configuration;
using NanoAgent.Boards.Espressif;
using NanoAgent.Report;
using NanoAgent.Tests.Espressif.Fake;
using NanoAgent.Tests.Shared.Report;

namespace NanoAgent.Tests.Espressif;

/// <summary>One chip under the fake platform, and its collector.</summary>
internal sealed class Chip
{
    private static readonly BoardFacts s_facts = new(["ESP32_REV3"], 0);

    public Chip()
    {
        World.Reset();
        World.Collector = Collector;
        Configuration = new UnitConfiguration
        {
            Model = "NA-100",
            CollectorHost = World.Host,
            CollectorCa = System.Convert.ToBase64String(World.ServerAnchor),
            WifiSsid = "factory",
            WifiPassword = "printed on the wall",
        };
    }

    public FakeCollector Collector { get; } = new();

    public UnitConfiguration Configuration { get; set; }

    public StockFirmware Firmware { get; private set; }

    /// <summary>Boots the firmware; false while it waits for its first network.</summary>
    public bool Boot()
    {
        World.Reboot();
        World.Files[UnitFile.Path] = Encoding.ASCII.GetBytes(Configuration.ToText());
        Firmware = StockFirmware.Start(s_facts, Configuration, typeof(Chip));
        return Firmware != null;
    }

    public DeliveryOutcome Step() => Firmware.Loop.Step();

    /// <summary>The numbers of the observations that the collector has, in order.</summary>
    public IEnumerable<uint> Numbers => Collector.Reports.Select(r => r.Number);
}
