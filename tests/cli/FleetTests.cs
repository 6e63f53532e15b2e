using System.Text.Json;

namespace NanoAgent.Tests.Cli;

[TestClass]
public sealed class FleetTests
{
    [TestMethod]
    public async Task A_simulated_fleet_enrols_reports_and_is_summed_up()
    {
        Run run = await Run.Tool("fleet", "simulate", "--devices", "6", "--rate", "1000", "--reports", "2", "--mix", "compliant:2,default-password:1", "--json");

        Assert.AreEqual(0, run.ExitCode, run.People);
        Assert.AreEqual(12, run.Json.GetProperty("sent").GetInt32());
        Assert.AreEqual(12, run.Json.GetProperty("accepted").GetInt32());
        JsonElement personas = run.Json.GetProperty("personas");
        Assert.AreEqual(4, personas.GetProperty("compliant").GetInt32());
        Assert.AreEqual(2, personas.GetProperty("default-password").GetInt32());
    }

    [TestMethod]
    [DataRow("--devices", "0")]
    [DataRow("--devices", "100001")]
    [DataRow("--rate", "0")]
    [DataRow("--reports", "0")]
    [DataRow("--mix", "nobody")]
    [DataRow("--mix", "compliant:0")]
    [DataRow("--mix", "compliant:NaN")]
    [DataRow("--collector", "https://127.0.0.1:1")]
    public async Task What_is_no_plan_is_wrong_use(string option, string value)
    {
        string[] devices = option == "--devices" ? [] : ["--devices", "5"];
        Run run = await Run.Tool(["fleet", "simulate", .. devices, option, value]);

        Assert.AreEqual(2, run.ExitCode, run.People);
    }

    [TestMethod]
    public async Task A_fleet_reports_to_a_served_collector_with_the_tokens_of_its_page_or_of_the_command_line()
    {
        using var folder = new TemporaryFolder();
        await using NanoAgent.Collector.CollectorHost host = await Served.StartAsync(folder);
        string tokens = (await Run.Tool("enrol", "token", "--model", "NA-100", "--count", "2", "--db", folder.At("data"))).Results;

        // As the page gives them, a column with its head.
        File.WriteAllText(folder.At("tokens.csv"), "token\r\n" + tokens);
        Run run = await Run.Tool("fleet", "simulate", "--devices", "2", "--collector", host.Url.ToString(), "--pin", folder.At("ca.pem"), "--enrol", folder.At("tokens.csv"));

        Assert.AreEqual(0, run.ExitCode, run.People);
        StringAssert.Contains(run.Results, "2 sent, 2 accepted");
    }
}
