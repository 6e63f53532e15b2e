using Microsoft.Data.Sqlite;
using NanoAgent.Collector;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>Databases as released collectors left them (released/, one file a schema) are brought forward with all that they hold.</summary>
[TestClass]
public sealed class MigrationTests
{
    /// <summary>One a released schema; the newest schema is none as long as it is not released.</summary>
    public static IEnumerable<object[]> Released =>
        Directory.GetFiles(Repository.At("tests", "collector", "released"), "schema-*.sql").Order(StringComparer.Ordinal).Select(path => new object[] { Path.GetFileName(path) });

    [TestMethod]
    [DynamicData(nameof(Released))]
    public void A_released_database_is_brought_forward_with_its_units_reports_and_log(string file)
    {
        string folder = Restored(file);

        using (var collector = new CollectorServices(new CollectorOptions { DataFolder = folder }))
        {
            Assert.AreEqual((long)Migrations.Current, collector.Store.Read(session => session.Scalar<long>("SELECT MAX(version) FROM schema_versions")));
            Unit unit = collector.Units().Single();
            Assert.AreEqual(2L, unit.Standing.Reports);
            Assert.AreEqual(UnitState.Failed, unit.Standing.State);
            LogAuditResult audit = collector.AuditLog([]);
            Assert.IsTrue(audit.Holds, string.Join(' ', audit.Problems));
            Assert.AreEqual(3L, audit.Head.Size);
        }

        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    [DynamicData(nameof(Released))]
    public async Task A_database_that_was_brought_forward_takes_reports(string file)
    {
        string folder = Restored(file);

        await using (Scene scene = await Scene.OpenAsync(folder))
        {
            TestUnit unit = await scene.EnrolAsync();
            await scene.ReportAsync(unit);
        }

        // And a second start finds nothing left to do.
        await using (Scene again = await Scene.OpenAsync(folder))
        {
            Assert.HasCount(2, again.Services.Units());
        }

        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public void The_first_released_schema_is_among_them() => Assert.IsTrue(Released.Any(row => (string)row[0] == "schema-1.sql"));

    private static string Restored(string file)
    {
        string folder = Directory.CreateTempSubdirectory("nanoagent-released-").FullName;
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "collector.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = File.ReadAllText(Repository.At("tests", "collector", "released", file));
        command.ExecuteNonQuery();
        return folder;
    }
}
