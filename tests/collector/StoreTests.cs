using NanoAgent.Collector;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

public abstract class StoreTests(TestStore store) : StoreTest(store)
{
    [TestMethod]
    public async Task One_jobs_exception_does_not_cost_its_neighbours_their_write()
    {
        await using Scene scene = await OpenAsync();
        CollectorStore store = scene.Services.Store;
        Task<int> bad = store.Write<int>((session, _) => throw new InvalidOperationException("a defect"));
        Task<int> good = store.Write((session, _) => session.Execute("INSERT INTO meta (name, value) VALUES (@name, @value)", "neighbour", "kept"));

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => bad);

        Assert.AreEqual(1, await good);
        Assert.AreEqual("kept", store.Read(session => session.Scalar<string>("SELECT value FROM meta WHERE name = @name", "neighbour")));
    }

    [TestMethod]
    public async Task What_a_failed_job_wrote_is_gone()
    {
        await using Scene scene = await OpenAsync();
        CollectorStore store = scene.Services.Store;

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => store.Write<int>((session, _) =>
        {
            session.Execute("INSERT INTO meta (name, value) VALUES (@name, @value)", "half", "done");
            throw new InvalidOperationException("a defect");
        }));

        Assert.IsNull(store.Read(session => session.Scalar<string>("SELECT value FROM meta WHERE name = @name", "half")));
    }

    [TestMethod]
    public async Task A_collector_that_was_stopped_goes_on_where_it_was()
    {
        using var home = new TemporaryFolder();
        var clock = new SetClock();
        TestUnit unit;
        string nonce;

        using TestDatabase? database = NewDatabase();

        await using (Scene first = await Scene.OpenAsync(home.Path, clock, database: database))
        {
            unit = await first.EnrolAsync();
            nonce = (await first.ReportAsync(unit)).GetProperty("nonce").GetString()!;
        }

        await using Scene second = await Scene.OpenAsync(home.Path, clock, database: database);

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await second.ReportAsync(unit.Token(nonce))));
        Assert.AreEqual(2, second.Services.FindUnit(unit.UeidText)!.Standing.Reports);
    }

    [TestMethod]
    public async Task A_database_of_a_newer_release_is_not_touched()
    {
        await using Scene scene = await OpenAsync();
        scene.Services.Store.WriteNow((session, _) => session.Execute("INSERT INTO schema_versions (version) VALUES (@version)", 9999L));

        Assert.ThrowsExactly<StoreRefusedException>(() => new CollectorServices(scene.Services.Options).Dispose());
    }

    [TestMethod]
    public async Task Keys_and_secrets_are_readable_by_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("file modes are Unix's");
            return;
        }

        await using Scene scene = await OpenAsync();
        scene.Services.OperatorToken();

        foreach (string file in Directory.EnumerateFiles(scene.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file), file);
        }
    }

    [TestMethod]
    public async Task A_clock_set_back_an_hour_makes_no_verdict_but_stale_and_recovers()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        scene.Clock.Move(TimeSpan.FromHours(-1));
        Assert.AreEqual("stale-nonce", await Scene.RefusalAsync(await scene.ReportAsync(token)));
        await scene.ReportAsync(unit);
        scene.Clock.Move(TimeSpan.FromHours(1));

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(token)));
    }
}

[TestClass]
public sealed class StoreTestsOnSqlite() : StoreTests(TestStore.Sqlite);

[TestClass]
public sealed class StoreTestsOnPostgres() : StoreTests(TestStore.Postgres);
