using System.Net;
using NanoAgent.Collector.Enrolments;

namespace NanoAgent.Tests.Collector;

/// <summary>One-time tokens that are out are seen, and end when somebody ends them.</summary>
public abstract class TokenDeskTests(TestStore store) : StoreTest(store)
{
    [TestMethod]
    public async Task A_token_that_was_ended_enrols_nothing_and_that_of_another_model_still_does()
    {
        await using Scene scene = await OpenAsync();
        string astray = scene.EnrolmentToken();
        Assert.AreEqual(0L, scene.Services.Tokens.End("LAMP-9", "Ada", "the list was lost"));

        Assert.AreEqual(1L, scene.Services.Tokens.End(Scene.Model, "Ada", "the list was lost"));

        var unit = new TestUnit(scene.Services.Id);
        Assert.AreEqual("bad-enrolment-token", await Scene.RefusalAsync(await scene.EnrolAsync(unit, astray, await scene.NonceAsync(unit))));
        Assert.AreEqual(HttpStatusCode.Created, (await scene.EnrolAsync(unit, scene.EnrolmentToken(), await scene.NonceAsync(unit))).StatusCode);
    }

    [TestMethod]
    public async Task A_batch_of_tokens_is_one_act_and_each_of_them_enrols_a_unit()
    {
        await using Scene scene = await OpenAsync();

        IReadOnlyList<string> tokens = scene.Services.Tokens.Make(Scene.Model, TimeSpan.FromHours(1), 3, "Ada");

        CollectionAssert.AreEqual(
            new[] { "3, good for 01:00:00" },
            scene.Services.Store.Read(session => session.Query("SELECT detail FROM audit WHERE act = 'enrolment-token'", row => row.GetString(0))));

        foreach (string token in tokens)
        {
            var unit = new TestUnit(scene.Services.Id);
            Assert.AreEqual(HttpStatusCode.Created, (await scene.EnrolAsync(unit, token, await scene.NonceAsync(unit))).StatusCode);
        }
    }

    [TestMethod]
    public async Task A_permission_for_another_key_is_among_the_tokens_that_are_out_and_names_its_unit()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        scene.Services.Life.AllowReplacement(unit.UeidText, "Ada", "flash erased");

        OpenToken open = scene.Services.Tokens.Open(10).Single();

        Assert.AreEqual((Scene.Model, unit.UeidText, "Ada"), (open.Model, open.Ueid, open.MadeBy));
    }

    [TestMethod]
    public async Task The_page_makes_no_token_for_a_model_that_no_unit_can_have()
    {
        await using Scene scene = await OpenAsync();
        using var browser = new Browser(scene);
        await browser.RedeemAsync(scene.Services.Operators.FirstRunSecret()!, "Ada", "correct horse battery");

        using HttpResponseMessage answer = await browser.SubmitAsync("/enrolment/tokens", ("model", "電球"), ("hours", "1"), ("count", "1"));

        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.IsEmpty(scene.Services.Tokens.Open(10));
    }
}

[TestClass]
public sealed class TokenDeskTestsOnSqlite() : TokenDeskTests(TestStore.Sqlite);

[TestClass]
public sealed class TokenDeskTestsOnPostgres() : TokenDeskTests(TestStore.Postgres);
