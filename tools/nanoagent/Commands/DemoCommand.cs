using System.CommandLine;
using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Boards.Virtual;
using NanoAgent.Collector;
using NanoAgent.Collector.Evidence;
using NanoAgent.Evidence;
using NanoAgent.Schemes;
using NanoAgent.Tool.Demonstration;
using Spectre.Console;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent demo</c>: boards, a collector, a vendor's records and an evidence pack in one process, end to end.</summary>
internal static class DemoCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var persona = new Option<string>("--persona") { Description = "how the firmware behaves, as in `board list`", DefaultValueFactory = _ => "compliant" };
        var output = new Option<DirectoryInfo>("--out") { Description = "where the pack and the expected keys go", DefaultValueFactory = _ => new DirectoryInfo("nanoagent-demo") };
        Option<bool> json = Options.Json();
        var command = new Command("demo", "the whole chain once: boards that check themselves, a collector, a vendor's records, an evidence pack") { persona, output, json };
        command.SetAction((p, cancel) => RunAsync(terminal, BoardCommand.FindPersona(p.GetRequiredValue(persona)), p.GetRequiredValue(output), p.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, Persona persona, DirectoryInfo output, bool json, CancellationToken cancel)
    {
        using var temporary = new TemporaryFolder();
        await using CollectorHost host = await CollectorHost.StartAsync(
            new CollectorOptions { DataFolder = Path.Combine(temporary.Path, "collector"), Url = new Uri("https://127.0.0.1:0") }, cancel);
        terminal.Say($"nanoagent: collector {host.Services.Id} on {host.Url}");
        using DemoFleet fleet = DemoFleet.Start(persona, temporary.Path, host);
        await terminal.People.Status().StartAsync($"{DemoFleet.Units} boards check themselves ({persona.Name})", _ => fleet.Report(terminal, host, cancel));

        if (!json)
        {
            PrintFindings(terminal, fleet.First);
        }

        var tester = new SoftwareSigner(RandomKey(), KeyProtection.PlainFlash, null);
        IReadOnlyList<TestRecord> tests = await DemoBench.RunAsync(terminal, persona, temporary.Path, tester, cancel);
        return Declare(terminal, host, fleet, temporary.Path, tests, new CollectorKey(KeyRole.Tester, tester.PublicKey), output, json);
    }

    private static void PrintFindings(Terminal terminal, VirtualUnit unit)
    {
        foreach (Finding finding in unit.Findings)
        {
            terminal.Print($"{finding.Check,-22} {ClaimNames.Of(finding.Outcome),-8} {ClaimNames.Of(finding.Basis),-9} {finding.Reason}");
        }

        terminal.Print("");
    }

    private static byte[] RandomKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportParameters(includePrivateParameters: true).D!;
    }

    private static int Declare(
        Terminal terminal, CollectorHost host, DemoFleet fleet, string temporary, IReadOnlyList<TestRecord> tests, CollectorKey tester, DirectoryInfo output, bool json)
    {
        string model = fleet.First.Board.Identity.Model;
        string firmware = fleet.First.Board.Identity.FirmwareVersion;
        DateTimeOffset now = DateTimeOffset.UtcNow;
        Scheme scheme = SchemeFile.Find("jc-star-1");
        string records = Path.Combine(temporary, "records");
        DemoVendor.Write(records, model, firmware, tests, scheme.Criteria.Select(c => c.Id), now);
        var options = new DeclarationOptions { Now = now, Demonstration = true, UnitsOf = DemoVendor.UnitsOf, Tables = SchemeFile.Tables };
        DeclarationResult result = Declaration.Build(new StoreEvidenceSource(host.Services), model, firmware, scheme, RecordStore.Load(records), options);

        if (result.Refusal != DeclarationRefusal.None)
        {
            throw DeclarationReport.Refused(result);
        }

        string pack = DeclareCommand.WritePack(host.Services, result, output.FullName, [tester]);
        DeclarationReport.Print(terminal, result, pack, json);
        DeclarationReport.Summarise(terminal, result);
        SayVerification(terminal, pack, [.. result.Keys, tester]);
        terminal.Say($"nanoagent: evidence pack of virtual units and of a vendor that does not exist, watermarked as a demonstration: {pack}");
        terminal.Say("nanoagent: re-verify it offline, here or anywhere, and walk from a row down to signed bytes:");
        string tool = StartedAs.Words(Environment.ProcessPath, AppContext.BaseDirectory, Environment.CurrentDirectory);
        terminal.Say($"  {tool} verify {pack} --keys {Path.Combine(output.FullName, "keys.json")}");
        terminal.Say($"  {tool} explain {pack} S1.1-02 --keys {Path.Combine(output.FullName, "keys.json")}");
        return DeclarationReport.ExitCodeOf(result);
    }

    private static void SayVerification(Terminal terminal, string pack, IReadOnlyList<CollectorKey> expected)
    {
        PackReport report = PackVerifier.Verify(pack, expected);

        if (report.Verdict != PackVerdict.Authentic)
        {
            throw ToolException.No($"the pack does not verify: {report.Problems[0].File}: {report.Problems[0].Fault}");
        }

        terminal.Say($"nanoagent: verified again from its files alone: {report.Statements[0].Text}");
    }
}
