using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace NanoAgent.Tests.Collector;

/// <summary>What nobody foresaw, and text that no store takes.</summary>
public abstract class FaultTests(TestStore store) : StoreTest(store)
{
    private const string Endless = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n)
        SELECT i + 0 AS unit_id, 'x' AS check_id, 1 AS outcome, 1 AS basis, 'x' AS reason, 1 AS since_at, 1 AS since_index FROM n WHERE i > 1
        """;

    [TestMethod]
    public async Task A_defect_of_the_collector_is_no_verdict_and_shows_no_stack_trace()
    {
        using var events = new CaughtEvents();
        await using Scene scene = await OpenAsync(with: options => options with { Events = logging => logging.AddProvider(events) });
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        scene.Services.Store.WriteNow((session, _) => session.Execute("DROP TABLE report_nonces"));

        HttpResponseMessage answer = await scene.ReportAsync(token);

        Assert.AreEqual(503, (int)answer.StatusCode);
        JsonElement said = await Scene.ReadAsync(answer);
        Assert.AreEqual("unavailable", said.GetProperty("refusal").GetString());
        Assert.AreEqual(-1, said.GetProperty("ar4si").GetInt32(), "AR4SI: verifier malfunction");
        Assert.DoesNotContain("report_nonces", said.ToString());
        string told = events.Lines.Single(line => line.Contains("defect of the collector", StringComparison.Ordinal));
        StringAssert.Contains(told, "report_nonces");
        Assert.IsFalse(events.Lines.Any(line => line.Contains("   at ", StringComparison.Ordinal)), "a stack trace");
    }

    [TestMethod]
    public async Task What_is_told_of_it_names_the_door_and_not_the_address_in_which_a_secret_may_stand()
    {
        using var events = new CaughtEvents();
        await using Scene scene = await OpenAsync(with: options => options with { Events = logging => logging.AddProvider(events) });
        scene.Services.Store.WriteNow((session, _) => session.Execute("ALTER TABLE units RENAME TO elsewhere"));

        await Assert.ThrowsAsync<KeyNotFoundException>(async () => (await scene.GetAsync("/v1/devices/a-secret-key")).GetProperty("ueid"));

        string told = events.Lines.Single(line => line.Contains("defect of the collector", StringComparison.Ordinal));
        StringAssert.StartsWith(told, "/v1/devices/{ueid} met a defect");
        Assert.DoesNotContain("a-secret-key", told);
    }

    [TestMethod]
    public async Task A_reading_that_would_never_end_is_ended_while_others_write_and_is_no_verdict()
    {
        await using Scene scene = await OpenAsync(with: options => options with { DatabasePatience = TimeSpan.FromSeconds(3) });
        TestUnit unit = await scene.EnrolAsync();
        scene.Services.Store.WriteNow((session, _) => session.Execute("ALTER TABLE findings RENAME TO real_findings"));
        scene.Services.Store.WriteNow((session, _) => session.Execute("CREATE VIEW findings AS " + Endless));

        Task<JsonElement> reading = scene.GetAsync("/v1/devices/" + unit.UeidText);
        await scene.EnrolAsync();
        Assert.AreEqual("unavailable", (await reading).GetProperty("refusal").GetString());

        scene.Services.Store.WriteNow((session, _) => session.Execute("DROP VIEW findings"));
        scene.Services.Store.WriteNow((session, _) => session.Execute("ALTER TABLE real_findings RENAME TO findings"));
        Assert.AreEqual(unit.UeidText, (await scene.GetAsync("/v1/devices/" + unit.UeidText)).GetProperty("unit").GetProperty("ueid").GetString());
    }

    [TestMethod]
    public async Task A_parameter_with_a_NUL_cannot_be_read()
    {
        await using Scene scene = await OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/devices?after=%00");
        request.Headers.Authorization = new("Bearer", scene.Services.OperatorToken());

        Assert.AreEqual("bad-request", await Scene.RefusalAsync(await scene.Http.SendAsync(request)));
    }

    [TestMethod]
    public async Task A_name_with_a_NUL_is_no_form_that_signs_anybody_in()
    {
        await using Scene scene = await OpenAsync();
        using var browser = new Browser(scene);

        Assert.AreEqual("bad-request", await Scene.RefusalAsync(await browser.SignInAsync("Ada\0", "correct horse battery")));
        Assert.AreEqual("bad-request", await Scene.RefusalAsync(await browser.RedeemAsync("\0", "Ada", "correct horse battery")));
        Assert.AreEqual("bad-request", await Scene.RefusalAsync(await browser.SubmitPartsAsync("/signin", ("name", "Ada\0"), ("password", "correct horse battery"))));
    }
}

[TestClass]
public sealed class FaultTestsOnSqlite() : FaultTests(TestStore.Sqlite);

[TestClass]
public sealed class FaultTestsOnPostgres() : FaultTests(TestStore.Postgres);
