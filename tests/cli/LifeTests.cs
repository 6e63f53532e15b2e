using NanoAgent.Collector;

namespace NanoAgent.Tests.Cli;

/// <summary>A unit's life on the command line.</summary>
[TestClass]
public sealed class LifeTests
{
    [TestMethod]
    public async Task A_unit_is_endorsed_erased_let_in_again_and_retired_from_a_file()
    {
        using var folder = new TemporaryFolder();
        string data = folder.At("data");
        await using CollectorHost host = await CollectorHost.StartAsync(new CollectorOptions { DataFolder = data, Url = new Uri("https://127.0.0.1:0") });
        File.WriteAllText(folder.At("ca.pem"), host.CaPem);
        string[] board = ["board", "run", "--once", "--json", "--collector", host.Url.ToString(), "--pin", folder.At("ca.pem"), "--flash"];
        string token = (await Run.Tool("enrol", "token", "--model", "NA-100", "--db", data)).Results.Trim();
        Assert.AreEqual(0, (await Run.Tool([.. board, folder.At("flash"), "--enrol", token])).ExitCode);
        string ueid = (await Run.Tool("enrol", "list", "--json", "--db", data)).Json[0].GetProperty("ueid").GetString()!;
        await EndorseAsync(folder, data, ueid);
        StringAssert.Contains((await Run.Tool("endorse", "list", "--db", data)).Results, "endorsed");

        Run allowed = await Run.Tool("enrol", "replace-key", ueid, "--by", "Ada", "--why", "flash erased", "--db", data);
        Assert.AreEqual(43, allowed.Results.Trim().Length, allowed.People);
        File.WriteAllText(folder.At("ueids.txt"), ueid + "\n");
        Assert.AreEqual(0, (await Run.Tool("enrol", "set-state", "retired", "--file", folder.At("ueids.txt"), "--by", "Ada", "--why", "end of life", "--db", data)).ExitCode);
        Run show = await Run.Tool("enrol", "show", ueid, "--db", data);
        StringAssert.Contains(show.Results, "active to retired  Ada: end of life");
    }

    [TestMethod]
    public async Task An_unknown_unit_in_the_file_changes_nothing_and_is_printed()
    {
        using var folder = new TemporaryFolder();
        string data = folder.At("data");
        await Run.Tool("enrol", "token", "--model", "NA-100", "--db", data);
        File.WriteAllText(folder.At("ueids.txt"), "AQAAAAAAAAAAAAAAAAAAAAA\n");
        Run run = await Run.Tool("enrol", "set-state", "retired", "--file", folder.At("ueids.txt"), "--by", "Ada", "--why", "x", "--db", data);

        Assert.AreEqual(1, run.ExitCode);
        Assert.AreEqual("AQAAAAAAAAAAAAAAAAAAAAA", run.Results.Trim());
    }

    [TestMethod]
    public async Task An_endorsement_by_nobody_who_is_trusted_is_refused()
    {
        using var folder = new TemporaryFolder();
        Run signed = await SignAsync(folder, "AQAAAAAAAAAAAAAAAAAAAAA", new string('A', 43));
        File.WriteAllText(folder.At("endorsements.txt"), signed.Results);
        Run import = await Run.Tool("endorse", "import", folder.At("endorsements.txt"), "--db", folder.At("data"));

        Assert.AreEqual(1, import.ExitCode);
        StringAssert.Contains(import.Results, "not-trusted");
    }

    [TestMethod]
    public async Task An_endorsement_with_a_MAC_that_is_none_is_wrong_use()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(2, (await SignAsync(folder, "AQAAAAAAAAAAAAAAAAAAAAA", new string('A', 43), "12:34")).ExitCode);
    }

    private static Task<Run> SignAsync(TemporaryFolder folder, string ueid, string kid, string mac = "A0:B1:C2:D3:E4:F5") => Run.Tool(
        "endorse", "sign", "--issuer", "Maker", "--ueid", ueid, "--kid", kid, "--mac", mac, "--model", "NA-100", "--serial", "S-1", "--key", folder.At("maker.pem"));

    private static async Task EndorseAsync(TemporaryFolder folder, string data, string ueid)
    {
        string kid = (await Run.Tool("enrol", "show", ueid, "--json", "--db", data)).Json.GetProperty("keys")[0].GetProperty("keyId").GetString()!;
        Run signed = await SignAsync(folder, ueid, kid);
        Assert.AreEqual(0, signed.ExitCode, signed.People);
        File.WriteAllText(folder.At("endorsements.txt"), signed.Results);
        File.WriteAllText(folder.At("maker.json"), (await Run.Tool("endorse", "key", "--key", folder.At("maker.pem"))).Results);
        Assert.AreEqual(0, (await Run.Tool("endorse", "trust", folder.At("maker.json"), "--name", "Maker", "--by", "Ada", "--why", "contract", "--db", data)).ExitCode);
        Run import = await Run.Tool("endorse", "import", folder.At("endorsements.txt"), "--db", data);
        Assert.AreEqual(0, import.ExitCode, import.Results);
    }
}
