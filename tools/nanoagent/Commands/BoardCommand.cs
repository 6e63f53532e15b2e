using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;
using NanoAgent.Boards.Virtual;
using NanoAgent.Report;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent board list | run | config</c>: virtual boards, and the unit files of real ones.</summary>
internal static class BoardCommand
{
    private static readonly TimeSpan _mostBetween = TimeSpan.FromDays(1);

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("board", "virtual boards, whose firmware behaves as a persona says, and the unit files of real ones")
    {
        List(terminal),
        Run(terminal),
        BoardConfigCommand.Create(terminal),
    };

    private static Command List(Terminal terminal)
    {
        Option<bool> json = Options.Json();
        var command = new Command("list", "the personas") { json };
        command.SetAction(p =>
        {
            IEnumerable<Persona> personas = Persona.Names.Select(Persona.Of);

            if (p.GetValue(json))
            {
                terminal.PrintJson(personas.Select(persona => new { persona.Name, persona.About }));
            }
            else
            {
                personas.ToList().ForEach(persona => terminal.Print($"{persona.Name,-36} {persona.About}"));
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static Command Run(Terminal terminal)
    {
        var persona = new Option<string>("--persona") { Description = "how the firmware behaves, as in `board list`", DefaultValueFactory = _ => "compliant" };
        Option<Uri> collector = Options.Address("--collector", "the collector's address; without it nothing is reported");
        var pin = new Option<FileInfo>("--pin") { Description = "the collector's CA certificate, PEM, which the unit pins" };
        var token = new Option<string>("--enrol") { Description = "a one-time enrolment token" };
        var flash = new Option<DirectoryInfo>("--flash") { Description = "the folder that is the unit's flash; a temporary one when left out" };
        var once = new Option<bool>("--once") { Description = "one cycle; without a collector there is only one" };
        Option<int?> every = Options.Number("--every", "seconds to the next cycle after a delivery, where after a failure the unit backs off by 15 seconds to an hour", 1, (int)_mostBetween.TotalSeconds);
        every.DefaultValueFactory = _ => 60;
        Option<bool> json = Options.Json();
        var command = new Command("run", "runs a virtual board and prints what its agent found") { persona, collector, pin, token, flash, once, every, json };
        command.SetAction((p, cancel) => RunAsync(terminal, new BoardRun(
            p.GetRequiredValue(persona), p.GetValue(collector), p.GetValue(pin), p.GetValue(token), p.GetValue(flash), p.GetValue(once), p.GetValue(every)!.Value, p.GetValue(json)), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, BoardRun run, CancellationToken cancel)
    {
        Persona persona = FindPersona(run.Persona);
        CollectorLocation? collector = Locate(run);
        using var temporary = new TemporaryFolder();
        using VirtualUnit unit = VirtualUnit.Start(persona, new VirtualBoardOptions { Folder = run.Flash?.FullName ?? temporary.Path, Collector = collector });

        if (run.EnrolmentToken is not null && unit.Enrol(run.EnrolmentToken) is var enrolled && enrolled != DeliveryOutcome.Delivered)
        {
            throw FailureOf(enrolled, unit, run.Collector);
        }

        bool again = true;

        while (again && !cancel.IsCancellationRequested)
        {
            DeliveryOutcome outcome = unit.RunCycle();
            PrintFindings(terminal, unit, outcome, collector is not null, run.Json);

            if (collector is not null && run.Once && outcome != DeliveryOutcome.Delivered)
            {
                throw FailureOf(outcome, unit, run.Collector);
            }

            again = !run.Once && collector is not null;

            if (again)
            {
                await Task.Delay(unit.WaitAfter(outcome, TimeSpan.FromSeconds(run.EverySeconds)), cancel);
            }
        }

        return unit.Findings.Any(f => f.Outcome == Outcome.Fail) ? ExitCode.No : ExitCode.Good;
    }

    /// <summary>The persona of that name.</summary>
    public static Persona FindPersona(string name) => Persona.TryFind(name, out Persona? persona)
        ? persona
        : throw ToolException.WrongUse($"no persona {name}", "`nanoagent board list` shows them");

    /// <summary>Findings as a result for programs.</summary>
    public static IEnumerable<object> ToJson(IEnumerable<Finding> findings) => findings.Select(f => new
    {
        check = f.Check,
        outcome = ClaimNames.Of(f.Outcome),
        basis = ClaimNames.Of(f.Basis),
        reason = f.Reason,
        ran = f.RanIn == 0 ? (uint?)null : f.RanIn,
        facts = Enumerable.Range(0, f.Facts.Count).ToDictionary(i => f.Facts.NameAt(i), i => f.Facts.ValueAt(i)),
    });

    private static CollectorLocation? Locate(BoardRun run)
    {
        if (run.Collector is null)
        {
            return run.EnrolmentToken is null && run.Pin is null ? null : throw ToolException.WrongUse("--enrol and --pin without a collector", "give its address with --collector");
        }

        if (run.Pin is null)
        {
            throw ToolException.WrongUse("a collector without --pin", "the collector's CA is in its data folder, tls/ca.pem");
        }

        InputFile.Read(run.Pin.FullName);

        try
        {
            return new CollectorLocation(run.Collector, X509CertificateLoader.LoadCertificateFromFile(run.Pin.FullName));
        }
        catch (CryptographicException)
        {
            throw ToolException.WrongUse($"{run.Pin.FullName} is no certificate");
        }
    }

    private static void PrintFindings(Terminal terminal, VirtualUnit unit, DeliveryOutcome outcome, bool reports, bool json)
    {
        string delivery = reports ? Words.Kebab(outcome) : "no-collector";

        if (json)
        {
            terminal.PrintJson(new
            {
                ueid = Attestation.Crypto.Base64Url.Encode(unit.Board.Identity.Ueid),
                model = unit.Board.Identity.Model,
                firmware = unit.Board.Identity.FirmwareVersion,
                delivery,
                waiting = unit.Waiting,
                findings = ToJson(unit.Findings),
            });
            return;
        }

        foreach (Finding finding in unit.Findings)
        {
            terminal.Print($"{finding.Check,-22} {ClaimNames.Of(finding.Outcome),-8} {ClaimNames.Of(finding.Basis),-9} {finding.Reason}");
        }

        terminal.Say($"nanoagent: delivery {delivery}, {unit.Waiting} waiting");
    }

    private static ToolException FailureOf(DeliveryOutcome outcome, VirtualUnit unit, Uri? collector) => outcome switch
    {
        DeliveryOutcome.Unreachable when unit.LastStatus > 0 =>
            ToolException.Environment($"the collector at {collector} answered {unit.LastStatus} and took nothing", "run it again later; the collector's events say what is wrong there"),
        DeliveryOutcome.Unreachable => ToolException.Environment($"the collector at {collector} does not answer", "is it running, and is --pin its certificate?"),
        DeliveryOutcome.NeedsEnrolment => ToolException.No("the collector does not know this unit", "make a token with `nanoagent enrol token` and give it with --enrol"),
        DeliveryOutcome.Revoked => ToolException.No("the collector does not trust this unit's key any more"),
        DeliveryOutcome.Refused when unit.LastRefusal == "bad-enrolment-token" =>
            ToolException.No($"refused: {unit.LastRefusal}", $"it was used, has expired, or was made for another model: `nanoagent enrol token --model {unit.Board.Identity.Model}` makes one"),
        DeliveryOutcome.Refused => ToolException.No($"refused: {unit.LastRefusal}"),
        _ => ToolException.Environment("the unit could not sign"),
    };

    private sealed record BoardRun(string Persona, Uri? Collector, FileInfo? Pin, string? EnrolmentToken, DirectoryInfo? Flash, bool Once, int EverySeconds, bool Json);
}
