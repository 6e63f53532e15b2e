using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Bench;
using NanoAgent.Boards.Virtual;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent bench</c>: tests of a unit from outside, each a signed test record.</summary>
internal static class BenchCommand
{
    private static readonly JsonSerializerOptions ProfileJson = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var o = new BenchOptionSet();
        var command = new Command("bench", "tests a unit from outside: guessing, ports, access, TLS, changed images, power cut, erasing; nothing outside this machine without --i-own-this-device");
        o.All.ToList().ForEach(command.Add);
        command.SetAction(async (p, cancel) =>
        {
            IReadOnlyList<BenchTest> tests = TestsOf(p.GetValue(o.Only) ?? []);

            if (p.GetValue(o.Persona) is string persona)
            {
                using var folder = new TemporaryFolder();
                using VirtualBoard board = VirtualBench.Start(BoardCommand.FindPersona(persona), folder.Path);
                BenchSubject virtualUnit = VirtualBench.SubjectOf(board, p.GetValue(o.Product) ?? board.Identity.Model, p.GetRequiredValue(o.Tester));
                return await RunAsync(terminal, p, o, new Bench(VirtualBench.TargetOf(board), virtualUnit, tests, TimeSpan.Zero), cancel);
            }

            (BenchTarget target, bool isLoopback) = await TargetOfAsync(terminal, p, o, cancel);
            var subject = new BenchSubject
            {
                Product = Needed(p.GetValue(o.Product), "--product"),
                Firmware = Needed(p.GetValue(o.Firmware), "--firmware"),
                Unit = Needed(p.GetValue(o.Unit), "--unit"),
                Tester = p.GetRequiredValue(o.Tester),

                // What listens on this machine is a simulation, unless its owner says that it is a unit.
                IsVirtual = isLoopback && !p.GetValue(o.Own),
            };
            return await RunAsync(terminal, p, o, new Bench(target, subject, tests, new BenchOptions().Gap), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, ParseResult p, BenchOptionSet o, Bench bench, CancellationToken cancel)
    {
        // Said before the tests, which take minutes, and not when their records are written.
        string[] texts = [bench.Subject.Product, bench.Subject.Firmware, bench.Subject.Unit, bench.Subject.Tester];

        if (texts.Select(RecordStore.FindFault).FirstOrDefault(found => found is not null) is RecordFault fault)
        {
            throw ToolException.WrongUse(RecordTexts.Of(fault).En);
        }

        RecordFolder folder = p.GetRequiredValue(o.Folder);
        TokenSigner signer = SignerKeyFile.OpenOrMake(terminal, p.GetRequiredValue(o.Key));
        IReadOnlyList<BenchResult> results = await BenchRun.RunAsync(
            bench.Target, bench.Tests, new BenchOptions { Gap = bench.Gap }, r => terminal.Say($"nanoagent: {r.Test.Id}: {Words.Kebab(r.Outcome)}: {r.Summary}"), cancel);
        var files = results.Select(r => (Result: r, File: RecordOptions.Add(folder, BenchRun.Sign(r, bench.Subject, signer)))).ToList();

        if (p.GetValue(o.Json))
        {
            terminal.PrintJson(files.Select(f => new { test = f.Result.Test.Id, outcome = f.Result.Outcome, f.Result.Summary, criteria = f.Result.Test.Criteria, file = f.File, f.Result.Observations }));
        }
        else
        {
            files.ForEach(f => terminal.Print($"{f.Result.Test.Id,-14} {Words.Kebab(f.Result.Outcome),-13} {string.Join(", ", f.Result.Test.Criteria),-18} {f.File}"));
        }

        terminal.Say(bench.Subject.IsVirtual ? "nanoagent: a virtual target: these records count in demonstrations only" : "nanoagent: records of a unit");
        return results.Any(r => r.Outcome == TestOutcome.Fail) ? ExitCode.No : ExitCode.Good;
    }

    private static async Task<(BenchTarget Target, bool IsLoopback)> TargetOfAsync(Terminal terminal, ParseResult p, BenchOptionSet o, CancellationToken cancel)
    {
        Uri uri = p.GetValue(o.Target) ?? throw ToolException.WrongUse("nothing to test", "--target https://…, or --persona for a virtual board");
        bool isLoopback = await BenchTarget.IsLoopbackAsync(uri, cancel);

        if (!isLoopback && !p.GetValue(o.Own))
        {
            throw ToolException.WrongUse($"{uri.Host} is not this machine", "test only what is yours, and say so with --i-own-this-device");
        }

        return (new BenchTarget
        {
            Uri = uri,
            Door = p.GetValue(o.Profile) is FileInfo profile ? ReadProfile(profile) : new DoorProfile(),
            Account = p.GetRequiredValue(o.Account),
            Password = p.GetValue(o.PasswordFile) is FileInfo file ? Encoding.UTF8.GetString(InputFile.Read(file.FullName)).Split('\n')[0].TrimEnd('\r') : null,
            Ports = PortList.Read(p.GetValue(o.Ports) ?? ""),
            DeclaredPorts = PortList.Read(p.GetValue(o.Declared) ?? ""),
            Authority = p.GetValue(o.Authority) is FileInfo authority ? ReadCertificate(authority) : null,
            GenuineImage = p.GetValue(o.Image) is FileInfo image ? InputFile.Read(image.FullName) : null,
            ForeignImages = ReadForeign(p.GetValue(o.Refuse) ?? []),
            Erasure = ReadErasure(p, o),
            Power = p.GetValue(o.Guided) ? new GuidedPower(terminal) : null,
        }, isLoopback);
    }

    // A record names them, and no folder of this machine.
    private static Dictionary<string, byte[]> ReadForeign(FileInfo[] images) => images.GroupBy(f => f.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
        ? throw ToolException.WrongUse($"two images to refuse are named {twice.Key}", "a record tells them apart by their file names")
        : images.ToDictionary(f => f.Name, f => InputFile.Read(f.FullName));

    private static ErasureReading? ReadErasure(ParseResult p, BenchOptionSet o)
    {
        if (p.GetValue(o.Marker) is not string marker || p.GetValue(o.Before) is not FileInfo before || p.GetValue(o.After) is not FileInfo after)
        {
            return null;
        }

        return marker.Length >= ErasureTest.MinMarker
            ? new ErasureReading(marker, InputFile.Read(before.FullName), InputFile.Read(after.FullName))
            : throw ToolException.WrongUse($"a marker has {ErasureTest.MinMarker} characters or more", "shorter ones are found by chance");
    }

    private static DoorProfile ReadProfile(FileInfo file)
    {
        try
        {
            return JsonSerializer.Deserialize<DoorProfile>(InputFile.Read(file.FullName), ProfileJson) ?? throw ToolException.WrongUse($"{file.Name} is empty");
        }
        catch (JsonException e)
        {
            throw ToolException.WrongUse($"{file.Name} describes no endpoint: line {e.LineNumber + 1}");
        }
    }

    private static X509Certificate2 ReadCertificate(FileInfo file)
    {
        InputFile.Read(file.FullName);

        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(file.FullName);
        }
        catch (CryptographicException)
        {
            throw ToolException.WrongUse($"{file.FullName} is no certificate");
        }
    }

    private static IReadOnlyList<BenchTest> TestsOf(string[] only)
    {
        string? unknown = only.Except(BenchRun.All.Select(t => t.Id)).FirstOrDefault();
        return unknown is not null ? throw ToolException.WrongUse($"no test {unknown}", "one of " + string.Join(", ", BenchRun.All.Select(t => t.Id)))
            : only.Length == 0 ? BenchRun.All
            : [.. BenchRun.All.Where(t => only.Contains(t.Id))];
    }

    private static string Needed(string? value, string option) => value ?? throw ToolException.WrongUse($"{option} is missing", "a record names product, firmware and unit");

    private sealed record Bench(BenchTarget Target, BenchSubject Subject, IReadOnlyList<BenchTest> Tests, TimeSpan Gap);
}
