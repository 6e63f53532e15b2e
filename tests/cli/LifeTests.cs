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
        await using CollectorHost host = await Served.StartAsync(folder);
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

        Assert.AreEqual(0, (await Run.Tool([.. board, folder.At("flash")])).ExitCode);
        Run again = await Run.Tool("enrol", "show", ueid, "--db", data);
        StringAssert.Contains(again.Results, "open: collector-retired-reports still-reports");
        Run json = await Run.Tool("enrol", "show", ueid, "--json", "--db", data);
        Assert.AreEqual("collector-retired-reports", json.Json.GetProperty("openFailures")[0].GetProperty("check").GetString());
    }

    [TestMethod]
    public async Task A_packs_endorsement_is_verified_by_the_makers_own_key_and_refused_by_anothers()
    {
        using var folder = new TemporaryFolder();
        string data = folder.At("data");
        await using CollectorHost host = await Served.StartAsync(folder);
        string token = (await Run.Tool("enrol", "token", "--model", "NA-100", "--db", data)).Results.Trim();
        Assert.AreEqual(0, (await Run.Tool("board", "run", "--once", "--collector", host.Url.ToString(), "--pin", folder.At("ca.pem"), "--flash", folder.At("flash"), "--enrol", token)).ExitCode);
        await EndorseAsync(folder, data, (await Run.Tool("enrol", "list", "--json", "--db", data)).Json[0].GetProperty("ueid").GetString()!);
        Run declared = await Run.Tool("declare", "--product", "NA-100", "--firmware", "1.4.0", "--demonstration", "--records", folder.At("records"), "--out", folder.At("filed"), "--db", data);
        Assert.AreEqual(0, declared.ExitCode, declared.People);
        File.WriteAllText(folder.At("other.json"), (await Run.Tool("endorse", "key", "--key", folder.At("other.pem"))).Results);
        string[] verify = ["verify", folder.At("filed/pack"), "--keys", folder.At("filed/keys.json")];

        StringAssert.Contains((await Run.Tool(verify)).Results, "the collector trusts it as Maker (an act in its log)");
        Run held = await Run.Tool([.. verify, "--endorser", folder.At("maker.json")]);
        Assert.AreEqual((0, true), (held.ExitCode, held.Results.Contains("signed by the expected endorsers", StringComparison.Ordinal)), held.People);
        Run refused = await Run.Tool([.. verify, "--endorser", folder.At("other.json")]);
        Assert.AreEqual((1, true), (refused.ExitCode, refused.Results.Contains("units.json: bad-endorsement", StringComparison.Ordinal)), refused.Results);
        Assert.AreEqual(2, (await Run.Tool([.. verify, "--endorser", folder.At("ca.pem")])).ExitCode);
    }

    [TestMethod]
    public async Task A_failing_unit_is_shown_with_what_fails_now_and_who_acknowledged_what()
    {
        using var folder = new TemporaryFolder();
        string data = folder.At("data");
        await using CollectorHost host = await Served.StartAsync(folder);
        string token = (await Run.Tool("enrol", "token", "--model", "NA-100", "--db", data)).Results.Trim();
        await Run.Tool("board", "run", "--once", "--persona", "default-password", "--collector", host.Url.ToString(), "--pin", folder.At("ca.pem"), "--flash", folder.At("flash"), "--enrol", token);
        string ueid = (await Run.Tool("enrol", "list", "--json", "--db", data)).Json[0].GetProperty("ueid").GetString()!;

        Run acknowledged = await Run.Tool("enrol", "acknowledge", ueid, "default-credentials", "--by", "Ada", "--why", "being changed", "--db", data);
        StringAssert.Contains(acknowledged.People, "the check still fails");
        Run active = await Run.Tool("enrol", "set-state", ueid, "active", "--by", "Ada", "--why", "wished for", "--db", data);
        StringAssert.Contains(active.People, "1 unit is failed now");
        Run show = await Run.Tool("enrol", "show", ueid, "--db", data);
        StringAssert.Contains(show.Results, "acknowledged: default-credentials known-default  Ada: being changed");
        StringAssert.Contains(show.Results, "fails now: default-credentials known-default");
        StringAssert.Contains(show.Results, "appraisal: none, for want of reference values");
        StringAssert.Contains((await Run.Tool("operators", "audit", "--db", data)).Results, "default-credentials: being changed");
    }

    [TestMethod]
    [DataRow("", "end of life")]
    [DataRow("Ada", " ")]
    [DataRow("Ada", "end of life\n2026-11-26 00:00:00Z  Bob  set-state")]
    public async Task An_act_without_a_persons_name_or_a_reason_on_one_line_is_wrong_use(string by, string why)
    {
        using var folder = new TemporaryFolder();
        Run run = await Run.Tool("enrol", "set-state", "AQAAAAAAAAAAAAAAAAAAAAA", "retired", "--by", by, "--why", why, "--db", folder.At("data"));

        Assert.AreEqual(2, run.ExitCode, run.People);
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
        Run run = await SignAsync(folder, "AQAAAAAAAAAAAAAAAAAAAAA", new string('A', 43), "12:34");
        Assert.AreEqual(2, run.ExitCode);
        Assert.DoesNotContain("Parameter", run.People, "a programmer's word");
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
