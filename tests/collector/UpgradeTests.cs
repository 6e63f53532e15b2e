using System.Data.Common;
using System.Text;
using System.Text.Json;
using NanoAgent.Collector;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;
using NanoAgent.Collector.Storage.Postgres;

namespace NanoAgent.Tests.Collector;

/// <summary>Databases as released collectors left them are brought forward with all that they hold, each by every step that it lacks.</summary>
public abstract class UpgradeTests(TestStore store) : StoreTest(store)
{
    /// <summary>One a schema that is recorded; a further one joins by its folder.</summary>
    public static IEnumerable<object[]> Schemas => Released.Schemas.Select(schema => new object[] { schema });

    [TestMethod]
    public void Each_schema_before_the_present_one_is_recorded() =>
        Assert.IsEmpty(Enumerable.Range(1, Migrations.Current - 1).Except(Released.Schemas), "released/record.sh records one");

    [TestMethod]
    [DynamicData(nameof(Schemas))]
    public async Task Every_missing_step_is_taken_once_and_leads_to_the_schema_of_a_new_database(int schema)
    {
        using Released released = Restored(schema);
        long generation = released.Generation();
        await using Scene made = await OpenAsync();

        // The second start finds nothing left to do.
        await (await released.OpenAsync()).DisposeAsync();
        await using Scene brought = await released.OpenAsync();

        CollectionAssert.AreEqual(
            Enumerable.Range(1, Migrations.Current).ToList(),
            brought.Services.Store.Read(session => session.Query("SELECT version FROM schema_versions ORDER BY version", row => row.GetInt32(0))));
        Assert.AreEqual(CatalogOf(made), CatalogOf(brought));
        Assert.IsGreaterThan(generation, released.Generation(), "a collector that still runs over it looks at the schema");
    }

    [TestMethod]
    public async Task A_collector_that_runs_writes_nothing_more_once_a_newer_release_has_brought_the_data_forward()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        string before = scene.State();

        using (var newer = new CollectorServices(scene.Services.Options))
        {
            newer.Store.WriteNow((session, log) =>
            {
                log.BumpGeneration();
                return session.Execute("INSERT INTO schema_versions (version) VALUES (@version)", (long)Migrations.Current + 1);
            });
        }

