using System.Data.Common;
using System.Diagnostics;
using NanoAgent.Benchmarks.Soak;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>A released database is brought forward whole or not at all, wherever whoever does it is cut off.</summary>
[DoNotParallelize]
public abstract class CutOffUpgradeTests(TestStore store) : StoreTest(store)
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [TestMethod]
    [DynamicData(nameof(UpgradeTests.Schemas), typeof(UpgradeTests))]
    public async Task One_that_is_killed_midway_has_changed_nothing_and_the_next_start_takes_every_step(int schema)
    {
        using var released = new Released(Store, schema, NewDatabase());
        string before = ContentOf(released);

        using (IDisposable hold = Hold(released))
        using (Process collector = Process.Start(released.Serve())!)
        {
            await UntilAsync(() => IsHeld(released) || collector.HasExited);
            Assert.IsFalse(collector.HasExited);
            collector.Kill();
            await collector.WaitForExitAsync();
        }

        Assert.AreEqual(before, ContentOf(released));
        await AssertBroughtForwardAsync(released);
    }

    [TestMethod]
    [DynamicData(nameof(UpgradeTests.Schemas), typeof(UpgradeTests))]
    public async Task One_for_which_the_disk_has_no_room_has_changed_nothing_and_the_next_start_takes_every_step(int schema)
    {
        await OnFullDiskAsync(schema, async (released, makeRoom) =>
        {
            string before = ContentOf(released);
            await Assert.ThrowsExactlyAsync<StoreUnavailableException>(() => released.OpenAsync());
            makeRoom();
            Assert.AreEqual(before, ContentOf(released));
            await AssertBroughtForwardAsync(released);
        });
    }

    /// <summary>Has the next collector stop when some steps are taken and the last one is not. What is disposed leaves no trace of it.</summary>
    private protected abstract IDisposable Hold(Released released);

    /// <summary>Has it got there?</summary>
    private protected abstract bool IsHeld(Released released);

    /// <summary>Restores a released database on a disk of its own, which it fills, and gives it room again when told to.</summary>
    private protected abstract Task OnFullDiskAsync(int schema, Func<Released, Action, Task> act);

    /// <summary>The statement that names all tables.</summary>
    private protected abstract string Tables { get; }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var deadline = new CancellationTokenSource(Patience);

        while (!holds())
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private static async Task AssertBroughtForwardAsync(Released released)
    {
        await using Scene scene = await released.OpenAsync();
        Assert.AreEqual(Migrations.Current, scene.Services.Store.Read(session => session.Scalar<long>("SELECT COUNT(*) FROM schema_versions")));
        Assert.HasCount(released.Units.Count(), scene.Services.Units());
        Assert.IsTrue(scene.Services.AuditLog([released.Head]).Holds);
    }

    private protected sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }

    // Every row of every table, whatever its columns.
    private string ContentOf(Released released)
    {
        using DbConnection connection = released.Connect();
        var lines = new List<string>();

        foreach (string table in Rows(connection, Tables))
        {
            lines.AddRange(Rows(connection, $"SELECT * FROM {table}").Select(row => table + ": " + row).Order(StringComparer.Ordinal));
        }

        return string.Join('\n', lines);
    }

    private static List<string> Rows(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        var rows = new List<string>();

        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(column).ToString())));
        }

        return rows;
    }
}

/// <inheritdoc/>
[TestClass]
public sealed class CutOffUpgradeTestsOnSqlite() : CutOffUpgradeTests(TestStore.Sqlite)
{
    private protected override string Tables => "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'ballast' ORDER BY name";

    // A step of the newest schema sets off a trigger that writes more than memory holds: pages of the transaction lie in the file's log when it is killed.
    private protected override IDisposable Hold(Released released)
    {
        released.Run("""
            CREATE TABLE ballast (x);
            CREATE TRIGGER hold AFTER UPDATE ON log_entries BEGIN
                INSERT INTO ballast SELECT randomblob(8000) FROM (WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more LIMIT 100000) SELECT n FROM more);
            END
            """);
        return new Undo(() => released.Run("DROP TRIGGER hold; DROP TABLE ballast"));
    }

    private protected override bool IsHeld(Released released) => new FileInfo(Path.Combine(released.Folder, "collector.db-wal")) is { Exists: true, Length: > 0 };

    private protected override async Task OnFullDiskAsync(int schema, Func<Released, Action, Task> act)
    {
        using var disk = SmallDisk.Make(8, "0700");

        if (disk.Refusal is string refusal)
        {
            Assert.Inconclusive("no disk to fill, since mounting one is refused: " + refusal);
        }

        string folder = Path.Combine(disk.Folder, "data");
        Directory.CreateDirectory(folder);
        using var released = new Released(Store, schema, null, folder);
        Assert.IsTrue(disk.TryFill());
        await act(released, disk.Empty);
    }
}

/// <inheritdoc/>
[TestClass]
public sealed class CutOffUpgradeTestsOnPostgres() : CutOffUpgradeTests(TestStore.Postgres)
{
    private const string Others = "FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";

    private protected override string Tables => "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";

    // A step of the newest schema waits for a table that the test holds. The server gives up what was done when it finds that nobody is there any more.
    private protected override IDisposable Hold(Released released)
    {
        DbConnection holder = released.Connect();
        DbTransaction held = holder.BeginTransaction();
        using DbCommand command = holder.CreateCommand();
        command.CommandText = "LOCK TABLE log_nodes IN ACCESS SHARE MODE";
        command.ExecuteNonQuery();
        return new Undo(() =>
        {
            held.Dispose();
            holder.Dispose();
            Assert.IsTrue(SpinWait.SpinUntil(() => Count(released, Others) == 0, Patience));
        });
    }

    private protected override bool IsHeld(Released released) => Count(released, Others + " AND wait_event_type = 'Lock'") == 1;

    private protected override async Task OnFullDiskAsync(int schema, Func<Released, Action, Task> act)
    {
        using PostgresOnSmallDisk disk = PostgresOnSmallDisk.Open();
        using var released = new Released(Store, schema, TestDatabase.CreateOn(disk.Postgres));

        // More reports than the pages that are there have room to change.
        released.Run("""
            INSERT INTO reports (idx, unit_id, received_at, observation, number, live, counted, firmware, receipt, ear, next_nonce)
            SELECT 1000 + n, 1, 0, 1000 + n, n, 1, 1, '1.4.0', convert_to(n::text, 'UTF8'), repeat('x', 1000), '' FROM generate_series(1, 1000) n
            """);
        disk.Fill();
        await act(released, disk.MakeRoom);
    }

    private static long Count(Released released, string what)
    {
        using DbConnection connection = released.Connect();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) " + what;
        return (long)command.ExecuteScalar()!;
    }
}
