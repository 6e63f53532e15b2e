namespace NanoAgent.Tests.Collector;

/// <summary>What people type on a page is not taken when it would read otherwise than it stands.</summary>
[TestClass]
public sealed class HiddenTextTests
{
    [TestMethod]
    public async Task An_operator_is_not_named_so_and_no_page_takes_it_as_a_reason()
    {
        await using Scene scene = await Scene.OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        string secret = scene.Services.Operators.FirstRunSecret()!;
        using var browser = new Browser(scene);
        Assert.AreEqual(400, (int)(await browser.RedeemAsync(secret, "\u202Eretcelloc", "correct horse battery")).StatusCode);
        await browser.RedeemAsync(secret, "Ada", "correct horse battery");

        Assert.AreEqual(400, (int)(await browser.SubmitAsync($"/units/{unit.UeidText}/state", ("state", "retired"), ("why", "old\u202E"))).StatusCode);
        Assert.AreEqual(400, (int)(await browser.SubmitAsync("/enrolment/states", ("ueids", unit.UeidText), ("state", "retired"), ("why", "old\u202E"))).StatusCode);
    }
    [TestMethod]
    public async Task The_workspace_takes_it_neither_as_a_products_name_nor_as_a_note()
    {
        await using Scene scene = await Scene.OpenAsync();
        using var browser = new Browser(scene);
        await browser.RedeemAsync(scene.Services.Operators.FirstRunSecret()!, "Ada", "correct horse battery");
        (string, string)[] subject = [("product", Scene.Model), ("firmware", "1.0.0"), ("scheme", "jc-star-1"), ("criterion", "S1.1-02")];

        Assert.AreEqual(422, (int)(await browser.SubmitAsync("/declaration/product", [.. subject, ("name", "Lamp\u202E"), ("models", Scene.Model)])).StatusCode);
        Assert.AreEqual(422, (int)(await browser.SubmitAsync("/declaration/confirm", [.. subject, ("note", "looked\u200B at")])).StatusCode);
        Assert.IsFalse(Directory.Exists(scene.Services.Options.RecordFolder));
    }
}
