using System.Net;
using System.Text.Json;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Collector;

/// <summary>What a page does not do is said as a page, in the reader's language.</summary>
[TestClass]
public sealed class PageRefusalTests
{
    private static readonly (string, string)[] s_subject = [("product", Scene.Model), ("firmware", "1.0.0"), ("scheme", "jc-star-1")];

    [TestMethod]
    [DataRow("ja", "「適合製品」を製品について言うことはできない", "may not be said of a product")]
    [DataRow("en", "may not be said of a product", "を製品について言うことはできない")]
    public async Task A_record_that_breaks_a_rule_is_refused_in_the_readers_language(string language, string said, string notSaid)
    {
        await using Scene scene = await Scene.OpenAsync();
        using Browser browser = await SignedInAsync(scene, language);
        await AssertSaidAsync(await browser.SubmitAsync("/declaration/product", [.. s_subject, ("name", "適合製品"), ("models", Scene.Model)]), HttpStatusCode.UnprocessableEntity, said, notSaid);
    }

    [TestMethod]
    [DataRow("document", "文書の大きさは 1〜")]
    [DataRow("test", "署名付き試験記録のファイルがない")]
    [DataRow("not-applicable", "必要な項目が空")]
    [DataRow("compared", "必要な項目が空")]
    [DataRow("confirm", "必要な項目が空")]
    public async Task A_form_with_nothing_in_it_is_answered_in_Japanese(string form, string said)
    {
        await using Scene scene = await Scene.OpenAsync();
        using Browser browser = await SignedInAsync(scene, "ja");
        await AssertSaidAsync(await browser.SubmitAsync("/declaration/" + form, s_subject), HttpStatusCode.UnprocessableEntity, said, "required text");
    }

    [TestMethod]
    public async Task A_record_file_that_cannot_be_used_is_named_in_Japanese()
    {
        await using Scene scene = await Scene.OpenAsync();
        Directory.CreateDirectory(scene.Services.Options.RecordFolder);
        await File.WriteAllTextAsync(Path.Combine(scene.Services.Options.RecordFolder, "odd.json"), """{"kind":"product","product":"lamp","models":[]}""");
        using Browser browser = await SignedInAsync(scene, "ja");
        await AssertSaidAsync(await browser.GetAsync($"/declaration?product={Scene.Model}&firmware=1.0.0&scheme=jc-star-1"), HttpStatusCode.OK, "odd.json:製品には型番が一つは要る", "needs a model");
    }

    [TestMethod]
    [DataRow("/enrolment/tokens", "このページにない内容か")]
    [DataRow("/enrolment/states", "このページにない内容か")]
    [DataRow("/units/AQIDBAUGBwg/acknowledge", "このページにない内容か")]
    public async Task A_form_that_no_page_offers_is_answered_with_a_page_in_Japanese(string path, string said)
    {
        await using Scene scene = await Scene.OpenAsync();
        using Browser browser = await SignedInAsync(scene, "ja");
        await AssertSaidAsync(await browser.SubmitAsync(path), HttpStatusCode.BadRequest, said, "the form");
        await AssertSaidAsync(await browser.PostAsync(path, []), HttpStatusCode.BadRequest, "このサインイン中に開いたページからの送信ではありません", "the form");
    }

    [TestMethod]
    public async Task Units_that_a_batch_does_not_know_are_named_in_Japanese()
    {
        await using Scene scene = await Scene.OpenAsync();
        using Browser browser = await SignedInAsync(scene, "ja");
        HttpResponseMessage answer = await browser.SubmitAsync("/enrolment/states", ("ueids", "AQIDBAUGBwg"), ("state", "retired"), ("why", "sold"));
        await AssertSaidAsync(answer, HttpStatusCode.OK, "登録のない個体のため、何も変えなかった", "unknown-unit");
    }

    [TestMethod]
    public async Task Another_key_while_a_failure_is_open_is_refused_with_the_reason()
    {
        await using Scene scene = await Scene.OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit, new Report { Outcome = NanoAgent.Attestation.Claims.Outcome.Fail });
        using Browser browser = await SignedInAsync(scene, "ja");
        await AssertSaidAsync(await browser.SubmitAsync($"/units/{unit.UeidText}/key", ("why", "erased")), HttpStatusCode.Conflict, "この個体には未了解の失敗があります", "a failure");
    }

    [TestMethod]
    public async Task A_program_that_asks_for_no_page_gets_the_refusal_as_data()
    {
        await using Scene scene = await Scene.OpenAsync();
        using var browser = new Browser(scene);
        await browser.RedeemAsync(scene.Services.Operators.FirstRunSecret()!, "Ada", "correct horse battery");
        using HttpResponseMessage answer = await browser.SubmitAsync("/enrolment/tokens");
        Assert.AreEqual("bad-form", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("refusal").GetString());
    }

    private static async Task<Browser> SignedInAsync(Scene scene, string language)
    {
        var browser = new Browser(scene) { Language = language };
        await browser.RedeemAsync(scene.Services.Operators.FirstRunSecret()!, "Ada", "correct horse battery");
        return browser;
    }

    private static async Task AssertSaidAsync(HttpResponseMessage answer, HttpStatusCode status, string said, string notSaid)
    {
        string page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.AreEqual(status, answer.StatusCode, page);
        Assert.AreEqual("text/html", answer.Content.Headers.ContentType?.MediaType);
        StringAssert.Contains(page, said);
        Assert.DoesNotContain(notSaid, page);
        answer.Dispose();
    }
}
