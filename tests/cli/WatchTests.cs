using NanoAgent.Collector;
using NanoAgent.Collector.Keys;

namespace NanoAgent.Tests.Cli;

/// <summary>After filing: a declaration, the fleet that changes under it, and the next declaration that continues it.</summary>
[TestClass]
public sealed class WatchTests
{
    [TestMethod]
    public async Task A_fleet_that_changes_under_a_filed_declaration_is_found_and_the_next_one_continues_it()
    {
        using var folder = new TemporaryFolder();
        string data = folder.At("data");
        await using CollectorHost host = await Served.StartAsync(folder);
        string firmware = await Report(host, folder, "compliant");
        Run filed = await Declare(folder, data, firmware, "filed");
        Assert.AreEqual(0, filed.ExitCode, filed.People);
        Run good = await Run.Tool("watch", "--declaration", folder.At("filed", "pack"), "--db", data, "--keep");
        Assert.AreEqual(0, good.ExitCode, good.People);
        Assert.IsTrue(Directory.Exists(Path.Combine(data, "declarations")));

        await Report(host, folder, "default-password");
        Run drift = await Run.Tool("watch", "--declaration", folder.At("filed", "pack"), "--db", data);
        Assert.AreEqual(1, drift.ExitCode, drift.People);
        StringAssert.Matches(drift.Results, new("S1.1-02  .* -> not-satisfied"));

        System.IO.Compression.ZipFile.CreateFromDirectory(folder.At("filed", "pack"), folder.At("filed.zip"));
        Run zipped = await Run.Tool("watch", "--declaration", folder.At("filed.zip"), "--db", data);
        Assert.AreEqual((1, drift.Results), (zipped.ExitCode, zipped.Results), zipped.People);

        Run next = await Declare(folder, data, firmware, "next", "--previous", folder.At("filed", "pack"));
        Assert.AreEqual(1, next.ExitCode, "the weak unit contradicts its row");
        Run verify = await Run.Tool("verify", folder.At("next", "pack"), "--keys", folder.At("next", "keys.json"));
        Assert.AreEqual(0, verify.ExitCode, verify.Results);
        StringAssert.Contains(verify.Results, "only grew since the earlier pack");
    }

    [TestMethod]
    public async Task A_declaration_after_leaked_keys_verifies_and_carries_nothing_that_they_signed()
    {
        using var folder = new TemporaryFolder();
        string data = folder.At("data");
        await using CollectorHost host = await Served.StartAsync(folder);
        string firmware = await Report(host, folder, "default-password");
        string unit = (await Run.Tool("enrol", "list", "--json", "--db", data)).Json[0].GetProperty("ueid").GetString()!;
        Assert.AreEqual(0, (await Run.Tool("enrol", "acknowledge", unit, "default-credentials", "--by", "Ada", "--why", "known", "--db", data)).ExitCode);
        await Declare(folder, data, firmware, "before");
        Assert.IsTrue(Directory.Exists(folder.At("before", "pack", "ears")));

        foreach (string key in (string[])["ear", "log"])
        {
            Assert.AreEqual(0, (await Run.Tool("keys", "rotate", key, "--leaked", "--by", "Ada", "--why", "lost", "--db", data)).ExitCode);
        }

        await Declare(folder, data, firmware, "after");
        Run verify = await Run.Tool("verify", folder.At("after", "pack"), "--keys", folder.At("after", "keys.json"));
        Assert.AreEqual(0, verify.ExitCode, verify.Results);
        Assert.IsFalse(Directory.Exists(folder.At("after", "pack", "ears")));
    }

    [TestMethod]
    public async Task A_declaration_after_lost_keys_verifies_and_carries_nothing_that_they_signed()
    {
        using var folder = new TemporaryFolder();
        string data = folder.At("data");
        string firmware;

        await using (CollectorHost host = await Served.StartAsync(folder))
        {
            firmware = await Report(host, folder, "default-password");
            string unit = (await Run.Tool("enrol", "list", "--json", "--db", data)).Json[0].GetProperty("ueid").GetString()!;
            Assert.AreEqual(0, (await Run.Tool("enrol", "acknowledge", unit, "default-credentials", "--by", "Ada", "--why", "known", "--db", data)).ExitCode);
        }

        foreach (string lost in (string[])[.. Directory.GetFiles(folder.At("data", "keys"), "ear-*"), .. Directory.GetFiles(folder.At("data", "keys"), "log-*")])
        {
            File.Delete(lost);
        }

        new CollectorServices(new CollectorOptions { DataFolder = data, AdoptsKeys = new KeyAdoption("Ada", "disk broken") }).Dispose();
        await Declare(folder, data, firmware, "after");

        Run verify = await Run.Tool("verify", folder.At("after", "pack"), "--keys", folder.At("after", "keys.json"));
        Assert.AreEqual(0, verify.ExitCode, verify.Results);
        Assert.IsFalse(Directory.Exists(folder.At("after", "pack", "ears")));
    }

    [TestMethod]
    public async Task A_webhook_over_the_open_network_is_wrong_use()
    {
        using var folder = new TemporaryFolder();
        Run run = await Run.Tool("watch", "--declaration", folder.Path, "--db", folder.Path, "--webhook", "http://hooks.example/x");
        Assert.AreEqual(2, run.ExitCode, run.People);
    }

    private static async Task<string> Report(CollectorHost host, TemporaryFolder folder, string persona)
    {
        Run token = await Run.Tool("enrol", "token", "--model", "NA-100", "--db", folder.At("data"));
        await Run.Tool(
            "board", "run", "--once", "--persona", persona, "--collector", host.Url.ToString(), "--pin", folder.At("ca.pem"), "--enrol", token.Results.Trim(), "--flash", folder.At(persona));
        Run list = await Run.Tool("enrol", "list", "--json", "--db", folder.At("data"));
        return list.Json[0].GetProperty("firmware").GetString()!;
    }

    private static Task<Run> Declare(TemporaryFolder folder, string data, string firmware, string name, params string[] more) =>
        Run.Tool(["declare", "--demonstration", "--product", "NA-100", "--firmware", firmware, "--out", folder.At(name), "--db", data, .. more]);
}
