using System.Text;

namespace NanoAgent.Tests.Collector;

public abstract class EnrolmentTests(TestStore store) : StoreTest(store)
{
    [TestMethod]
    public async Task A_unit_that_proves_its_key_is_enrolled_as_pending()
    {
        await using Scene scene = await OpenAsync();
        var unit = new TestUnit(scene.Services.Id);

        HttpResponseMessage answer = await scene.EnrolAsync(unit, scene.EnrolmentToken(), await scene.NonceAsync(unit));

        Assert.AreEqual(201, (int)answer.StatusCode);
        Assert.AreEqual("pending", (await Scene.ReadAsync(answer)).GetProperty("state").GetString());
    }

    [TestMethod]
    public async Task The_nonce_on_the_enrolments_answer_serves_the_first_report()
    {
        await using Scene scene = await OpenAsync();
        var unit = new TestUnit(scene.Services.Id);
        HttpResponseMessage answer = await scene.EnrolAsync(unit, scene.EnrolmentToken(), await scene.NonceAsync(unit));
        string nonce = (await Scene.ReadAsync(answer)).GetProperty("nonce").GetString()!;

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(unit.Token(nonce))));
    }

    [TestMethod]
    [DataRow("the very same bytes")]
    [DataRow("proved anew under another nonce")]
    public async Task A_repeated_enrolment_gets_its_first_answers_bytes_its_used_token_notwithstanding(string how)
    {
        await using Scene scene = await OpenAsync();
        var unit = new TestUnit(scene.Services.Id);
        string token = scene.EnrolmentToken();
        string nonce = await scene.NonceAsync(unit);
        byte[] first = await (await scene.EnrolAsync(unit, token, nonce)).Content.ReadAsByteArrayAsync();
        await scene.ReportAsync(unit);
        scene.Clock.Move(TimeSpan.FromDays(40));
        string before = scene.State();

        HttpResponseMessage again = await scene.EnrolAsync(unit, token, how == "the very same bytes" ? nonce : await scene.NonceAsync(unit));

        Assert.AreEqual(200, (int)again.StatusCode);
        CollectionAssert.AreEqual(first, await again.Content.ReadAsByteArrayAsync());
        Assert.AreEqual(before, scene.State());
    }

    [TestMethod]
    public async Task The_same_enrolment_sent_at_once_many_times_enrols_once_and_is_answered_alike()
    {
        await using Scene scene = await Scene.OpenAsync();
        var unit = new TestUnit(scene.Services.Id);
        string token = scene.EnrolmentToken();
        string nonce = await scene.NonceAsync(unit);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.EnrolAsync(unit, token, nonce)));
        string[] bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));

        Assert.AreEqual(1, answers.Count(answer => (int)answer.StatusCode == 201));
        Assert.HasCount(1, bodies.Distinct());
    }

    [TestMethod]
    public async Task Without_possession_of_the_key_nobody_is_enrolled()
    {
        await using Scene scene = await OpenAsync();
        var unit = new TestUnit(scene.Services.Id);
        var thief = new TestUnit(scene.Services.Id);
        string[] genuine = Encoding.ASCII.GetString(unit.Enrolment(await scene.NonceAsync(unit))).Split('.');
        string forged = genuine[0] + "." + genuine[1] + "." + Encoding.ASCII.GetString(thief.Enrolment(await scene.NonceAsync(thief))).Split('.')[2];

        HttpResponseMessage answer = await scene.PostAsync("/v1/enrolments", Encoding.ASCII.GetBytes(forged), "application/jose", scene.EnrolmentToken());

        Assert.AreEqual("bad-signature", await Scene.RefusalAsync(answer));
        Assert.IsEmpty(scene.Services.Units());
    }

    [TestMethod]
    public async Task A_known_UEID_with_another_key_is_refused_and_its_owner_reports_on()
    {
        await using Scene scene = await OpenAsync();
        TestUnit owner = await scene.EnrolAsync();
        var thief = new TestUnit(scene.Services.Id, owner.Ueid);
        string before = scene.State();

        HttpResponseMessage answer = await scene.EnrolAsync(thief, scene.EnrolmentToken(), await scene.NonceAsync(thief));

        Assert.AreEqual("ueid-taken", await Scene.RefusalAsync(answer));
        Assert.AreEqual(before, scene.State());
        await scene.ReportAsync(owner);
    }

    [TestMethod]
    public async Task A_refused_enrolment_does_not_use_up_its_token()
    {
        await using Scene scene = await OpenAsync();
        TestUnit owner = await scene.EnrolAsync();
        string token = scene.EnrolmentToken();
        var thief = new TestUnit(scene.Services.Id, owner.Ueid);
        await scene.EnrolAsync(thief, token, await scene.NonceAsync(thief));
        var unit = new TestUnit(scene.Services.Id);

        Assert.AreEqual(201, (int)(await scene.EnrolAsync(unit, token, await scene.NonceAsync(unit))).StatusCode);
    }

    [TestMethod]
    public async Task A_key_that_turns_up_under_a_second_UEID_is_refused_and_found_on_the_first()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        var twin = new TestUnit(scene.Services.Id, key: unit.Key);

        HttpResponseMessage answer = await scene.EnrolAsync(twin, scene.EnrolmentToken(), await scene.NonceAsync(twin));

        Assert.AreEqual("key-taken", await Scene.RefusalAsync(answer));
        StringAssert.Contains((await scene.GetAsync("/v1/devices/" + unit.UeidText)).GetProperty("openFailures").ToString(), "collector-key-shared");
    }

    [TestMethod]
    [DataRow("used")]
    [DataRow("expired")]
    [DataRow("for another model")]
    [DataRow("unknown")]
    public async Task An_enrolment_token_serves_once_for_its_model_and_not_for_ever(string token)
    {
        await using Scene scene = await OpenAsync();
        string text = token == "for another model" ? scene.EnrolmentToken("other-2") : token == "unknown" ? "guessed" : scene.EnrolmentToken();

        if (token == "used")
        {
            var first = new TestUnit(scene.Services.Id);
            await scene.EnrolAsync(first, text, await scene.NonceAsync(first));
        }

        scene.Clock.Move(token == "expired" ? TimeSpan.FromHours(2) : TimeSpan.Zero);
        var unit = new TestUnit(scene.Services.Id);

        Assert.AreEqual("bad-enrolment-token", await Scene.RefusalAsync(await scene.EnrolAsync(unit, text, await scene.NonceAsync(unit))));
    }
}

[TestClass]
public sealed class EnrolmentTestsOnSqlite() : EnrolmentTests(TestStore.Sqlite);

[TestClass]
public sealed class EnrolmentTestsOnPostgres() : EnrolmentTests(TestStore.Postgres);
