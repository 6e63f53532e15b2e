using NanoAgent.Collector;

namespace NanoAgent.Tests.Cli;

/// <summary>A collector's folder that something happened to: one line says what is wrong with it, and what is in it stays.</summary>
[TestClass]
public sealed class BrokenFolderTests
{
    [TestMethod]
    public Task A_file_that_is_no_database_is_said_to_be_none() =>
        ExpectAsync(data => File.WriteAllText(Path.Combine(data, "collector.db"), new string('x', 4096)), "not a database", "serve", "--urls", "https://127.0.0.1:0");

    [TestMethod]
    public Task A_database_of_a_newer_release_is_said_to_be_one() =>
        ExpectAsync(data => Execute(data, "INSERT INTO schema_versions (version) VALUES (1000)"), "use a newer release", "serve", "--urls", "https://127.0.0.1:0");

    [TestMethod]
    public Task A_key_that_is_none_is_told_by_its_file() =>
        ExpectAsync(data => File.WriteAllText(Directory.GetFiles(Path.Combine(data, "keys"), "log-*").Single(), "{}"), "is no key file", "serve", "--urls", "https://127.0.0.1:0");

    [TestMethod]
    public Task A_CA_that_is_none_is_told_by_its_file() =>
        ExpectAsync(data => File.WriteAllText(Path.Combine(data, "tls", "ca.pem"), "junk"), "ca.pem", "serve", "--urls", "https://127.0.0.1:0");

    [TestMethod]
    public Task A_CAs_key_that_is_anothers_is_told_by_its_file() =>
        ExpectAsync(data => File.Copy(Path.Combine(data, "tls", "server.key"), Path.Combine(data, "tls", "ca.key"), overwrite: true), "ca.key", "keys", "rotate", "tls", "--by", "Ada", "--why", "yearly");

    [TestMethod]
    public Task What_nobody_foresaw_is_one_line_too() =>
        ExpectAsync(data => Execute(data, "DROP TABLE audit"), "report it", "enrol", "token", "--model", "NA-100");

    private static async Task ExpectAsync(Action<string> damage, string says, params string[] command)
    {
        using var folder = new TemporaryFolder();
        await (await CollectorHost.StartAsync(new CollectorOptions { DataFolder = folder.Path, Url = new Uri("https://127.0.0.1:0") })).DisposeAsync();
        damage(folder.Path);

        Run run = await Run.Tool([.. command, "--db", folder.Path]);

        Assert.AreEqual(3, run.ExitCode, run.People);
        StringAssert.Contains(run.People, says);
        Assert.HasCount(1, run.People.Split('\n').Where(line => line.StartsWith("nanoagent: error: ", StringComparison.Ordinal)).ToArray(), run.People);
        Assert.DoesNotContain("   at ", run.People);
        Assert.DoesNotContain("Exception", run.People);
    }

    private static void Execute(string data, string statement)
    {
        using var services = new CollectorServices(new CollectorOptions { DataFolder = data });
        services.Store.WriteNow((session, _) => session.Execute(statement));
    }
}
