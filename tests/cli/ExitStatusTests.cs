using System.CommandLine;
using NanoAgent.Collector;
using NanoAgent.Tool;
using NanoAgent.Tool.Manual;

namespace NanoAgent.Tests.Cli;

/// <summary>Each exit code that a manual page tells is provoked, and no command gives one that its page does not tell.</summary>
[TestClass]
public sealed class ExitStatusTests
{
    private const string Unknown = "AQAAAAAAAAAAAAAAAAAAAAA";
    private const string Thumbprint = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private const string Person = "--by Ada --why tried";

    // Words apart by spaces; {…} is a path that Prepare makes, {no} one below a file, where nothing can be written.
    private static readonly Dictionary<string, string> _no = new()
    {
        ["demo"] = "demo --persona default-password --out {again}",
        ["declare"] = "declare --product lamp --firmware 1 --scheme jc-star-1 --previous {pack} --out {new} --records {records} --db {data}",
        ["verify"] = "verify {pack}",
        ["explain"] = "explain {altered} S1.1-02 --keys {keys}",
        ["watch"] = "watch --declaration {pack} --db {data}",
        ["bench"] = "bench --persona accepts-changed --only changed-image --tester T --key {new}.pem --records {records}",
        ["schemes lint"] = "schemes lint {scheme}",
        ["record lint"] = "record lint vulnerability-disclosure-policy {doc}",
        ["log audit"] = $"log audit --head 9~{Thumbprint} --db {{data}}",
        ["fleet simulate"] = "fleet simulate --devices 1 --reports 1 --collector https://127.0.0.1:{port} --pin {ca} --enrol {doc}",
        ["board run"] = "board run --persona default-password",
        ["provision"] = "provision --efuse {fuses} --chip esp32-c3 --product lamp --by P --key {new}.pem --records {records} --db {data}",
        ["endorse distrust"] = $"endorse distrust {Thumbprint} {Person} --db {{data}}",
        ["endorse import"] = "endorse import {doc} --db {data}",
        ["operators invite"] = "operators invite Ada --roles viewer --db {data}",
        ["operators reset"] = "operators reset Nobody --db {data}",
        ["operators set-roles"] = "operators set-roles Nobody --roles viewer --db {data}",
        ["operators remove"] = "operators remove Nobody --db {data}",
        ["operators token"] = "operators token Nobody --label x --db {data}",
        ["operators revoke-token"] = "operators revoke-token 3f9a1c0b7d25 --db {data}",
        ["enrol set-state"] = $"enrol set-state {Person} {Unknown} in-repair --db {{data}}",
        ["enrol replace-key"] = $"enrol replace-key {Person} {Unknown} --db {{data}}",
        ["enrol show"] = $"enrol show {Unknown} --db {{data}}",
        ["enrol acknowledge"] = $"enrol acknowledge {Unknown} credentials-unique {Person} --db {{data}}",
        ["reference show"] = "reference show LAMP-1 9 --db {data}",
    };

    // What the environment does not give. A database that does not answer is added to those that take --db.
    private static readonly Dictionary<string, string> _environment = new()
    {
        ["demo"] = "demo --out {no}",
        ["serve"] = "serve --urls https://127.0.0.1:{port} --db {new}",
        ["board run"] = "board run --collector https://127.0.0.1:1 --pin {ca} --enrol TOKEN --once",
        ["board config"] = "board config --model LAMP-1 --collector https://10.0.0.5:8443 --pin {ca} --enrol TOKEN --out {no}",
        ["enrol token"] = "enrol token --model LAMP-1",
        ["enrol tokens"] = "enrol tokens",
        ["enrol end-tokens"] = $"enrol end-tokens --model LAMP-1 {Person}",
        ["enrol list"] = "enrol list",
        ["enrol show"] = $"enrol show {Unknown}",
        ["enrol set-state"] = $"enrol set-state {Person} {Unknown} in-repair",
        ["enrol replace-key"] = $"enrol replace-key {Person} {Unknown}",
        ["enrol acknowledge"] = $"enrol acknowledge {Unknown} credentials-unique {Person}",
        ["operators list"] = "operators list",
        ["operators invite"] = "operators invite Eve --roles viewer",
        ["operators reset"] = "operators reset Ada",
        ["operators set-roles"] = "operators set-roles Ada --roles viewer",
        ["operators remove"] = "operators remove Ada",
        ["operators token"] = "operators token Ada --label x",
        ["operators revoke-token"] = "operators revoke-token 3f9a1c0b7d25",
        ["operators audit"] = "operators audit",
        ["endorse key"] = "endorse key --key {no}",
        ["endorse sign"] = $"endorse sign --issuer F --ueid {Unknown} --kid {Thumbprint} --mac 24:0a:c4:00:00:01 --model LAMP-1 --serial 1 --key {{no}}",
        ["endorse trust"] = $"endorse trust {{jwk}} --name F {Person}",
        ["endorse distrust"] = $"endorse distrust {Thumbprint} {Person}",
        ["endorse import"] = "endorse import {doc}",
        ["endorse list"] = "endorse list",
        ["reference import"] = "reference import {reference}",
        ["reference list"] = "reference list",
        ["reference show"] = "reference show LAMP-1 9",
        ["watch"] = "watch --declaration {pack}",
        ["record product"] = "record product --product lamp --model LAMP-1 --records {no}",
        ["record add"] = "record add {doc} --title T --criterion S1.1-05 --product lamp --records {no}",
        ["record confirm"] = "record confirm S1.1-02 --product lamp --firmware 1 --by Ada --records {no}",
        ["record not-applicable"] = "record not-applicable S1.1-02 --product lamp --firmware 1 --by Ada --reason none --records {no}",
        ["record compared"] = "record compared S1.1-02 --product lamp --by Ada --document D --version-read 1 --records {no}",
        ["provision"] = "provision --efuse {fuses} --chip esp32-c3 --product lamp --by P --key {new}.pem --records {records}",
        ["bench"] = "bench --persona compliant --only changed-image --tester T --key {no} --records {records}",
        ["declare"] = "declare --product lamp --firmware 1 --scheme jc-star-1 --out {new} --records {records}",
        ["log head"] = "log head",
        ["log audit"] = "log audit",
        ["fleet simulate"] = "fleet simulate --devices 1 --collector https://127.0.0.1:1 --pin {ca} --enrol {doc}",
        ["keys list"] = "keys list",
        ["keys rotate"] = $"keys rotate log {Person}",
        ["backup"] = "backup {no} --db {data}",
        ["restore"] = "restore {backup} --db {no}",
    };

