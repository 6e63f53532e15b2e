using System.Text.Json;
using Microsoft.Data.Sqlite;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>What is SQLite's own: durability, and its ways of not doing its work.</summary>
[TestClass]
public sealed class SqliteTests() : StoreTest(TestStore.Sqlite)
{
    [TestMethod]
    public async Task A_commit_is_on_the_disk_before_anyone_is_told()
    {
        await using Scene scene = await OpenAsync();

        Assert.AreEqual(2L, scene.Services.Store.WriteNow((session, _) => session.Scalar<long>("PRAGMA synchronous")), "FULL is 2");
        Assert.AreEqual("wal", scene.Services.Store.WriteNow((session, _) => session.Scalar<string>("PRAGMA journal_mode")));
    }

    // Sessions, tags of factory credentials and the keys of cookies lie in it.
    [TestMethod]
    public async Task The_database_and_its_copy_are_for_their_owner_alone_in_a_folder_that_is_open_to_all()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("file modes are Unix's");
            return;
        }

        using var home = new TemporaryFolder();
        string[] folders = [home.At("data"), home.At("backup")];

        foreach (string folder in folders)
        {
            Directory.CreateDirectory(folder, (UnixFileMode)0b111_101_101);
        }

        await using Scene scene = await Scene.OpenAsync(folders[0]);
        BackupFolder.Write(scene.Services, folders[1]);

        string[] files = [.. folders.SelectMany(folder => Directory.GetFiles(folder, "collector.db*"))];

        CollectionAssert.IsSubsetOf(new[] { "collector.db", "collector.db-wal", "collector.db-shm" }, files.Select(Path.GetFileName).ToArray());

        foreach (string file in files)
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file), file);
        }
    }

    [TestMethod]
    [DataRow("rw-r--r--", "rw-------")]
    [DataRow("rw-r-----", "rw-r-----")]
    public async Task A_database_file_that_an_earlier_release_let_everybody_read_is_closed_and_what_a_group_was_given_stays(string was, string becomes)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("file modes are Unix's");
            return;
        }

        using var home = new TemporaryFolder();
        await (await Scene.OpenAsync(home.Path)).DisposeAsync();
        string file = home.At("collector.db");
        File.SetUnixFileMode(file, ModeOf(was));

        await (await Scene.OpenAsync(home.Path)).DisposeAsync();

        Assert.AreEqual(ModeOf(becomes), File.GetUnixFileMode(file));
    }

    private static UnixFileMode ModeOf(string letters) => (UnixFileMode)letters.Aggregate(0, (mode, letter) => (mode << 1) | (letter == '-' ? 0 : 1));

    [TestMethod]
    public async Task What_was_written_reaches_the_database_file_beside_the_writer()
    {
        const int ownCheckpoint = 8000 * 16384;
        await using Scene scene = await OpenAsync();
        var file = new FileInfo(Path.Combine(scene.Folder, "collector.db"));

        // Less than the writer's own checkpoint waits for.
        for (int i = 0; i < 10; i++)
        {
            scene.Services.Store.WriteNow((_, log) => log.Append(EntryKind.Act, new byte[ownCheckpoint / 20]));
        }

        for (int waits = 0; waits < 600 && file.Length < ownCheckpoint / 4; waits++)
        {
            await Task.Delay(100);
            file.Refresh();
        }

        Assert.IsGreaterThanOrEqualTo(ownCheckpoint / 4, file.Length);
    }

    [TestMethod]
    public async Task A_reading_that_was_ended_leaves_the_log_of_writes_free_to_be_used_anew()
    {
        await using Scene scene = await OpenAsync(with: options => options with { DatabasePatience = TimeSpan.FromSeconds(1) });
        Task reading = Task.Run(() => scene.Services.Store.Read(session => session.Scalar<long>("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT COUNT(*) FROM n")));
        await scene.EnrolAsync();
        await Assert.ThrowsExactlyAsync<StoreUnavailableException>(() => reading);
        await scene.EnrolAsync();

        using var other = new SqliteConnection($"Data Source={Path.Combine(scene.Folder, "collector.db")};Pooling=False");
        other.Open();
        using SqliteCommand command = other.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        Assert.AreEqual(0L, command.ExecuteScalar(), "busy");
    }

    [TestMethod]
    public async Task A_locked_database_is_no_verdict_about_the_unit_and_passes_by_itself()
    {
        await using Scene scene = await OpenAsync(with: options => options with { DatabasePatience = TimeSpan.FromSeconds(1) });
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
            JsonElement said = await Scene.ReadAsync(answer);
            Assert.AreEqual("unavailable", said.GetProperty("refusal").GetString());
            Assert.AreEqual(-1, said.GetProperty("ar4si").GetInt32(), "AR4SI: verifier malfunction");
            Assert.IsNotNull(answer.Headers.RetryAfter);
        }

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(token)));
    }

    [TestMethod]
    public async Task A_locked_database_tells_nobody_which_names_there_are()
    {
        await using Scene scene = await OpenAsync(with: options => options with { DatabasePatience = TimeSpan.FromSeconds(1) });
        using Browser ada = await OperatorTests.SignedInAsync(scene, "Ada", NanoAgent.Collector.Operators.Role.Viewer);
        using var stranger = new Browser(scene);
        using var other = new SqliteConnection($"Data Source={Path.Combine(scene.Folder, "collector.db")};Pooling=False");
        other.Open();
        using SqliteCommand command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();

        Assert.AreEqual(403, (int)(await stranger.SignInAsync("Eve", "a wrong password")).StatusCode);
        Assert.AreEqual(403, (int)(await stranger.SignInAsync("Ada", "a wrong password")).StatusCode);
    }

    [TestMethod]
    public async Task A_full_disk_is_no_verdict_loses_nothing_and_passes_by_itself()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        string before = scene.State();

        // The engine's own bound on the file: a write that needs a further page fails with SQLITE_FULL, as on a full disk.
        Pages(scene, "PRAGMA max_page_count = 1");
        var pending = new List<byte[]>();

        while (pending.Count == 0)
        {
            byte[] token = unit.Token(await scene.NonceAsync(unit));
            HttpResponseMessage answer = await scene.ReportAsync(token);

            if (answer.IsSuccessStatusCode)
            {
                before = scene.State();
                continue;
            }

            Assert.AreEqual("unavailable", await Scene.RefusalAsync(answer));
            pending.Add(token);
        }

        Assert.AreEqual(before, scene.State());
        Pages(scene, "PRAGMA max_page_count = 1073741823");
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(pending[0])));
        Assert.IsTrue(scene.Services.AuditLog([]).Holds);
    }

    private static void Pages(Scene scene, string pragma) => scene.Services.Store.WriteNow((session, _) => session.Scalar<long>(pragma));
}
