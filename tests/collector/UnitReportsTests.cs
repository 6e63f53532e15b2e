using System.Text.Json;
using System.Text.RegularExpressions;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Evidence;

namespace NanoAgent.Tests.Collector;

/// <summary>A unit's reports are found again, all of them and no other unit's.</summary>
public abstract class UnitReportsTests(TestStore store) : StoreTest(store)
{
    [TestMethod]
    public async Task They_are_listed_newest_first_whoever_reported_between()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        TestUnit other = await scene.EnrolAsync();
        var sent = new List<long>();

        for (int i = 0; i < 5; i++)
        {
            sent.Insert(0, (await scene.ReportAsync(unit)).GetProperty("index").GetInt64());
            await scene.ReportAsync(other);
        }

        CollectionAssert.AreEqual(sent, await ListedAsync(scene, unit));
    }

    [TestMethod]
    public async Task Of_more_than_two_hundred_the_newest_are_listed()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        long last = 0;

        for (int i = 0; i < 203; i++)
        {
            last = (await scene.ReportAsync(unit)).GetProperty("index").GetInt64();
        }

        List<long> listed = await ListedAsync(scene, unit);
        Assert.HasCount(200, listed);
        Assert.AreEqual(last, listed[0]);
    }

    [TestMethod]
    public async Task A_declaration_counts_those_of_its_version_and_shows_the_newest_live_one()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit, new Report { Firmware = "1.0.0" });
        long newest = (await scene.ReportAsync(unit, new Report { Firmware = "1.0.0" })).GetProperty("index").GetInt64();
        await scene.ReportAsync(unit, new Report { Firmware = "1.0.0", Live = false });
        await scene.ReportAsync(unit, new Report { Firmware = "2.0.0" });
        await scene.ReportAsync(await scene.EnrolAsync(), new Report { Firmware = "1.0.0" });
        await scene.ReportAsync(unit, new Report { Firmware = "1.0.0", Live = false });

        var evidence = new StoreEvidenceSource(scene.Services).Units([Scene.Model], "1.0.0").Single(one => one.Ueid == unit.UeidText);

        Assert.AreEqual(4, evidence.ReportCount);
        CollectionAssert.AreEqual(new[] { newest }, evidence.Reports.Select(report => report.LogIndex).ToArray());
    }

    [TestMethod]
    public async Task A_declaration_sees_nothing_that_came_after_it_was_begun()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        long before = (await scene.ReportAsync(unit)).GetProperty("index").GetInt64();
        var source = new StoreEvidenceSource(scene.Services);
        await scene.ReportAsync(unit);

        var evidence = source.Units([Scene.Model], "1.0.0").Single();

        Assert.AreEqual(1, evidence.ReportCount);
        Assert.AreEqual(before, evidence.Reports.Single().LogIndex);
    }

    [TestMethod]
    public async Task An_observation_that_comes_again_under_another_nonce_counts_once_however_late_it_is()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        uint[] observations = [1, 3, 2, 3, 2, 4];

        foreach (uint observation in observations)
        {
            await scene.ReportAsync(unit, new Report { Observation = observation, Live = false });
        }

        CollectionAssert.AreEqual(
            new long[] { 1, 1, 1, 0, 0, 1 },
            scene.Services.Store.Read(session => session.Query("SELECT counted FROM reports ORDER BY idx", row => row.GetInt64(0))));
    }

    private static async Task<List<long>> ListedAsync(Scene scene, TestUnit unit) =>
        [.. (await scene.GetAsync($"/v1/devices/{unit.UeidText}/attestations")).EnumerateArray().Select(report => report.GetProperty("index").GetInt64())];
}

/// <inheritdoc/>
[TestClass]
public sealed class UnitReportsTestsOnSqlite() : UnitReportsTests(TestStore.Sqlite)
{
    [TestMethod]
    [DataRow(StoredReports.NewestQuery)]
    [DataRow(StoredReports.WithFirmwareQuery)]
    [DataRow(StoredReports.HoldsQuery)]
    public async Task However_many_reports_there_are_each_of_a_unit_is_looked_up_and_none_is_looked_for(string query)
    {
        await using Scene scene = await OpenAsync();
        object[] values = [.. Enumerable.Range(0, Regex.Matches(query, "@[a-z]+").Select(name => name.Value).Distinct().Count()).Select(_ => (object)1L)];

        List<string> plan = scene.Services.Store.Read(session => session.Query("EXPLAIN QUERY PLAN " + query, row => row.GetString(3), values));

        Assert.Contains(step => step.StartsWith("SEARCH reports USING INTEGER PRIMARY KEY", StringComparison.Ordinal), plan);
        Assert.DoesNotContain(step => step.StartsWith("SCAN", StringComparison.Ordinal) && step != "SCAN chain", plan, string.Join('\n', plan));
    }
}

/// <inheritdoc/>
[TestClass]
public sealed class UnitReportsTestsOnPostgres() : UnitReportsTests(TestStore.Postgres);
