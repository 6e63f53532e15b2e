using System.Security.Cryptography;
using NanoAgent.Tool.Manual;

namespace NanoAgent.Tests.Cli;

/// <summary>The manual pages' examples, typed one after the other in one folder. They give relative paths, so the folder is the process's own meanwhile.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ExampleTests
{
    // In the order in which one makes what the next one takes.
    private static readonly string[] _story =
    [
        "help enrol token", "help declare", "demo", "board list", "board list --json", "board run --persona compliant", "schemes list", "schemes list --json",
        "schemes show jc-star-1", "schemes map S1.1-02", "schemes lint my-scheme.json",
        "enrol token --model LAMP-1 --minutes 30", "enrol token --model LAMP-1 --count 100", "enrol token --model NA-100", "enrol tokens",
        "enrol end-tokens --model LAMP-1 --by \"A. Person\" --why \"the list was lost\"", "enrol list", "enrol list --json",
        "operators invite Ada --roles viewer,operator", "operators reset Ada", "operators set-roles Ada --roles viewer", "operators token Ada --label backup --days 30",
        "reference list --json", "operators list", "operators list --json", "operators audit --most 20", "operators remove Ada",
        "endorse key --key factory.pem", "endorse trust factory.jwk --name Factory --by \"A. Person\" --why \"key handed over on paper\"", "endorse list", "endorse list --json",
        "record product --product LAMP --model LAMP-1 --model LAMP-2 --alike \"same board and firmware\"",
        "record add policy.html --product LAMP --criterion S1.1-05 --type policy --title \"Disclosure policy\"",
        "record template vulnerability-disclosure-policy", "record lint vulnerability-disclosure-policy policy.md",
        "record confirm S1.1-02 --product LAMP --firmware 1.2.0 --by \"A. Person\"",
        "record not-applicable S1.1-04 --product LAMP --firmware 1.2.0 --by \"A. Person\" --reason \"no such interface\"",
        "record compared S1.1-02 --product LAMP --by \"A. Person\" --document JST-CR-01-01 --version-read 1.0",
        "record list", "record list --json", "bench --persona compliant --tester \"A. Tester\"",
        "declare --product LAMP --firmware 1.2.0 --out filing", "declare --product LAMP --firmware 1.2.0 --out next --previous filing/pack",
        "verify filing/pack --keys filing/keys.json", "verify filing/pack --keys filing/keys.json --endorser factory.jwk", "explain filing/pack S1.1-02 --keys filing/keys.json",
        "log head", "log audit --pack filing/pack", "keys list", "keys list --json", "keys rotate log --by \"A. Person\" --why \"yearly\"",
        "backup backup-1", "restore backup-1 --db restored",
    ];

    // What a document still has to say is its template's open places.
    private static readonly string[] _saysNo = ["record lint vulnerability-disclosure-policy policy.md"];

    // Of these, a unit of the reader's own, a key or file of theirs, an address outside, or minutes.
    private static readonly string[] _needsMore =
    [
        "serve", "board run --persona compliant --collector", "board config", "demo --persona", "enrol show", "enrol set-state", "enrol replace-key", "enrol acknowledge", "operators revoke-token",
        "endorse sign", "endorse distrust", "endorse import", "reference import", "reference show", "verify token.jwt", "watch", "record fill", "provision", "bench --target", "fleet simulate",
    ];

    [TestMethod]
    public void Every_example_is_run_here_or_needs_what_only_its_reader_has()
    {
        string[] all = [.. Examples.Commands.SelectMany(path => Examples.Of(path).Select(example => $"{path} {example.Arguments}".Trim()))];

        CollectionAssert.AreEquivalent(_story, all.Where(line => !_needsMore.Any(more => line.StartsWith(more, StringComparison.Ordinal))).Distinct().ToArray());
    }

    [TestMethod]
    public async Task The_examples_run_as_they_are_printed()
    {
        using var folder = new TemporaryFolder();
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder.Path;

        try
        {
            WriteInputs();

            foreach (string line in _story)
            {
                Run run = await Run.Tool(ManualTests.Words(line));
                Assert.AreEqual(_saysNo.Contains(line) ? 1 : 0, run.ExitCode, $"{line}: {run.People}");
                Keep(line, run.Results);
            }
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private static void WriteInputs()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText("factory.pem", key.ExportECPrivateKeyPem());
        File.WriteAllText("policy.html", "<p>Write to psirt@example.com.</p>");
        File.WriteAllText("my-scheme.json", File.ReadAllText(Repository.At("CONTRIBUTING.md")).Split("```json\n")[1].Split("```")[0]);
    }

    // What a reader sends into a file.
    private static void Keep(string line, string results)
    {
        string? file = line.StartsWith("endorse key", StringComparison.Ordinal) ? "factory.jwk" : line.StartsWith("record template", StringComparison.Ordinal) ? "policy.md" : null;

        if (file is not null)
        {
            File.WriteAllText(file, results);
        }
    }
}
