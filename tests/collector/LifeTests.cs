using NanoAgent.Collector;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Evidence;

namespace NanoAgent.Tests.Collector;

/// <summary>The flows of tools/collector/LIFE.md.</summary>
public abstract class LifeTests(TestStore store) : StoreTest(store)
{
    [TestMethod]
    public async Task A_unit_whose_key_was_lost_gets_another_by_an_authorised_act_that_stays_in_the_log()
    {
        await using Scene scene = await OpenAsync();
        TestUnit lost = await scene.EnrolAsync();
        await scene.ReportAsync(lost, new Report { Boots = 9, Events = 90 });
        var erased = new TestUnit(scene.Services.Id, lost.Ueid);
        Assert.AreEqual("ueid-taken", await Scene.RefusalAsync(await scene.EnrolAsync(erased, scene.EnrolmentToken(), await scene.NonceAsync(erased))));

        string token = scene.Services.Life.AllowReplacement(lost.UeidText, "Ada", "flash erased").Token!;
        Assert.AreEqual(201, (int)(await scene.EnrolAsync(erased, token, await scene.NonceAsync(erased))).StatusCode);
        await scene.ReportAsync(erased, new Report { Boots = 1, Events = 1 });

        Assert.AreEqual("unknown-unit", await Scene.RefusalAsync(await scene.ReportAsync(lost.Token(await scene.NonceAsync(lost)))));
        Assert.AreEqual(UnitState.Active, scene.Services.FindUnit(lost.UeidText)!.Standing.State);
        CollectionAssert.AreEqual(new[] { lost.KeyId, erased.KeyId }, scene.Services.Life.Keys(lost.UeidText).Select(key => key.KeyId).ToArray());
        CollectionAssert.IsSubsetOf(new[] { "allow-key-replacement", "replace-key" }, Acts.In(scene));
    }

    [TestMethod]
    public async Task What_the_old_key_signed_is_no_evidence_for_the_new_one()
    {
        await using Scene scene = await OpenAsync();
        TestUnit lost = await scene.EnrolAsync();
        await scene.ReportAsync(lost);
        TestUnit erased = await ReplaceAsync(scene, lost);
        Assert.IsEmpty(new StoreEvidenceSource(scene.Services).Units([Scene.Model], "1.0.0"));
        await scene.ReportAsync(erased);

        var evidence = new StoreEvidenceSource(scene.Services).Units([Scene.Model], "1.0.0").Single();
        StringAssert.Contains(evidence.Jwk, Attestation.Crypto.Base64Url.Encode(erased.PublicKey.X));
        Assert.AreEqual(1, evidence.Reports.Count);
        Assert.AreEqual(1, evidence.ReportCount);
    }

