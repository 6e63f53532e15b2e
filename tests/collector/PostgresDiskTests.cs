using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace NanoAgent.Tests.Collector;

/// <summary>The disk of a real PostgreSQL, full to the last byte: its tables cannot grow, or its log cannot, which ends the server itself.</summary>
[TestClass]
[DoNotParallelize]
public sealed class PostgresDiskTests
{
    [TestMethod]
    public async Task A_full_disk_under_the_tables_is_no_verdict_loses_nothing_and_passes_by_itself()
    {
        using PostgresOnSmallDisk disk = PostgresOnSmallDisk.Open();
        var events = new CaughtEvents();
        await using Scene scene = await OpenAsync(disk, events);
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        disk.Fill();

        (byte[] pending, byte[] last, string before) = await ReportUntilRefusedAsync(scene, unit);
        Assert.AreEqual(before, scene.State(), "what was not answered left nothing");
        Assert.AreEqual("unavailable", await Scene.RefusalAsync(await scene.ReportAsync(pending)));
        Assert.IsTrue(events.Lines.Any(line => line.Contains("53100", StringComparison.Ordinal)), "the events say that the disk is full (SQLSTATE disk_full)");
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(last)), "the same bytes get their answer, which is only read");

        disk.MakeRoom();
        await AssertNothingLostOrDoubledAsync(scene, pending, last);
    }

    [TestMethod]
    public async Task A_full_disk_under_the_servers_log_ends_the_server_and_the_collector_goes_on_when_it_is_back()
    {
        using PostgresOnSmallDisk disk = PostgresOnSmallDisk.Open();
        await using Scene scene = await OpenAsync(disk, new CaughtEvents());
        TestUnit unit = await scene.EnrolAsync();
        byte[] last = unit.Token(await scene.NonceAsync(unit));
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(last)));
        byte[] pending = unit.Token(await scene.NonceAsync(unit));
        disk.FillUntilTheServerEnds();

        Assert.AreEqual("unavailable", await Scene.RefusalAsync(await scene.ReportAsync(pending)));
        disk.MakeRoom();
        disk.StartAnew();
        await AssertNothingLostOrDoubledAsync(scene, pending, last);
    }

    private static Task<Scene> OpenAsync(PostgresOnSmallDisk disk, CaughtEvents events) => Scene.OpenAsync(
        with: options => options with { Events = logging => logging.AddProvider(events) },
        database: TestDatabase.CreateOn(disk.Postgres));

    // Pages that are there have room for some more.
    private static async Task<(byte[] Pending, byte[] Last, string Before)> ReportUntilRefusedAsync(Scene scene, TestUnit unit)
    {
        byte[] last = [];

        while (true)
        {
            string before = scene.State();
            byte[] token = unit.Token(await scene.NonceAsync(unit));
            HttpResponseMessage answer = await scene.ReportAsync(token);

            if (answer.IsSuccessStatusCode)
            {
                last = token;
                continue;
            }

            JsonElement said = await Scene.ReadAsync(answer);
            Assert.AreEqual(503, (int)answer.StatusCode);
            Assert.AreEqual("unavailable", said.GetProperty("refusal").GetString());
            Assert.AreEqual(-1, said.GetProperty("ar4si").GetInt32(), "AR4SI: verifier malfunction");
            Assert.IsNotNull(answer.Headers.RetryAfter);
            return (token, last, before);
        }
    }

    private static async Task AssertNothingLostOrDoubledAsync(Scene scene, byte[] pending, byte[] last)
    {
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(pending)));
        string after = scene.State();
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(pending)));
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(last)));
        Assert.AreEqual(after, scene.State(), "repeated bytes append nothing");
        Assert.AreEqual(scene.Services.Units().Sum(unit => unit.Standing.Reports), scene.Services.Store.Read(session => session.Scalar<long>("SELECT COUNT(*) FROM reports")));
        Assert.IsTrue(scene.Services.AuditLog([]).Holds);
    }
}
