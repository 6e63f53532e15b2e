using Microsoft.Data.Sqlite;
using NanoAgent.Collector;
using NanoAgent.Collector.Challenges;
using NanoAgent.Collector.Storage;
using NanoAgent.Collector.Storage.Sqlite;

namespace NanoAgent.Tests.Collector;

[TestClass]
public sealed class StoreTests
{
    [TestMethod]
    public async Task A_commit_is_on_the_disk_before_anyone_is_told()
    {
        await using Scene scene = await Scene.OpenAsync();

        Assert.AreEqual(2L, scene.Services.Store.WriteNow((session, _) => session.Scalar<long>("PRAGMA synchronous")), "FULL is 2");
        Assert.AreEqual("wal", scene.Services.Store.WriteNow((session, _) => session.Scalar<string>("PRAGMA journal_mode")));
    }

    [TestMethod]
    public async Task A_locked_database_is_no_verdict_about_the_unit_and_passes_by_itself()
    {
        await using Scene scene = await Scene.OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));

        using (var other = new SqliteConnection($"Data Source={Path.Combine(scene.Folder, "collector.db")};Pooling=False"))
        {
            other.Open();
            using SqliteCommand command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();
            HttpResponseMessage answer = await scene.ReportAsync(token);
            Assert.AreEqual(503, (int)answer.StatusCode);
            Assert.AreEqual("unavailable", await Scene.RefusalAsync(answer));
            Assert.IsNotNull(answer.Headers.RetryAfter);
        }

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(token)));
    }

    [TestMethod]
    public async Task One_jobs_exception_does_not_cost_its_neighbours_their_write()
    {
        await using Scene scene = await Scene.OpenAsync();
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
        await using Scene scene = await Scene.OpenAsync();
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
        string folder = Directory.CreateTempSubdirectory("nanoagent-test-").FullName;
        var clock = new SetClock();
        TestUnit unit;
        string nonce;

        await using (Scene first = await Scene.OpenAsync(folder, clock))
        {
            unit = await first.EnrolAsync();
            nonce = (await first.ReportAsync(unit)).GetProperty("nonce").GetString()!;
        }

        await using Scene second = await Scene.OpenAsync(folder, clock);

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await second.ReportAsync(unit.Token(nonce))));
        Assert.AreEqual(2, second.Services.FindUnit(unit.UeidText)!.Standing.Reports);
    }

    [TestMethod]
    public async Task A_database_of_a_newer_release_is_not_touched()
    {
        await using Scene scene = await Scene.OpenAsync();
        scene.Services.Store.WriteNow((session, _) => session.Execute("INSERT INTO schema_versions (version) VALUES (@version)", 9999L));
        using var database = new SqliteDatabase(Path.Combine(scene.Folder, "collector.db"), TimeSpan.FromSeconds(1));

        Assert.ThrowsExactly<InvalidOperationException>(() => new CollectorStore(database).Dispose());
    }

    [TestMethod]
    public async Task Keys_and_secrets_are_readable_by_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("file modes are Unix's");
            return;
        }

        await using Scene scene = await Scene.OpenAsync();
        scene.Services.OperatorToken();

        foreach (string file in Directory.EnumerateFiles(scene.Folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains("collector.db", StringComparison.Ordinal)))
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file), file);
        }
    }

    [TestMethod]
    public async Task Ten_thousand_nonces_are_all_distinct_and_of_one_length()
    {
        await using Scene scene = await Scene.OpenAsync();
        string[] nonces = [.. Enumerable.Range(0, 10_000).Select(_ => scene.Services.Nonces.Next("kid"))];

        Assert.HasCount(10_000, nonces.ToHashSet());
        Assert.IsTrue(nonces.All(nonce => nonce.Length == Nonces.TextLength));
    }

    [TestMethod]
    public void A_nonce_belongs_to_one_key()
    {
        var nonces = new Nonces(new byte[32], TimeSpan.FromHours(1), TimeProvider.System);
        string nonce = nonces.Next("one");

        Assert.IsTrue(nonces.IsFresh(nonce, "one", out _));
        Assert.IsFalse(nonces.IsFresh(nonce, "two", out _));
        Assert.IsFalse(new Nonces([.. new byte[31], 1], TimeSpan.FromHours(1), TimeProvider.System).IsFresh(nonce, "one", out _));
    }

    [TestMethod]
    public async Task A_clock_set_back_an_hour_makes_no_verdict_but_stale_and_recovers()
    {
        await using Scene scene = await Scene.OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        scene.Clock.Move(TimeSpan.FromHours(-1));
        Assert.AreEqual("stale-nonce", await Scene.RefusalAsync(await scene.ReportAsync(token)));
        await scene.ReportAsync(unit);
        scene.Clock.Move(TimeSpan.FromHours(1));

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(token)));
    }
}
