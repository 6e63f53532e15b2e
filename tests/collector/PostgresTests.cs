using System.Diagnostics;
using NanoAgent.Collector;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>What is PostgreSQL's own: durability that the server's settings do not take away, collectors side by side, a server that goes away.</summary>
[TestClass]
public sealed class PostgresTests() : StoreTest(TestStore.Postgres)
{
    [TestMethod]
    public async Task A_commit_is_on_the_servers_disk_before_anyone_is_told_whatever_the_servers_default()
    {
        await using Scene scene = await OpenAsync();
        scene.Services.Store.WriteNow((session, _) => session.Execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$"));
        using var second = new CollectorServices(scene.Services.Options);

        Assert.AreEqual("on", second.Store.WriteNow((session, _) => session.Scalar<string>("SHOW synchronous_commit")));
    }

    [TestMethod]
    public async Task Collectors_that_start_at_once_on_an_empty_database_make_its_schema_once()
    {
        using TestDatabase database = TestDatabase.Create();
        using var home = new TemporaryFolder();
        new CollectorServices(new CollectorOptions { DataFolder = home.Path }).Dispose();
        var options = new CollectorOptions { DataFolder = home.Path, Postgres = database.Address };

        CollectorServices[] collectors = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new CollectorServices(options))));

        Assert.HasCount(1, collectors.Select(collector => collector.Id).Distinct().ToArray());
        Assert.AreEqual((long)Migrations.Current, collectors[0].Store.Read(session => session.Scalar<long>("SELECT COUNT(*) FROM schema_versions")));
        Array.ForEach(collectors, collector => collector.Dispose());
    }

    [TestMethod]
    public async Task Two_collectors_under_load_accept_no_nonce_twice_and_keep_one_log_without_gaps()
    {
        await using Pair pair = await Pair.OpenAsync();
        TestUnit[] units = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => pair.First.EnrolAsync()));
        int accepted = 0;

        await Task.WhenAll(units.Select(async unit =>
        {
            for (int round = 0; round < 5; round++)
            {
                string nonce = await pair.First.NonceAsync(unit);
                byte[][] tokens = [.. Enumerable.Range(0, 4).Select(_ => unit.Token(nonce))];
                HttpResponseMessage[] answers = await Task.WhenAll(tokens.Select((token, i) => (i % 2 == 0 ? pair.First : pair.Second).ReportAsync(token)));
                string[] words = await Task.WhenAll(answers.Select(Scene.RefusalAsync));
                Assert.AreEqual("accepted used-nonce used-nonce used-nonce", string.Join(' ', words.Order()));
                Interlocked.Increment(ref accepted);
            }
        }));

        Assert.AreEqual(60L, pair.First.Services.Store.Read(session => session.Scalar<long>("SELECT COUNT(*) FROM reports")));
        Assert.IsTrue(pair.First.Services.AuditLog([]).Holds);
        Assert.AreEqual(accepted, pair.Second.Services.Units().Sum(unit => unit.Standing.Reports));
    }

    [TestMethod]
    public async Task The_same_bytes_at_two_collectors_at_once_get_one_answer()
    {
        await using Pair pair = await Pair.OpenAsync();
        TestUnit unit = await pair.First.EnrolAsync();
        byte[] token = unit.Token(await pair.First.NonceAsync(unit));

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? pair.First : pair.Second).ReportAsync(token)));
        string[] bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));

        Assert.HasCount(1, bodies.Distinct().ToArray());
    }

    [TestMethod]
    public async Task A_unit_that_one_collector_revoked_is_refused_by_the_other_from_then_on()
    {
        await using Pair pair = await Pair.OpenAsync();
        TestUnit unit = await pair.First.EnrolAsync();
        await pair.Second.ReportAsync(unit);
        pair.First.Services.SetState(unit.UeidText, UnitState.Revoked, "Ada", "key leaked");

        Assert.AreEqual("revoked-unit", await Scene.RefusalAsync(await pair.Second.ReportAsync(unit.Token(await pair.Second.NonceAsync(unit)))));
    }

    [TestMethod]
    public async Task Behind_one_address_a_unit_is_served_by_either_collector_and_goes_on_when_one_is_gone()
    {
        await using Pair pair = await Pair.OpenAsync();
        await using var proxy = await Proxy.StartAsync(pair.First.Host.Url, pair.Second.Host.Url);
        TestUnit unit = await pair.First.EnrolAsync();
        using var http = new HttpClient { BaseAddress = proxy.Url };

        // Turn and turn about: each challenge is one collector's, each report the other's.
        for (int i = 0; i < 6; i++)
        {
            Assert.AreEqual("accepted", await Scene.RefusalAsync(await Scene.PostAsync(http, unit.Token(await Scene.NonceAsync(http, unit)))));
        }

        string nonce = await Scene.NonceAsync(http, unit);
        await pair.Second.Host.StopAsync();
        byte[] token = unit.Token(nonce);
        HttpResponseMessage answer = await Scene.PostAsync(http, token);

        for (int tries = 0; tries < 3 && !answer.IsSuccessStatusCode; tries++)
        {
            answer = await Scene.PostAsync(http, token);
        }

        Assert.AreEqual("accepted", await Scene.RefusalAsync(answer));
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task A_server_that_was_restarted_costs_no_verdict_and_the_collector_recovers_by_itself()
    {
        if (Environment.GetEnvironmentVariable("NANOAGENT_TEST_POSTGRES_FOLDER") is null)
        {
            Assert.Inconclusive("no PostgreSQL of the tests' own: eval \"$(tests/postgres.sh start)\" starts one");
        }

        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        using var restart = Process.Start(Path.Combine(Repository.Root, "tests", "postgres.sh"), "restart");
        var words = new List<string>();

        while (!restart.HasExited)
        {
            words.Add(await Scene.RefusalAsync(await scene.ReportAsync(token)));
        }

        Assert.AreEqual(0, restart.ExitCode);
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(token)));
        Assert.IsEmpty(words.Except(["accepted", "unavailable"]));
        Assert.AreEqual(2, scene.Services.FindUnit(unit.UeidText)!.Standing.Reports);
    }

    [TestMethod]
    public async Task A_log_that_somebody_holds_locked_is_no_verdict_and_passes_by_itself()
    {
        await using Scene scene = await OpenAsync(with: options => options with { DatabasePatience = TimeSpan.FromSeconds(5) });
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));

        using (var other = new Npgsql.NpgsqlConnection(scene.Services.Options.Postgres))
        {
            other.Open();
            using Npgsql.NpgsqlCommand command = other.CreateCommand();
            command.CommandText = "BEGIN; SELECT 1 FROM log_state FOR UPDATE";
            command.ExecuteNonQuery();
            HttpResponseMessage answer = await scene.ReportAsync(token);
            Assert.AreEqual(503, (int)answer.StatusCode);
        }

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(token)));
    }
}
