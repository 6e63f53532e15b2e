using System.Security.Cryptography.X509Certificates;
using NanoAgent.Boards.Virtual;
using NanoAgent.Collector;
using NanoAgent.Report;

namespace NanoAgent.Tool.Demonstration;

/// <summary>The demonstration's units: virtual boards with the agent's real code, reporting to a collector over pinned HTTPS.</summary>
internal sealed class DemoFleet : IDisposable
{
    /// <summary>How many: the fewest among which a credential can repeat.</summary>
    public const int Units = 2;

    // The second cycle comes after a reboot: what must outlast one is looked for then.
    private const int Cycles = 2;

    private readonly X509Certificate2 _anchor;
    private readonly List<VirtualUnit> _units = [];

    private DemoFleet(X509Certificate2 anchor) => _anchor = anchor;

    /// <summary>The first unit, whose findings are printed.</summary>
    public VirtualUnit First => _units[0];

    /// <summary>Starts the units; nothing is reported yet.</summary>
    public static DemoFleet Start(Persona persona, string folder, CollectorHost host)
    {
        var fleet = new DemoFleet(X509Certificate2.CreateFromPem(host.CaPem));

        for (int i = 1; i <= Units; i++)
        {
            fleet._units.Add(VirtualUnit.Start(persona, new VirtualBoardOptions
            {
                Folder = Path.Combine(folder, $"flash-{i}"),
                Collector = new CollectorLocation(host.Url, fleet._anchor),
            }));
        }

        return fleet;
    }

    /// <summary>Every unit enrols and reports, all at the same time.</summary>
    /// <exception cref="ToolException">The collector did not take something.</exception>
    public Task Report(Terminal terminal, CollectorHost host, CancellationToken cancel) =>
        Task.WhenAll(_units.Select((unit, i) => Task.Run(() => Report(terminal, host, unit, i + 1), cancel)));

    /// <inheritdoc/>
    public void Dispose()
    {
        _units.ForEach(u => u.Dispose());
        _anchor.Dispose();
    }

    private static void Report(Terminal terminal, CollectorHost host, VirtualUnit unit, int number)
    {
        string token = host.Services.CreateEnrolmentToken(unit.Board.Identity.Model, TimeSpan.FromMinutes(5), "demo");
        Expect(unit.Enrol(token), unit, "enrolment");
        terminal.Say($"nanoagent: unit {number}, {unit.Board.Identity.Model}, enrolled with proof of possession; key {unit.Board.Signer.KeyId}");

        for (int cycle = 1; cycle <= Cycles; cycle++)
        {
            Expect(unit.RunCycle(), unit, "report");
            terminal.Say($"nanoagent: unit {number}: report {cycle} of {Cycles} verified, appraised, logged and answered");

            if (cycle < Cycles)
            {
                unit.Reboot();
            }
        }
    }

    private static void Expect(DeliveryOutcome outcome, VirtualUnit unit, string what)
    {
        if (outcome != DeliveryOutcome.Delivered)
        {
            throw ToolException.No($"{what} not taken: {unit.LastRefusal ?? Enum.GetName(outcome)!.ToLowerInvariant()}");
        }
    }
}