        Assert.AreEqual("unavailable", await Scene.RefusalAsync(await scene.ReportAsync(token)));
        Assert.AreEqual(before, scene.State());
        Assert.AreEqual(503, (int)(await scene.Http.GetAsync("/readyz")).StatusCode, "whoever shares requests out sends it no more");
    }

    [TestMethod]
    [DynamicData(nameof(Schemas))]
    public async Task Its_units_stand_where_they_stood(int schema)
    {
        using Released released = Restored(schema);
        await using Scene scene = await released.OpenAsync();

        CollectionAssert.AreEquivalent(
            released.Units.Select(unit => $"{unit.GetProperty("ueid")} {unit.GetProperty("model")} {unit.GetProperty("state")} {unit.GetProperty("firmware")} {unit.GetProperty("reports")}").ToList(),
            scene.Services.Units().Select(unit => $"{unit.Ueid} {unit.Model} {UnitStates.Name(unit.Standing.State)} {unit.Standing.Firmware} {unit.Standing.Reports}").ToList());
    }

    [TestMethod]
    [DynamicData(nameof(Schemas))]
    public async Task The_bytes_that_it_took_get_its_answer_again_and_change_nothing(int schema)
    {
        using Released released = Restored(schema);
        await using Scene scene = await released.OpenAsync();
        string before = scene.State();
        Assert.IsTrue(released.Answers.Any());

        foreach (JsonElement told in released.Answers)
        {
            HttpResponseMessage response = await scene.PostAsync(
                told.GetProperty("door").GetString()!, Encoding.ASCII.GetBytes(told.GetProperty("sent").GetString()!), told.GetProperty("type").GetString()!);
            JsonElement answer = await Scene.ReadAsync(response);
            Assert.AreEqual(200, (int)response.StatusCode, answer.ToString());

            // A later release may tell more, never otherwise.
            foreach (JsonProperty member in told.GetProperty("answer").EnumerateObject())
            {
                Assert.AreEqual(member.Value.ToString(), answer.GetProperty(member.Name).ToString(), member.Name);
            }
        }

        Assert.AreEqual(before, scene.State());
    }

    [TestMethod]
    [DynamicData(nameof(Schemas))]
    public async Task Each_units_reports_are_found_newest_first_and_none_is_missed(int schema)
    {
        using Released released = Restored(schema);
        await using Scene scene = await released.OpenAsync();
        Assert.IsTrue(scene.Services.Units().Any(unit => unit.Standing.Reports > 1));

        foreach (Unit unit in scene.Services.Units())
        {
            CollectionAssert.AreEqual(
                scene.Services.Store.Read(session => session.Query("SELECT idx FROM reports WHERE unit_id = @unit ORDER BY idx DESC", row => row.GetInt64(0), unit.Id)),
                scene.Services.Store.Read(session => StoredReports.Newest(session, unit.Id, 100)).ConvertAll(report => report.Index));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Schemas))]
    public async Task Its_log_holds_and_has_only_grown_since_the_head_that_it_signed(int schema)
    {
        using Released released = Restored(schema);
        await using Scene scene = await released.OpenAsync();
        long opened = scene.Services.SignedHead().Size;
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);

        LogAuditResult audit = scene.Services.AuditLog([released.Head]);

        Assert.IsTrue(audit.Holds, string.Join(' ', audit.Problems));
        Assert.IsGreaterThanOrEqualTo(released.Head.Size, opened);
        Assert.AreEqual(opened + 2, audit.Head.Size, "an enrolment and a report");
    }

    [TestMethod]
    [DynamicData(nameof(Schemas))]
    public async Task What_people_had_done_stands(int schema)
    {
        using Released released = Restored(schema);
        await using Scene scene = await released.OpenAsync();

        Assert.AreEqual(1, scene.Services.Store.Read(session => session.Query(
            "SELECT check_id FROM failures WHERE acknowledged_by = @by", row => row.GetString(0), "recorder")).Count(check => check == "default-credentials"));
        Assert.AreEqual(schema >= 2, scene.Services.Operators.All().Any(account => account.Name == "recorder"), "operators came with schema 2");
        Assert.AreEqual(schema >= 3, scene.Services.Endorsements.Endorsers().Any(endorser => endorser.Value == "maker"), "endorsers came with schema 3");
        Assert.AreEqual(schema >= 3, scene.Services.Endorsements.FindByMac("240ac4000001").Count > 0, "so did endorsements");
    }

    private protected Released Restored(int schema) => new(Store, schema, NewDatabase());

    // What the engine itself says that there is.
    private string CatalogOf(Scene scene) => string.Join('\n', scene.Services.Store.Read(session => session.Query(
        Store == TestStore.Sqlite
            ? "SELECT name || ': ' || COALESCE(sql, '') FROM sqlite_master ORDER BY name"
            : """
              SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || COALESCE(column_default, '') || COALESCE(collation_name, '') AS line
              FROM information_schema.columns WHERE table_schema = 'public'
              UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
              UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
              ORDER BY line
              """,
        row => row.GetString(0))));
}

/// <inheritdoc/>
[TestClass]
public sealed class UpgradeTestsOnSqlite() : UpgradeTests(TestStore.Sqlite);

/// <inheritdoc/>
[TestClass]
public sealed class UpgradeTestsOnPostgres() : UpgradeTests(TestStore.Postgres)
{
    // A million reports take the server some minutes; a statement that units wait for is given up after four times the patience.
    [TestMethod]
    public async Task A_step_is_given_all_the_time_that_it_takes()
    {
        using Released released = Restored(Released.Schemas.Max());
        released.Run("""
            CREATE FUNCTION wait() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep(9); RETURN NULL; END $$ LANGUAGE plpgsql;
            CREATE TRIGGER slow AFTER UPDATE ON unit_firmware FOR EACH STATEMENT EXECUTE FUNCTION wait()
            """);

        await using Scene scene = await released.OpenAsync(options => options with { DatabasePatience = TimeSpan.FromSeconds(2) });

        Assert.HasCount(released.Units.Count(), scene.Services.Units());
    }

    // The two would wait for each other, and the server would end the one that had worked for minutes.
    [TestMethod]
    public async Task It_waits_for_whoever_writes_before_it_takes_a_table_from_them()
    {
        TestDatabase database = NewDatabase()!;
        using var released = new Released(Store, Released.Schemas.Max(), database);
        using DbConnection watcher = released.Connect();
        using DbConnection writer = released.Connect();
        using DbTransaction turn = writer.BeginTransaction();
        Execute(writer, "SELECT size FROM log_state WHERE id = 1 FOR UPDATE");
        Task<CollectorStore> opening = Task.Run(() => new CollectorStore(new PostgresDatabase(database.Address, _patience)));
        Assert.IsTrue(SpinWait.SpinUntil(() => opening.IsCompleted || CountWaiting(watcher) == 1, _patience));

        Execute(writer, "SET LOCAL lock_timeout = 1000; UPDATE log_entries SET kind = kind");
        turn.Commit();

        using CollectorStore store = await opening;
        Assert.AreEqual(Migrations.Current, store.Read(session => session.Scalar<long>("SELECT MAX(version) FROM schema_versions")));
    }

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private static long CountWaiting(DbConnection connection)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
