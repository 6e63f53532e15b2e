using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;
using NanoAgent.Boards.Virtual;
using NanoAgent.Collector;
using NanoAgent.Collector.Evidence;
using NanoAgent.Evidence;
using NanoAgent.Report;
using Spectre.Console;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent demo</c>: a board, a collector and an evidence pack in one process, end to end.</summary>
internal static class DemoCommand
{
    private const int Cycles = 2;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var persona = new Option<string>("--persona") { Description = "how the firmware behaves, as in `board list`", DefaultValueFactory = _ => "compliant" };
        var output = new Option<DirectoryInfo>("--out") { Description = "where the pack and the expected keys go", DefaultValueFactory = _ => new DirectoryInfo("nanoagent-demo") };
        Option<bool> json = Options.Json();
        var command = new Command("demo", "the whole chain once: a board that checks itself, a collector, an evidence pack") { persona, output, json };
        command.SetAction((p, cancel) => RunAsync(terminal, BoardCommand.FindPersona(p.GetRequiredValue(persona)), p.GetRequiredValue(output), p.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, Persona persona, DirectoryInfo output, bool json, CancellationToken cancel)
    {
        using var temporary = new TemporaryFolder();
        await using CollectorHost host = await CollectorHost.StartAsync(
            new CollectorOptions { DataFolder = Path.Combine(temporary.Path, "collector"), Url = new Uri("https://127.0.0.1:0") }, cancel);
        terminal.Say($"nanoagent: collector {host.Services.Id} on {host.Url}");
        using X509Certificate2 anchor = X509Certificate2.CreateFromPem(host.CaPem);
        using VirtualUnit unit = VirtualUnit.Start(persona, new VirtualBoardOptions
        {
            Folder = Path.Combine(temporary.Path, "flash"),
            Collector = new CollectorLocation(host.Url, anchor),
        });

        await terminal.People.Status().StartAsync($"the board checks itself ({persona.Name})", _ => Task.Run(() => Report(terminal, host, unit), cancel));

        if (!json)
        {
            PrintFindings(terminal, unit);
        }

        return Declare(terminal, host, unit, output, json);
    }

    private static void Report(Terminal terminal, CollectorHost host, VirtualUnit unit)
    {
        string token = host.Services.CreateEnrolmentToken(unit.Board.Identity.Model, TimeSpan.FromMinutes(5), "demo");
        Expect(unit.Enrol(token), unit, "enrolment");
        terminal.Say($"nanoagent: {unit.Board.Identity.Model} enrolled with proof of possession; key {unit.Board.Signer.KeyId}");

        // The second cycle comes after a reboot: what must outlast one is looked for then.
        for (int cycle = 1; cycle <= Cycles; cycle++)
        {
            Expect(unit.RunCycle(), unit, "report");
            terminal.Say($"nanoagent: report {cycle} of {Cycles} verified, appraised, logged and answered");

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

    private static void PrintFindings(Terminal terminal, VirtualUnit unit)
    {
        foreach (Finding finding in unit.Findings)
        {
            terminal.Print($"{finding.Check,-22} {ClaimNames.Of(finding.Outcome),-8} {ClaimNames.Of(finding.Basis),-9} {finding.Reason}");
        }

        terminal.Print("");
    }

    private static int Declare(Terminal terminal, CollectorHost host, VirtualUnit unit, DirectoryInfo output, bool json)
    {
        string model = unit.Board.Identity.Model;
        var options = new DeclarationOptions { Now = DateTimeOffset.UtcNow, Demonstration = true };
        DeclarationResult result = Declaration.Build(
            new StoreEvidenceSource(host.Services), model, unit.Board.Identity.FirmwareVersion, SchemeFile.Find("jc-star-1"), RecordStore.Empty, options);

        if (result.Refusal != DeclarationRefusal.None)
        {
            throw DeclarationReport.Refused(result);
        }

        string pack = DeclareCommand.WritePack(host.Services, result, output.FullName);
        DeclarationReport.Print(terminal, result, pack, json);
        DeclarationReport.Summarise(terminal, result);
        terminal.Say($"nanoagent: evidence pack of a virtual unit, watermarked as a demonstration: {pack}");
        terminal.Say("nanoagent: re-verify it offline, here or anywhere:");
        terminal.Say($"  dotnet run --project tools/nanoagent -- verify {pack} --keys {Path.Combine(output.FullName, "keys.json")}");
        return DeclarationReport.ExitCodeOf(result);
    }
}
