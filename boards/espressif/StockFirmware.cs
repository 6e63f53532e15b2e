using System;
using System.Reflection;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Configuration;
using NanoAgent.Checks;
using NanoAgent.Keeping;
using NanoAgent.Report;

namespace NanoAgent.Boards.Espressif;

/// <summary>Firmware that is the agent and nothing else, for any ESP32: every part named once. A product composes its own in this way, with its own parts.</summary>
public sealed class StockFirmware
{
    private const int LogSegments = 2;
    private const int LogEntries = 16;

    private StockFirmware(EspressifBoard board, Outbox outbox, ReportLoop loop)
    {
        Board = board;
        Outbox = outbox;
        Loop = loop;
    }

    /// <summary>The unit.</summary>
    public EspressifBoard Board { get; }

    /// <summary>What waits to be delivered.</summary>
    public Outbox Outbox { get; }

    /// <summary>Looks and reports, again and again.</summary>
    public ReportLoop Loop { get; }

    /// <summary>Composes the firmware. May be called again when it failed: nothing is held over.</summary>
    /// <param name="facts">The board's facts.</param>
    /// <param name="configuration">The unit file.</param>
    /// <param name="program">A type of the firmware's own assembly, whose version is the firmware's.</param>
    /// <returns>The firmware, or null while the unit has no key and no radio: a key is made only from true randomness, so the first boot needs the network.</returns>
    public static StockFirmware Start(BoardFacts facts, UnitConfiguration configuration, Type program)
    {
        var clock = new EspressifClock();
        var random = new EspressifRandom();
        var network = new WifiNetwork(configuration);
        var time = new TimeSync(clock, configuration);
        var flash = new EspressifFlash(EspressifFlash.AgentFolder);
        var keys = new KeyStore(flash, random);

        if (!keys.HasKey && !network.Ensure())
        {
            return null;
        }

        var follower = new CollectorFollower(configuration, flash, clock);
        PinnedServer collector = follower.Server;

        // The board makes its signer, which takes blocks of up to 1.1 KB; what a start leaves behind lies in between.
        nanoFramework.Runtime.Native.GC.Run(true);
        var board = new EspressifBoard(flash, keys, clock, random, configuration, "nanoagent-stock", Assembly.GetAssembly(program).GetName().Version.ToString())
        {
            Services = new NoServices(),
            Update = new NoUpdates(),
            Endpoints = new CollectorEndpoint(collector),
            Interfaces = new EspressifInterfaces(configuration.DeclaredPorts, facts.Bluetooth),
            EventLog = new EventLog(flash, "log", clock, LogSegments, LogEntries),
            Software = new EspressifSoftware(new Type[] { typeof(TokenSigner), typeof(Agent), typeof(StockFirmware), program, typeof(object) }),
        };

        var store = new SettingsStore(flash, "agent", random, new string[0]);
        var outbox = new Outbox(flash, Outbox.DefaultCapacity);
        var client = new ReportClient(board, board.Signer, new CollectorLink(collector), outbox, store) { TagBatch = configuration.TagBatch };
        var context = new CheckContext(board, new AgentMemory(store), board.Signer, configuration.TagKey, client);
        var heap = new EspressifHeap();
        var policy = new Policy { MinFreeBytes = facts.MinFreeBytes };
        var agent = new Agent(board, AllChecks.Create(null), context, outbox, client, policy, heap);
        var loop = new ReportLoop(agent, client, network, time, random, heap, configuration) { Follower = follower };
        return new StockFirmware(board, outbox, loop);
    }

    /// <summary>Composes until it succeeds, prints who the unit is, and reports for ever.</summary>
    public static void Run(BoardFacts facts, Type program)
    {
        StockFirmware firmware = null;

        while (firmware == null)
        {
            firmware = TryStart(facts, program);

            if (firmware == null)
            {
                Pause.Awake(Pause.RetryMs);
            }
        }

        Console.WriteLine("ueid " + Base64Url.Encode(firmware.Board.Ueid));
        Console.WriteLine("kid " + firmware.Board.Signer.KeyId);
        Console.WriteLine("key " + firmware.Board.Signer.PublicKey.ToJwk());
        firmware.Loop.Run();
    }

    private static StockFirmware TryStart(BoardFacts facts, Type program)
    {
        try
        {
            UnitConfiguration configuration = UnitFile.Read(out string fault);

            if (configuration == null)
            {
                Console.WriteLine(fault);
                return null;
            }

            StockFirmware firmware = Start(facts, configuration, program);
            Console.WriteLine(firmware == null ? "first boot: waiting for Wi-Fi, to make the key" : "started");
            return firmware;
        }
        catch (Exception e)
        {
            // Out of memory or a failing drive at boot: the unit has nobody else to tell, and tries again.
            Console.WriteLine("start failed: " + e.Message);
            return null;
        }
    }
}
