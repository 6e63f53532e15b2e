using System.Security.Cryptography.X509Certificates;
using NanoAgent.Collector;

namespace NanoAgent.Tests.Cli;

/// <summary>The steps of the README, one by one: a collector, a token, a board, a declaration, a check.</summary>
[TestClass]
public sealed class BoardAndCollectorTests
{
    [TestMethod]
    public async Task A_board_enrols_reports_and_is_declared()
    {
        using var folder = new TemporaryFolder();
        string data = folder.At("data");
        await using CollectorHost host = await Served.StartAsync(folder);
        Run token = await Run.Tool("enrol", "token", "--model", "NA-100", "--db", data);
        Run board = await Run.Tool(
            "board", "run", "--once", "--json", "--collector", host.Url.ToString(), "--pin", folder.At("ca.pem"), "--enrol", token.Results.Trim(), "--flash", folder.At("flash"));
        Assert.AreEqual(0, board.ExitCode, board.People);
        Run list = await Run.Tool("enrol", "list", "--json", "--db", data);
        Assert.AreEqual("active", list.Json[0].GetProperty("state").GetString());
        string firmware = list.Json[0].GetProperty("firmware").GetString()!;
        Run refused = await Run.Tool("declare", "--product", "NA-100", "--firmware", firmware, "--out", folder.At("out"), "--db", data);
        StringAssert.Contains(refused.People, "virtual units left out: 1");
        Run unknown = await Run.Tool("declare", "--demonstration", "--product", "NA-100", "--firmware", "9.9", "--out", folder.At("out"), "--db", data);
        StringAssert.Contains(unknown.People, $"no unit of NA-100 reported firmware 9.9; reported were {firmware} (1)");
        Run declared = await Run.Tool("declare", "--demonstration", "--product", "NA-100", "--firmware", firmware, "--out", folder.At("out"), "--db", data);
        Assert.AreEqual(0, declared.ExitCode, declared.People);
        Run verify = await Run.Tool("verify", folder.At("out", "pack"), "--keys", folder.At("out", "keys.json"));
        Assert.AreEqual(0, verify.ExitCode, verify.Results);
    }

    [TestMethod]
    public async Task A_board_with_a_token_for_another_model_is_told_for_which_one_it_needs()
    {
        using var folder = new TemporaryFolder();
        await using CollectorHost host = await Served.StartAsync(folder);
        Run token = await Run.Tool("enrol", "token", "--model", "LAMP-1", "--db", folder.At("data"));
        Run board = await Run.Tool("board", "run", "--once", "--collector", host.Url.ToString(), "--pin", folder.At("ca.pem"), "--enrol", token.Results.Trim());

        Assert.AreEqual(1, board.ExitCode);
        StringAssert.Contains(board.People, "nanoagent enrol token --model NA-100");
    }

    // It runs and its pin is right: who is told to look at these looks in the wrong place.
    [TestMethod]
    public async Task A_collector_that_answers_and_cannot_do_its_work_is_not_called_silent()
    {
        using var folder = new TemporaryFolder();
        await using CollectorHost host = await Served.StartAsync(folder);
        host.Services.Store.WriteNow((session, _) => session.Execute("ALTER TABLE enrolment_tokens RENAME TO elsewhere"));
        Run board = await Run.Tool("board", "run", "--once", "--collector", host.Url.ToString(), "--pin", folder.At("ca.pem"), "--enrol", "TOKEN");

        Assert.AreEqual(3, board.ExitCode);
        StringAssert.Contains(board.People, "answered 503");
        Assert.DoesNotContain("is it running", board.People);
    }

    [TestMethod]
    public async Task Personas_are_an_array_of_at_least_forty()
    {
        Run list = await Run.Tool("board", "list", "--json");
        Assert.IsGreaterThanOrEqualTo(40, list.Json.GetArrayLength());
    }

    [TestMethod]
    public async Task A_weak_board_exits_with_no()
    {
        Run run = await Run.Tool("board", "run", "--persona", "silent-log", "--json");
        Assert.AreEqual(1, run.ExitCode);
        Assert.AreEqual("no-collector", run.Json.GetProperty("delivery").GetString());
    }

    [TestMethod]
    public async Task A_schemes_rows_are_shown_with_their_confidence()
    {
        Run show = await Run.Tool("schemes", "show", "jc-star-1", "--json");
        Assert.AreEqual(16, show.Json.GetProperty("criteria").GetArrayLength());
        Assert.AreEqual(0, (await Run.Tool("schemes", "lint")).ExitCode);
    }
}