    [TestMethod]
    public async Task Another_key_is_not_allowed_while_a_failure_is_open()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit, new Report { Outcome = Attestation.Claims.Outcome.Fail });

        Assert.IsNull(scene.Services.Life.AllowReplacement(unit.UeidText, "Ada", "flash erased").Token);
        scene.Services.Acknowledge(unit.UeidText, Attestation.Claims.CheckIds.DefaultCredentials, "Ada", "seen");
        Assert.IsNotNull(scene.Services.Life.AllowReplacement(unit.UeidText, "Ada", "flash erased").Token);
    }

    [TestMethod]
    public async Task How_long_a_unit_may_be_silent_is_said_once_and_holds_for_whoever_opens_the_data_after()
    {
        using var home = new TemporaryFolder();
        using TestDatabase? database = NewDatabase();
        var clock = new SetClock();
        TestUnit unit;

        await using (Scene said = await Scene.OpenAsync(home.Path, clock, options => options with { StaleAfter = new SilenceRule(TimeSpan.FromHours(200), "Ada", "ships at sea") }, database))
        {
            unit = await said.EnrolAsync();
            await said.ReportAsync(unit);
        }

        await using Scene scene = await Scene.OpenAsync(home.Path, clock, database: database);
        clock.Move(TimeSpan.FromHours(199));
        Assert.AreEqual(UnitState.Active, scene.Services.StateOf(scene.Services.FindUnit(unit.UeidText)!));
        clock.Move(TimeSpan.FromHours(2));
        Assert.AreEqual(UnitState.Stale, scene.Services.StateOf(scene.Services.FindUnit(unit.UeidText)!));
    }

    // Side by side, two would show the same unit stale and active in turn.
    [TestMethod]
    public async Task A_collector_that_runs_hears_what_another_one_was_told_of_silence()
    {
        var clock = new SetClock();
        await using Scene scene = await OpenAsync(clock: clock);
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        clock.Move(TimeSpan.FromHours(40));
        Assert.AreEqual(UnitState.Stale, scene.Services.StateOf(scene.Services.FindUnit(unit.UeidText)!));

        new CollectorServices(scene.Services.Options with { StaleAfter = new SilenceRule(TimeSpan.FromHours(100), "Ada", "ships at sea") }).Dispose();
        await scene.EnrolAsync();

        Assert.AreEqual(UnitState.Active, scene.Services.StateOf(scene.Services.FindUnit(unit.UeidText)!));
    }

    [TestMethod]
    public async Task What_is_found_after_another_key_was_allowed_stays_open_and_the_unit_failed()
    {
        await using Scene scene = await OpenAsync();
        TestUnit lost = await scene.EnrolAsync();
        string token = scene.Services.Life.AllowReplacement(lost.UeidText, "Ada", "flash erased").Token!;
        await scene.ReportAsync(lost, new Report { Outcome = Attestation.Claims.Outcome.Fail });
        var erased = new TestUnit(scene.Services.Id, lost.Ueid);
        await scene.EnrolAsync(erased, token, await scene.NonceAsync(erased));

        Unit unit = scene.Services.FindUnit(lost.UeidText)!;
        Assert.AreNotEqual(0, scene.Services.Life.OpenFailures(unit).Count);
        Assert.AreEqual((erased.KeyId, UnitState.Failed), (unit.KeyId, unit.Standing.State));
    }

    // It decides which units a declaration calls stale: nobody widens it unseen.
    [TestMethod]
    public async Task A_change_of_how_long_a_unit_may_be_silent_is_somebodys_act_in_the_log_and_the_same_again_is_none()
    {
        using var home = new TemporaryFolder();
        using TestDatabase? database = NewDatabase();

        foreach (int hours in (int[])[36, 200, 200, 48])
        {
            await (await Scene.OpenAsync(home.Path, null, options => options with { StaleAfter = new SilenceRule(TimeSpan.FromHours(hours), "Ada", "ships at sea") }, database)).DisposeAsync();
        }

        await using Scene scene = await Scene.OpenAsync(home.Path, database: database);
        CollectionAssert.AreEqual(new[] { "stale-after", "stale-after" }, Acts.In(scene));
        CollectionAssert.AreEqual(
            new[] { "Ada 48 hours, 200 before: ships at sea", "Ada 200 hours, 36 before: ships at sea" },
            scene.Services.Operators.Audit(10).Where(act => act.Act == "stale-after").Select(act => $"{act.Who} {act.Target}: {act.Detail}").ToArray());
    }

    [TestMethod]
    [DataRow("allowed anew")]
    [DataRow("revoked")]
    [DataRow("retired")]
    public async Task A_permission_for_another_key_ends_when_another_is_given_or_the_unit_is_taken_out_of_use(string since)
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        string mislaid = scene.Services.Life.AllowReplacement(unit.UeidText, "Ada", "flash erased").Token!;

        if (since == "allowed anew")
        {
            await ReplaceAsync(scene, unit);
        }
        else
        {
            Assert.IsTrue(UnitStates.TryParseSettable(since, out UnitState state));
            scene.Services.SetState(unit.UeidText, state, "Bob", "looks stolen");
        }

        var finder = new TestUnit(scene.Services.Id, unit.Ueid);

        Assert.AreEqual("ueid-taken", await Scene.RefusalAsync(await scene.EnrolAsync(finder, mislaid, await scene.NonceAsync(finder))));
    }

    [TestMethod]
    public async Task A_revoked_unit_may_be_allowed_another_key_after_it_was_revoked()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        scene.Services.SetState(unit.UeidText, UnitState.Revoked, "Bob", "key leaked");

        await scene.ReportAsync(await ReplaceAsync(scene, unit));

        Assert.AreEqual(UnitState.Active, scene.Services.FindUnit(unit.UeidText)!.Standing.State);
    }

    [TestMethod]
    [DataRow("another unit")]
    [DataRow("a second time")]
    [DataRow("too late")]
    [DataRow("as a new unit")]
    public async Task A_permission_for_another_key_serves_that_unit_once_and_for_a_day(string misuse)
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        TestUnit other = await scene.EnrolAsync();
        string token = scene.Services.Life.AllowReplacement(unit.UeidText, "Ada", "flash erased").Token!;
        byte[]? ueid = misuse switch { "another unit" => other.Ueid, "as a new unit" => null, _ => unit.Ueid };

        if (misuse == "a second time")
        {
            var first = new TestUnit(scene.Services.Id, unit.Ueid);
            await scene.EnrolAsync(first, token, await scene.NonceAsync(first));
        }

        scene.Clock.Move(misuse == "too late" ? TimeSpan.FromHours(25) : TimeSpan.Zero);
        var thief = new TestUnit(scene.Services.Id, ueid);
        string refusal = await Scene.RefusalAsync(await scene.EnrolAsync(thief, token, await scene.NonceAsync(thief)));

        Assert.AreEqual(misuse == "as a new unit" ? "bad-enrolment-token" : "ueid-taken", refusal);
    }

    [TestMethod]
    public async Task A_unit_that_was_resold_comes_back_under_its_new_owners_key()
    {
        await using Scene scene = await OpenAsync();
        TestUnit sold = await scene.EnrolAsync();
        await scene.ReportAsync(sold);
        scene.Services.SetState(sold.UeidText, UnitState.Transferred, "Ada", "sold to Bo");
        Assert.AreEqual(UnitState.Transferred, scene.Services.FindUnit(sold.UeidText)!.Standing.State);

        TestUnit bought = await ReplaceAsync(scene, sold);
        Unit unit = scene.Services.FindUnit(sold.UeidText)!;
        Assert.AreEqual(UnitState.Pending, unit.Standing.State);
        CollectionAssert.AreEqual(
            new[] { UnitState.Active, UnitState.Transferred, UnitState.Pending }, scene.Services.Life.Changes(unit).Select(change => change.Became).ToArray());
        await scene.ReportAsync(bought);
    }

    [TestMethod]
    public async Task A_unit_in_repair_is_never_stale_and_follows_its_reports_when_it_is_back()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        scene.Services.SetState(unit.UeidText, UnitState.InRepair, "Ada", "returned, RMA 7");
        scene.Clock.Move(TimeSpan.FromDays(60));
        Assert.AreEqual(UnitState.InRepair, scene.Services.StateOf(scene.Services.FindUnit(unit.UeidText)!));

        scene.Services.SetState(unit.UeidText, UnitState.Active, "Ada", "repaired");
        Assert.AreEqual(UnitState.Stale, scene.Services.StateOf(scene.Services.FindUnit(unit.UeidText)!));
        await scene.ReportAsync(unit, new Report { Outcome = Attestation.Claims.Outcome.Fail });
        Assert.AreEqual(UnitState.Failed, scene.Services.StateOf(scene.Services.FindUnit(unit.UeidText)!));
    }

    [TestMethod]
    public async Task Many_are_retired_at_once_or_none()
    {
        await using Scene scene = await OpenAsync();
        TestUnit one = await scene.EnrolAsync();
        TestUnit two = await scene.EnrolAsync();

        IReadOnlyList<string> unknown = scene.Services.Life.SetStates([one.UeidText, "AQAAAAAAAAAAAAAAAAAAAAA", two.UeidText], UnitState.Retired, "Ada", "end of life");
        CollectionAssert.AreEqual(new[] { "AQAAAAAAAAAAAAAAAAAAAAA" }, unknown.ToArray());
        Assert.IsTrue(scene.Services.Units().All(unit => unit.Standing.State == UnitState.Pending));

        Assert.IsEmpty(scene.Services.Life.SetStates([one.UeidText, two.UeidText], UnitState.Retired, "Ada", "end of life"));
        Assert.IsTrue(scene.Services.Units().All(unit => unit.Standing is { State: UnitState.Retired, StateBy: "Ada", StateWhy: "end of life" }));
    }

    [TestMethod]
    [DataRow(UnitState.Retired, "collector-retired-reports")]
    [DataRow(UnitState.Transferred, "collector-transferred-reports")]
    public async Task A_unit_that_goes_on_reporting_though_it_is_gone_stays_in_its_state_and_is_found(UnitState gone, string finding)
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        scene.Services.SetState(unit.UeidText, gone, "Ada", "no longer here");
        Assert.AreEqual("", await FoundAsync(scene, unit));

        await scene.ReportAsync(unit);

        Assert.AreEqual(gone, scene.Services.FindUnit(unit.UeidText)!.Standing.State);
        Assert.AreEqual(finding + " still-reports", await FoundAsync(scene, unit));
        scene.Services.SetState(unit.UeidText, UnitState.Active, "Ada", "it was another one");
        Assert.AreEqual(UnitState.Failed, scene.Services.FindUnit(unit.UeidText)!.Standing.State, "until the finding is acknowledged");
    }

    [TestMethod]
    [DataRow(UnitState.Retired, CollectorFindings.RetiredReports)]
    [DataRow(UnitState.Transferred, CollectorFindings.TransferredReports)]
    public async Task Its_next_report_is_found_again_after_somebody_acknowledged_the_last(UnitState gone, string finding)
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        scene.Services.SetState(unit.UeidText, gone, "Ada", "no longer here");
        await scene.ReportAsync(unit, new Report { Live = false });
        Assert.AreEqual(1, scene.Services.Acknowledge(unit.UeidText, finding, "Ada", "somebody plugged it in once more"));
        Assert.AreEqual("", await FoundAsync(scene, unit));

        await scene.ReportAsync(unit);

        Assert.AreEqual(finding + " still-reports", await FoundAsync(scene, unit));
    }

    [TestMethod]
    [DataRow(UnitState.InRepair)]
    [DataRow(UnitState.Active)]
    public async Task A_unit_that_is_not_gone_may_report(UnitState state)
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        scene.Services.SetState(unit.UeidText, UnitState.Retired, "Ada", "scrapped");
        scene.Services.SetState(unit.UeidText, state, "Ada", "it was another one");

        await scene.ReportAsync(unit);

        Assert.AreEqual("", await FoundAsync(scene, unit));
    }

    [TestMethod]
    public async Task A_unit_that_its_new_owner_erased_reports_under_its_new_key_and_nothing_is_found()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        scene.Services.SetState(unit.UeidText, UnitState.Transferred, "Ada", "sold");

        await scene.ReportAsync(await ReplaceAsync(scene, unit));

        Assert.AreEqual("", await FoundAsync(scene, unit));
    }

    [TestMethod]
    public async Task What_is_not_open_is_not_acknowledged_and_the_log_does_not_say_that_it_was()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);

        Assert.AreEqual(0, scene.Services.Acknowledge(unit.UeidText, "clock", "Ada", "sent twice"));

        CollectionAssert.DoesNotContain(Acts.In(scene), "acknowledge");
    }

    // Open failures, each as check and reason.
    private static async Task<string> FoundAsync(Scene scene, TestUnit unit) => string.Join(
        ", ",
        (await scene.GetAsync("/v1/devices/" + unit.UeidText)).GetProperty("openFailures").EnumerateArray().Select(failure => $"{failure.GetProperty("check")} {failure.GetProperty("reason")}"));

    private static async Task<TestUnit> ReplaceAsync(Scene scene, TestUnit lost)
    {
        var erased = new TestUnit(scene.Services.Id, lost.Ueid);
        string token = scene.Services.Life.AllowReplacement(lost.UeidText, "Ada", "flash erased").Token!;
        Assert.AreEqual(201, (int)(await scene.EnrolAsync(erased, token, await scene.NonceAsync(erased))).StatusCode);
        return erased;
    }
}

[TestClass]
public sealed class LifeTestsOnSqlite() : LifeTests(TestStore.Sqlite);

[TestClass]
public sealed class LifeTestsOnPostgres() : LifeTests(TestStore.Postgres);
