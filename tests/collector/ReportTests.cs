using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Challenges;
using NanoAgent.Collector.Devices;

namespace NanoAgent.Tests.Collector;

public abstract class ReportTests(TestStore store) : StoreTest(store)
{
    [TestMethod]
    public async Task The_same_bytes_twice_get_the_same_answer_and_append_nothing()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        string first = await (await scene.ReportAsync(token)).Content.ReadAsStringAsync();
        string before = scene.State();

        string second = await (await scene.ReportAsync(token)).Content.ReadAsStringAsync();

        Assert.AreEqual(first, second);
        Assert.AreEqual(before, scene.State());
    }

    [TestMethod]
    public async Task A_repeat_is_recognised_though_its_nonce_has_expired()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        string first = await (await scene.ReportAsync(token)).Content.ReadAsStringAsync();
        scene.Clock.Move(TimeSpan.FromDays(30));

        Assert.AreEqual(first, await (await scene.ReportAsync(token)).Content.ReadAsStringAsync());
    }

    [TestMethod]
    public async Task The_same_bytes_many_times_at_once_are_one_report()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => scene.ReportAsync(token)));
        string[] bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));

        Assert.HasCount(1, bodies.Distinct().ToArray());
        Assert.AreEqual(1, scene.Services.FindUnit(unit.UeidText)!.Standing.Reports);
    }

    [TestMethod]
    public async Task Of_many_different_tokens_on_one_nonce_one_is_taken()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        string nonce = await scene.NonceAsync(unit);
        byte[][] tokens = [.. Enumerable.Range(0, 16).Select(_ => unit.Token(nonce))];

        HttpResponseMessage[] answers = await Task.WhenAll(tokens.Select(token => scene.ReportAsync(token)));

        Assert.AreEqual(1, answers.Count(answer => answer.IsSuccessStatusCode));
        Assert.AreEqual(1, scene.Services.FindUnit(unit.UeidText)!.Standing.Reports);
    }

    [TestMethod]
    public async Task A_nonce_whose_use_was_forgotten_stays_refused_though_the_clock_goes_back()
    {
        await using Scene scene = await OpenAsync(with: options => options with { NonceLifetime = TimeSpan.FromMinutes(10) });
        TestUnit unit = await scene.EnrolAsync();
        string nonce = await scene.NonceAsync(unit);
        byte[] first = unit.Token(nonce);
        string answer = await (await scene.ReportAsync(first)).Content.ReadAsStringAsync();
        scene.Services.Store.WriteNow((session, _) => UsedNonces.Forget(session, long.MaxValue, 0));

        Assert.AreEqual("stale-nonce", await Scene.RefusalAsync(await scene.ReportAsync(unit.Token(nonce))));
        Assert.AreEqual(answer, await (await scene.ReportAsync(first)).Content.ReadAsStringAsync());
        scene.Clock.Move(TimeSpan.FromSeconds(20));
        await scene.ReportAsync(unit);
    }

    [TestMethod]
    public async Task A_unit_that_was_revoked_behind_the_writers_back_is_refused_all_the_same()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        scene.Services.Store.WriteNow((session, _) => session.Execute("UPDATE unit_states SET state = @state, version = version + 1", (long)UnitState.Revoked));

        Assert.AreEqual("revoked-unit", await Scene.RefusalAsync(await scene.ReportAsync(unit.Token(await scene.NonceAsync(unit)))));
    }

    [TestMethod]
    public async Task Reference_values_that_are_imported_while_units_report_hold_for_the_next_report()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        Assert.AreEqual("none", await EarStatusAsync(scene, unit));
        byte[] file = Encoding.UTF8.GetBytes($$"""{"product":"p","model":"{{Scene.Model}}","firmware":"1.0.0"}""");
        Assert.IsTrue(ReferenceValues.TryRead(file, out ReferenceValues? values, out _));
        scene.Services.ImportReferenceValues(values!, file, "Ada");

        Assert.AreNotEqual("none", await EarStatusAsync(scene, unit));
    }

    [TestMethod]
    public async Task A_thousand_reports_at_once_are_a_thousand_reports_in_one_log()
    {
        await using Scene scene = await OpenAsync();
        TestUnit[] units = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.EnrolAsync()));
        (TestUnit Unit, byte[] Token)[] sent = [.. Enumerable.Range(0, 1000).Select(i => units[i % units.Length]).Select(unit => (unit, unit.Token(scene.Services.Nonces.Next(unit.KeyId))))];

        ReportResult[] results = await Task.WhenAll(sent.Select(report => Task.Run(() => scene.Services.Reports.TakeAsync(report.Token))));

        Assert.IsTrue(results.All(result => result.Answer is not null));
        Assert.HasCount(1000, results.Select(result => result.Answer!.Index).Distinct().ToArray());
        Assert.IsTrue(scene.Services.AuditLog([]).Holds);
        Assert.AreEqual(1000, scene.Services.Units().Sum(unit => unit.Standing.Reports));
    }

    [TestMethod]
    public async Task Each_answer_carries_the_nonce_of_the_next_report()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        string nonce = (await scene.ReportAsync(unit)).GetProperty("nonce").GetString()!;
        scene.Clock.Move(TimeSpan.FromHours(24));

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(unit.Token(nonce))));
    }

    [TestMethod]
    public async Task A_report_with_nothing_failing_makes_the_unit_active()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);

        Assert.AreEqual("active", await StateAsync(scene, unit));
    }

    [TestMethod]
    public async Task A_failure_stays_until_a_named_person_acknowledges_it()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit, new Report { Outcome = Outcome.Fail });
        await scene.ReportAsync(unit);
        Assert.AreEqual("failed", await StateAsync(scene, unit));

        scene.Services.Acknowledge(unit.UeidText, CheckIds.DefaultCredentials, "Ada", "password was set at the bench");

        Assert.AreEqual("active", await StateAsync(scene, unit));
    }

    [TestMethod]
    public async Task Acknowledging_does_not_clear_a_present_failure()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit, new Report { Outcome = Outcome.Fail });

        scene.Services.Acknowledge(unit.UeidText, CheckIds.DefaultCredentials, "Ada", "known");

        Assert.AreEqual("failed", await StateAsync(scene, unit));
    }

    [TestMethod]
    public async Task A_delayed_observation_is_history_and_does_not_set_the_present()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit, new Report { Live = false, Boots = 3 });

        JsonElement device = await scene.GetAsync("/v1/devices/" + unit.UeidText);

        Assert.AreEqual("pending", device.GetProperty("unit").GetProperty("state").GetString());
        Assert.AreEqual(0, device.GetProperty("findings").GetArrayLength());
    }

    [TestMethod]
    public async Task A_delayed_failure_is_found_all_the_same()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        await scene.ReportAsync(unit, new Report { Live = false, Outcome = Outcome.Fail });

        Assert.AreEqual("failed", await StateAsync(scene, unit));
    }

    [TestMethod]
    [DataRow(1u, 2u, 10u, "boots went back")]
    [DataRow(2u, 1u, 10u, "report number did not grow")]
    [DataRow(2u, 2u, 9u, "event log got shorter")]
    public async Task A_counter_that_goes_back_is_a_finding_of_its_own(uint boots, uint number, uint events, string why)
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit, new Report { Number = 1, Boots = 2, Events = 10, Observation = 1 });
        await scene.ReportAsync(unit, new Report { Number = number, Boots = boots, Events = events, Observation = 2 });

        StringAssert.Contains((await scene.GetAsync("/v1/devices/" + unit.UeidText)).GetProperty("openFailures").ToString(), CollectorFindings.CountersOnlyGrow, why);
    }

    [TestMethod]
    public async Task Counters_that_grow_are_no_finding()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit, new Report { Boots = 2, Events = 10 });
        await scene.ReportAsync(unit, new Report { Boots = 2, Events = 10 });

        Assert.AreEqual("active", await StateAsync(scene, unit));
    }

    [TestMethod]
    public async Task Silence_makes_a_unit_stale_and_a_report_wakes_it()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        scene.Clock.Move(TimeSpan.FromDays(3));
        Assert.AreEqual("stale", await StateAsync(scene, unit));

        await scene.ReportAsync(unit);

        Assert.AreEqual("active", await StateAsync(scene, unit));
    }

    [TestMethod]
    public async Task A_state_that_a_person_set_is_not_changed_by_reports()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        scene.Services.SetState(unit.UeidText, UnitState.InRepair, "Ada", "display broken");
        await scene.ReportAsync(unit);

        Assert.AreEqual("in-repair", await StateAsync(scene, unit));
    }

    [TestMethod]
    public async Task Equal_credential_tags_are_found_on_both_units()
    {
        await using Scene scene = await OpenAsync();
        TestUnit first = await scene.EnrolAsync();
        TestUnit second = await scene.EnrolAsync();
        byte[] tag = new byte[32];

        await scene.PostAsync("/v1/tags", first.Tags(await scene.NonceAsync(first), "batch-1", "admin", tag), "application/jose");
        HttpResponseMessage answer = await scene.PostAsync("/v1/tags", second.Tags(await scene.NonceAsync(second), "batch-1", "admin", tag), "application/jose");

        Assert.AreEqual("accepted", await Scene.RefusalAsync(answer));
        Assert.AreEqual("failed", await StateAsync(scene, first));
        Assert.AreEqual("failed", await StateAsync(scene, second));
    }

    [TestMethod]
    public async Task Equal_tags_of_different_batches_say_nothing()
    {
        await using Scene scene = await OpenAsync();
        TestUnit first = await scene.EnrolAsync();
        TestUnit second = await scene.EnrolAsync();
        await scene.PostAsync("/v1/tags", first.Tags(await scene.NonceAsync(first), "batch-1", "admin", new byte[32]), "application/jose");
        await scene.PostAsync("/v1/tags", second.Tags(await scene.NonceAsync(second), "batch-2", "admin", new byte[32]), "application/jose");

        Assert.AreEqual("pending", await StateAsync(scene, second));
    }

    private static async Task<string> StateAsync(Scene scene, TestUnit unit) =>
        (await scene.GetAsync("/v1/devices/" + unit.UeidText)).GetProperty("unit").GetProperty("state").GetString()!;

    private static async Task<string> EarStatusAsync(Scene scene, TestUnit unit)
    {
        string ear = (await scene.ReportAsync(unit)).GetProperty("ear").GetString()!;
        byte[] payload = System.Buffers.Text.Base64Url.DecodeFromChars(ear.Split('.')[1]);
        return JsonDocument.Parse(payload).RootElement.GetProperty("ear_status").GetString()!;
    }
}

[TestClass]
public sealed class ReportTestsOnSqlite() : ReportTests(TestStore.Sqlite);

[TestClass]
public sealed class ReportTestsOnPostgres() : ReportTests(TestStore.Postgres);
