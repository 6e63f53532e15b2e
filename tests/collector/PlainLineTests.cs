using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Collector;

/// <summary>What stands in the audit trail reads as it stands.</summary>
[TestClass]
public sealed class PlainLineTests
{
    [TestMethod]
    [DataRow("Ada Lovelace")]
    [DataRow("山田 花子")]
    [DataRow("نیما می\u200Cخواهم", DisplayName = "Persian, with a joiner that belongs there")]
    [DataRow("שרה")]
    [DataRow("")]
    public void A_name_in_any_script_is_plain(string text) => Assert.IsTrue(PlainLine.Is(text));

    [TestMethod]
    [DataRow("\u202Eretcelloc", DisplayName = "right to left, so that it reads collector")]
    [DataRow("Ada\u2066", DisplayName = "an isolate that is not closed")]
    [DataRow("Ada\u200B", DisplayName = "no width")]
    [DataRow("Ada\uFEFF", DisplayName = "byte order mark")]
    [DataRow("\U000E0041da", DisplayName = "a tag character, beyond 16 bits")]
    [DataRow("seen\u2028Bob set-state", DisplayName = "line separator")]
    [DataRow("seen\nBob", DisplayName = "line feed")]
    [DataRow("seen\u001B[2J", DisplayName = "escape")]
    public void What_hides_or_turns_is_not(string text) => Assert.IsFalse(PlainLine.Is(text));

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
}
