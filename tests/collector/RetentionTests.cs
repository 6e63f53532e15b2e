using System.Text.Json;
using Microsoft.Extensions.Logging;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Log;

namespace NanoAgent.Tests.Collector;

/// <summary>What retention drops, and what it must never touch.</summary>
public abstract class RetentionTests(TestStore store) : StoreTest(store)
{
    private static readonly TimeSpan _keep = TimeSpan.FromDays(30);

    [TestMethod]
    public async Task What_goes_wrong_with_it_is_an_event_and_ends_no_collector()
    {
        using var events = new CaughtEvents();
        await using Scene scene = await OpenAsync(with: options => options with { KeepTokens = _keep, Events = logging => logging.AddProvider(events) });
        scene.Services.Store.WriteNow((session, _) => session.Execute("DROP TABLE reports"));

        RetentionTimer.Run(scene.Services);

        Assert.IsTrue(events.Lines.Any(line => line.StartsWith("retention met a defect", StringComparison.Ordinal)), string.Join('\n', events.Lines));
    }

    [TestMethod]
    public async Task A_dropped_token_leaves_the_log_whole_and_is_still_proven_by_whoever_kept_it()
    {
        await using Scene scene = await OpenAsync(with: options => options with { KeepTokens = _keep });
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        string first = await (await scene.ReportAsync(token)).Content.ReadAsStringAsync();
        long index = JsonDocument.Parse(first).RootElement.GetProperty("index").GetInt64();
        await ReportLaterAsync(scene, unit);

        Assert.AreEqual(1L, scene.Services.DropOldTokens());

        Assert.AreEqual(0, Entry(scene, index).Length);
        LogAuditResult audit = scene.Services.AuditLog([]);
        Assert.IsTrue(audit.Holds, string.Join(' ', audit.Problems));
        Assert.AreEqual(1L, audit.Dropped);
        TreeHead head = audit.Head;
        JsonElement proof = await scene.GetAsync($"/v1/log/proof/{index}?size={head.Size}");
        Assert.IsTrue(TreeVerifier.IsIncluded(TreeHash.Leaf(token), index, LogTests.PathOf(proof), head));
        Assert.AreEqual(first, await (await scene.ReportAsync(token)).Content.ReadAsStringAsync(), "the same bytes still get the same answer");
    }

    [TestMethod]
    public async Task What_a_declaration_needs_is_never_dropped()
    {
        await using Scene scene = await OpenAsync(with: options => options with { KeepTokens = _keep });
        TestUnit unit = await scene.EnrolAsync();
        long failing = (await scene.ReportAsync(unit, new Report { Outcome = Outcome.Fail })).GetProperty("index").GetInt64();
        long lastOfFirmware = (await scene.ReportAsync(unit)).GetProperty("index").GetInt64();
        await ReportLaterAsync(scene, unit, new Report { Firmware = "2.0.0" });

        scene.Services.DropOldTokens();

        Assert.IsGreaterThan(0, Entry(scene, failing).Length, "it shows a failure");
        Assert.IsGreaterThan(0, Entry(scene, lastOfFirmware).Length, "it is the newest of its firmware");
        Assert.IsGreaterThan(0, Entry(scene, 0).Length, "it is an enrolment");
    }

    [TestMethod]
    public async Task Of_each_version_the_newest_live_report_stays_also_when_a_unit_went_back_to_an_earlier_one()
    {
        await using Scene scene = await OpenAsync(with: options => options with { KeepTokens = _keep });
        TestUnit unit = await scene.EnrolAsync();
        string[] versions = ["1.0.0", "1.0.0", "2.0.0", "2.0.0", "1.0.0", "3.0.0", "3.0.0"];
        long[] indices = new long[versions.Length];

        for (int i = 0; i < versions.Length; i++)
        {
            indices[i] = (await scene.ReportAsync(unit, new Report { Firmware = versions[i] })).GetProperty("index").GetInt64();
        }

        scene.Clock.Move(_keep + TimeSpan.FromDays(1));
        scene.Services.DropOldTokens();

        CollectionAssert.AreEqual(
            new[] { false, false, false, true, true, false, true },
            indices.Select(index => Entry(scene, index).Length > 0).ToArray());
    }

    [TestMethod]
    public async Task Unless_it_is_asked_for_nothing_is_ever_dropped()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        await ReportLaterAsync(scene, unit);

        Assert.AreEqual(0L, scene.Services.DropOldTokens());
        Assert.AreEqual(0L, scene.Services.AuditLog([]).Dropped);
    }

    [TestMethod]
    public async Task An_audit_finds_a_token_that_was_emptied_and_whose_leaf_was_changed()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        long index = (await scene.ReportAsync(unit)).GetProperty("index").GetInt64();
        scene.Services.Store.WriteNow((session, _) => session.Execute("UPDATE log_entries SET entry = @nothing WHERE idx = @idx", Array.Empty<byte>(), index));
        scene.Services.Store.WriteNow((session, _) => session.Execute("UPDATE log_entries SET nodes = @nodes WHERE idx = @idx", new byte[32], index));

        Assert.IsFalse(scene.Services.AuditLog([]).Holds);
    }

    private static async Task ReportLaterAsync(Scene scene, TestUnit unit, Report? report = null)
    {
        scene.Clock.Move(_keep + TimeSpan.FromDays(1));
        await scene.ReportAsync(unit, report);
    }

    private static byte[] Entry(Scene scene, long index) =>
        scene.Services.Store.Read(session => session.Scalar<byte[]>("SELECT entry FROM log_entries WHERE idx = @idx", index))!;
}

[TestClass]
public sealed class RetentionTestsOnSqlite() : RetentionTests(TestStore.Sqlite);

[TestClass]
public sealed class RetentionTestsOnPostgres() : RetentionTests(TestStore.Postgres);