    // An address that does not give the document is on the public internet, which tests do not ask: DocumentDownloadTests answer for it.
    private static readonly string[] _noElsewhere = ["record add"];

    // Its input is a workbook of the authority's; that it exits so where it cannot write is not tried.
    private static readonly string[] _environmentElsewhere = ["record fill"];

    private static readonly TemporaryFolder _folder = new();
    private static CollectorHost? s_host;
    private static Run? s_demo;

    public static IEnumerable<object[]> Pages => All(CommandLine.Root(Terminal.Real())).Select(command => new object[] { ManualPage.PathOf(command) });

    [ClassInitialize]
    public static async Task Prepare(TestContext context)
    {
        s_demo = await Run.Tool("demo", "--persona", "default-password", "--out", At("demo"));
        s_host = await CollectorHost.StartAsync(new CollectorOptions { DataFolder = At("data"), Url = new Uri("https://127.0.0.1:0") });
        await Run.Tool("operators", "invite", "Ada", "--roles", "viewer", "--db", At("data"));
        await Run.Tool("backup", At("backup"), "--db", At("data"));
        await Run.Tool("record", "product", "--product", "lamp", "--model", "LAMP-1", "--records", At("records"));
        File.WriteAllText(At("doc"), "{}");
        File.WriteAllText(At("scheme"), SchemesTests.Mine("certified products"));
        File.WriteAllText(At("reference"), """{"product":"lamp","model":"LAMP-1","firmware":"1.0"}""");
        File.WriteAllText(At("fuses"), ProvisionTests.Summary(secureBoot: true));
        File.WriteAllText(At("jwk"), (await Run.Tool("endorse", "key", "--key", At("maker.pem"))).Results);
        CopyFolder(At("demo", "pack"), At("altered"));
        File.AppendAllText(At("altered", "index.html"), " ");
    }

    [ClassCleanup]
    public static async Task Remove()
    {
        await s_host!.DisposeAsync();
        _folder.Dispose();
    }

    [TestMethod]
    public void Each_code_that_a_page_tells_is_provoked_here()
    {
        Command[] commands = [.. All(CommandLine.Root(Terminal.Real()))];

        Assert.AreEqual(Lines([.. _no.Keys, .. _noElsewhere]), Lines(Telling(commands, ExitCode.No)));
        Assert.AreEqual(Lines([.. _environment.Keys, .. _environmentElsewhere]), Lines(Telling(commands, ExitCode.Environment)));
        Assert.HasCount(commands.Length, Telling(commands, ExitCode.WrongUse));
    }

    [TestMethod]
    [DynamicData(nameof(Pages))]
    public async Task A_command_exits_as_its_page_tells(string path)
    {
        string[] words = path.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.AreEqual(ExitCode.Good, (await Run.Tool([.. words, "--help"])).ExitCode);
        Assert.AreEqual(ExitCode.WrongUse, (await Run.Tool([.. words, "--no-such-option"])).ExitCode);

        if (_no.TryGetValue(path, out string? line))
        {
            Run run = path == "demo" ? s_demo! : await Run.Tool(Words(line));
            Assert.AreEqual(ExitCode.No, run.ExitCode, run.People);
        }

        if (_environment.TryGetValue(path, out line))
        {
            Run run = await Run.Tool([.. Words(line), .. Database(path, line)]);
            Assert.AreEqual(ExitCode.Environment, run.ExitCode, run.People);
        }
    }

    private static string[] Telling(Command[] commands, int code) => [.. commands.Where(c => ExitStatus.Of(c).Any(s => s.Code == code)).Select(ManualPage.PathOf)];

    // Nobody listens at port 1; the keys are in the folder, as PostgreSQL's collectors have them.
    private static string[] Database(string path, string line) =>
        All(CommandLine.Root(Terminal.Real())).Single(c => ManualPage.PathOf(c) == path).Options.Any(o => o.Name == "--db") && !line.Contains("--db", StringComparison.Ordinal)
            ? ["--db", "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=1", "--data", At("data")]
            : [];

    private static string[] Words(string line) => [.. line.Split(' ').Select(word => word
        .Replace("{port}", s_host!.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{ca}", At("data", "tls", "ca.pem"), StringComparison.Ordinal)
        .Replace("{pack}", At("demo", "pack"), StringComparison.Ordinal)
        .Replace("{keys}", At("demo", "keys.json"), StringComparison.Ordinal)
        .Replace('~', ' ')
        .Replace("{no}", At("doc", "below"), StringComparison.Ordinal)
        .Replace("{", _folder.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal))];

    private static string Lines(IEnumerable<string> words) => string.Join('\n', words.Order(StringComparer.Ordinal));

    private static string At(params string[] parts) => _folder.At(parts);

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
