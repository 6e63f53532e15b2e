using System.Text.Json;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>An old backup that somebody puts back: SQLite's by <c>nanoagent backup</c>, PostgreSQL's by its own programs and a copy of the data folder.</summary>
public abstract class BackupTests(TestStore store) : StoreTest(store)
{
    [TestMethod]
    public async Task A_backup_that_was_put_back_is_found_as_a_fork_by_the_unit_that_saw_more()
    {
        TestDatabase? database = NewDatabase();
        await using Scene scene = await Scene.OpenAsync(database: database);
        TestUnit unit = await scene.EnrolAsync();
        using var backup = new TemporaryFolder();
        using TestDatabase? copy = BackUp(scene.Services, database, backup.Path);
        TreeHead seen = LogTests.HeadOf(await scene.ReportAsync(unit));

        await using Scene restored = await Scene.OpenAsync(backup.Path, scene.Clock, database: copy);
        await restored.EnrolAsync(new TestUnit(restored.Services.Id));
        JsonElement answer = await restored.ReportAsync(unit, new Report { SeenSize = seen.Size, SeenRoot = seen.Root });

        Assert.AreEqual(43, answer.GetProperty("receipt").GetString()!.Length);
        StringAssert.Contains((await restored.GetAsync("/v1/devices/" + unit.UeidText)).GetProperty("openFailures").ToString(), CollectorFindings.LogForked);
        Assert.IsFalse(restored.Services.AuditLog([seen]).Holds);
        Assert.IsTrue(scene.Services.AuditLog([seen]).Holds);
    }

    // Into an empty folder; the data goes there too, or into a database of its own.
    private static TestDatabase? BackUp(CollectorServices collector, TestDatabase? database, string folder)
    {
        if (database is null)
        {
            BackupFolder.Write(collector, folder);
            return null;
        }

        foreach (string file in Directory.EnumerateFiles(collector.Options.DataFolder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(ServedFolder.LockName, StringComparison.Ordinal)))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(collector.Options.DataFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return database.CopyByDump();
    }
}

[TestClass]
public sealed class BackupTestsOnSqlite() : BackupTests(TestStore.Sqlite);

[TestClass]
public sealed class BackupTestsOnPostgres() : BackupTests(TestStore.Postgres);
