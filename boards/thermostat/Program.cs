using System;
using System.Threading;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Configuration;
using NanoAgent.Boards.Espressif;
using NanoAgent.Checks;
using NanoAgent.Keeping;
using NanoAgent.Report;

namespace NanoAgent.Boards.Thermostat;

/// <summary>A product that embeds the agent: its own parts stand on agent/keeping, and the agent asks them.</summary>
public static class Program
{
    private const string Version = "1.0.0";

    /// <summary>The entry.</summary>
    public static void Main()
    {
        UnitConfiguration unit = UnitFile.Read(out string fault);

        while (unit == null)
        {
            Console.WriteLine(fault);
            Thread.Sleep(60000);
            unit = UnitFile.Read(out fault);
        }

        Run(unit);
    }

    /// <summary>The product's own work until the next report: here a sensor that always says 19.5 degrees.</summary>
    private static void Regulate(Heating heating, object gate, int milliseconds)
    {
        for (int left = milliseconds; left > 0; left -= 1000)
        {
            lock (gate)
            {
                heating.Regulate(195);
            }

            Thread.Sleep(left < 1000 ? left : 1000);
        }
    }

    private static void Run(UnitConfiguration unit)
    {
        object gate = new object();
        var clock = new EspressifClock();
        var random = new EspressifRandom();
        var flash = new EspressifFlash(EspressifFlash.AgentFolder);
        var keys = new KeyStore(flash, random);
        var network = new WifiNetwork(unit);

        // A key from a source that is not true would be no key.
        while (!keys.HasKey && !network.Ensure())
        {
            Thread.Sleep(15000);
        }

        var log = new EventLog(flash, "log", clock, 2, 16);
        var vault = new CredentialVault(flash, "vault", random, clock, log, new VaultPolicy(VaultPolicy.MinIterations, 5, 3600));
        vault.AddUnset(WebPage.Owner, CredentialKind.Password);
        vault.AddProbe(WebPage.Probe);
        log.Provoker = vault;
        var settings = new SettingsStore(flash, "settings", random, Heating.Defaults);
        var heating = new Heating(settings);
        var page = new WebPage(vault, heating, gate);
        var follower = new CollectorFollower(unit, flash, clock);
        PinnedServer collector = follower.Server;

        var board = new EspressifBoard(flash, keys, clock, random, unit, "thermostat", Version)
        {
            Credentials = new PlatformCredentials(vault),
            Services = page,
            Settings = settings,
            EventLog = log,
            Update = new NoUpdates(),
            Endpoints = new CollectorEndpoint(collector),
            Interfaces = new EspressifInterfaces(new int[] { page.Port }, Answer.Unknown),
            Software = new EspressifSoftware(new Type[] { typeof(TokenSigner), typeof(Agent), typeof(EspressifBoard), typeof(Program) }),
        };

        var store = new SettingsStore(flash, "agent", random, new string[0]);
        var outbox = new Outbox(flash, Outbox.DefaultCapacity);
        var client = new ReportClient(board, board.Signer, new CollectorLink(collector), outbox, store) { TagBatch = unit.TagBatch };
        var context = new CheckContext(board, new AgentMemory(store), board.Signer, unit.TagKey, client);
        var heap = new EspressifHeap();
        var agent = new Agent(board, AllChecks.Create("thermostat"), context, outbox, client, new Policy(), heap);
        var loop = new ReportLoop(agent, client, network, new TimeSync(clock, unit), random, heap, unit) { Follower = follower };
        new Thread(page.Listen).Start();

        while (true)
        {
            DeliveryOutcome outcome;

            // The page waits while the agent looks: vault and settings have one user at a time.
            lock (gate)
            {
                outcome = loop.Step();
            }

            Regulate(heating, gate, loop.WaitAfter(outcome));
        }
    }
}
