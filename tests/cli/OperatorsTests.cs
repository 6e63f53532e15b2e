namespace NanoAgent.Tests.Cli;

[TestClass]
public sealed class OperatorsTests
{
    [TestMethod]
    public async Task An_operator_is_invited_listed_given_other_roles_reset_and_removed()
    {
        using var folder = new TemporaryFolder();
        string data = folder.At("data");
        Run invited = await Run.Tool("operators", "invite", "Ada", "--roles", "operator", "--db", data);
        Assert.AreEqual(43, invited.Results.Trim().Length, invited.People);
        Assert.AreEqual(1, (await Run.Tool("operators", "invite", "Ada", "--roles", "viewer", "--db", data)).ExitCode);
        Assert.AreEqual(0, (await Run.Tool("operators", "set-roles", "Ada", "--roles", "declarant", "--db", data)).ExitCode);
        Run list = await Run.Tool("operators", "list", "--db", data);
        StringAssert.Contains(list.Results, "viewer,declarant");
        Assert.AreNotEqual(invited.Results, (await Run.Tool("operators", "reset", "Ada", "--db", data)).Results);
        Assert.AreEqual(0, (await Run.Tool("operators", "remove", "Ada", "--db", data)).ExitCode);
        Assert.AreEqual("", (await Run.Tool("operators", "list", "--db", data)).Results);
        Run audit = await Run.Tool("operators", "audit", "--json", "--db", data);
        CollectionAssert.AreEqual(
            new[] { "operator-remove", "operator-reset", "operator-roles", "operator-invite" }, audit.Json.EnumerateArray().Select(act => act.GetProperty("act").GetString()).ToArray());
    }

    [TestMethod]
    public async Task A_token_is_made_listed_by_its_id_and_revoked()
    {
        using var folder = new TemporaryFolder();
        string data = folder.At("data");
        await Run.Tool("operators", "invite", "Ada", "--roles", "viewer", "--db", data);
        string token = (await Run.Tool("operators", "token", "Ada", "--label", "grafana", "--db", data)).Results.Trim();
        Run list = await Run.Tool("operators", "list", "--json", "--db", data);
        Assert.DoesNotContain(token, list.Results);
        string id = list.Json.GetProperty("tokens")[0].GetProperty("id").GetString()!;
        Assert.AreEqual(0, (await Run.Tool("operators", "revoke-token", id, "--db", data)).ExitCode);
        Assert.AreEqual(1, (await Run.Tool("operators", "revoke-token", id, "--db", data)).ExitCode);
    }

    [TestMethod]
    [DataRow("collector")]
    [DataRow("First run")]
    public async Task A_name_that_stands_for_the_collector_itself_is_wrong_use(string name)
    {
        using var folder = new TemporaryFolder();
        Run invited = await Run.Tool("operators", "invite", name, "--roles", "viewer", "--db", folder.At("data"));

        Assert.AreEqual(2, invited.ExitCode);
        StringAssert.Contains(invited.People, "stands for the collector itself");
        Assert.AreEqual("", (await Run.Tool("operators", "list", "--db", folder.At("data"))).Results);
    }

    [TestMethod]
    [DataRow("collector", "user collector")]
    [DataRow("ada", "ada")]
    public void A_user_of_the_machine_who_is_called_so_is_told_apart(string user, string name) => Assert.AreEqual(name, NanoAgent.Tool.MachineUser.NameOf(user));

    [TestMethod]
    [DataRow("admin")]
    [DataRow("")]
    public async Task What_is_no_role_is_wrong_use(string roles)
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(2, (await Run.Tool("operators", "invite", "Ada", "--roles", roles, "--db", folder.At("data"))).ExitCode);
    }
}
