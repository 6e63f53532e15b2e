using System.Collections.Concurrent;
using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Boards.Virtual;
using NanoAgent.Collector;
using NanoAgent.Tool.Fleet;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent fleet simulate</c>: many simulated units report to a collector.</summary>
internal static class FleetCommand
{
    private static readonly TimeSpan _tokenLifetime = TimeSpan.FromHours(1);

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("fleet", "many simulated units at once") { Simulate(terminal) };

    private static Command Simulate(Terminal terminal)
    {
        var devices = new Option<int>("--devices") { Description = $"units, 1 to {FleetPlan.MostDevices}", Required = true };
        var rate = new Option<int>("--rate") { Description = $"reports a second of all of them together, 1 to {FleetPlan.MostRate}", DefaultValueFactory = _ => 100 };
        var reports = new Option<int>("--reports") { Description = $"reports of each unit, 1 to {FleetPlan.MostReportsEach}", DefaultValueFactory = _ => 1 };
        var mix = new Option<string>("--mix") { Description = "personas and their shares, as compliant:9,default-password:1", DefaultValueFactory = _ => "compliant" };
        Option<Uri> collector = Options.Address("--collector", "the collector's address; without it one is started for the time being");
        var pin = new Option<FileInfo>("--pin") { Description = "the collector's CA certificate, PEM" };
        var tokens = new Option<FileInfo>("--enrol") { Description = "a file of one-time enrolment tokens, one a line and one a unit" };
        Option<bool> json = Options.Json();
        var command = new Command("simulate", "lets simulated units enrol and report, and prints a summary; their tokens are made by the device's own code")
        {
            devices, rate, reports, mix, collector, pin, tokens, json,
        };
        command.SetAction((p, cancel) => RunAsync(
            terminal,
            PlanOf(p.GetRequiredValue(devices), p.GetValue(rate), p.GetValue(reports), p.GetRequiredValue(mix)),
            p.GetValue(collector) is Uri url ? Target.Of(url, p.GetValue(pin), p.GetValue(tokens), p.GetRequiredValue(devices)) : null,
            p.GetValue(json),
            cancel));
        return command;
    }

    private static FleetPlan PlanOf(int devices, int rate, int reports, string mix)
    {
        Within("--devices", devices, FleetPlan.MostDevices);
        Within("--rate", rate, FleetPlan.MostRate);
        Within("--reports", reports, FleetPlan.MostReportsEach);
        return FleetPlan.TryReadMix(mix, out IReadOnlyList<(Persona, double)> read, out string problem)
            ? new FleetPlan(devices, rate, reports, read)
            : throw ToolException.WrongUse($"--mix: {problem}", "`nanoagent board list` shows the personas");
    }

    private static void Within(string option, int value, int most)
    {
        if (value < 1 || value > most)
        {
            throw ToolException.WrongUse($"{option} takes 1 to {most}, not {value}");
        }
    }

    private static async Task<int> RunAsync(Terminal terminal, FleetPlan plan, Target? target, bool json, CancellationToken cancel)
    {
        using var temporary = new TemporaryFolder();
        await using CollectorHost? host = target is not null ? null : await CollectorHost.StartAsync(
            new CollectorOptions { DataFolder = Path.Combine(temporary.Path, "collector"), Url = new Uri("https://127.0.0.1:0") }, cancel);
        target ??= new Target(host!.Url, X509Certificate2.CreateFromPem(host.CaPem), model => host.Services.CreateEnrolmentToken(model, _tokenLifetime, "fleet simulate"));
        using var client = new FleetClient(target.Url, target.Pin, FleetRun.MostAtATime);
        FleetSummary summary = await new FleetRun(plan, client, target.EnrolmentToken).RunAsync(terminal.People, cancel);
        Print(terminal, summary, json);
        return summary.Accepted == summary.Sent ? ExitCode.Good : ExitCode.No;
    }

    private static void Print(Terminal terminal, FleetSummary summary, bool json)
    {
        if (json)
        {
            terminal.PrintJson(summary);
            return;
        }

        terminal.Print($"devices   {summary.Devices}: {string.Join(", ", summary.Personas.Select(pair => $"{pair.Key} {pair.Value}"))}");
        terminal.Print(FormattableString.Invariant($"reports   {summary.Sent} sent, {summary.Accepted} accepted in {summary.Seconds} s, {summary.PerSecond} a second"));
        terminal.Print(FormattableString.Invariant($"answers   median {summary.MedianMs} ms, 99 of 100 within {summary.SlowestMs} ms"));

        foreach ((string reason, int count) in summary.Refused)
        {
            terminal.Print($"refused   {count}: {reason}");
        }
    }

    /// <summary>The collector to which the fleet reports.</summary>
    private sealed record Target(Uri Url, X509Certificate2? Pin, Func<string, string> EnrolmentToken)
    {
        // The first line of the file that the collector's page gives.
        private const string ColumnHead = "token";

        public static Target Of(Uri url, FileInfo? pin, FileInfo? tokens, int devices)
        {
            if (tokens is null || (pin is null && url.Scheme == Uri.UriSchemeHttps))
            {
                throw ToolException.WrongUse("a collector needs --pin and --enrol", "`nanoagent enrol token --count N` makes the tokens; its CA is in the data folder, tls/ca.pem");
            }

            InputFile.Read(tokens.FullName);
            var waiting = new ConcurrentQueue<string>(File.ReadLines(tokens.FullName).Select(line => line.Trim()).Where(line => line.Length > 0 && line != ColumnHead));
            return waiting.Count < devices
                ? throw ToolException.WrongUse($"{tokens.FullName} holds {waiting.Count} enrolment tokens for {devices} units")
                : new Target(url, pin is null ? null : Certificate(pin), _ => waiting.TryDequeue(out string? token) ? token : "");
        }

        private static X509Certificate2 Certificate(FileInfo pin)
        {
            InputFile.Read(pin.FullName);

            try
            {
                return X509CertificateLoader.LoadCertificateFromFile(pin.FullName);
            }
            catch (CryptographicException)
            {
                throw ToolException.WrongUse($"{pin.FullName} is no certificate");
            }
        }
    }
}
