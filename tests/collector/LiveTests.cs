using System.Text.RegularExpressions;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Collector;

/// <summary>An open page is told of changes, also of those that came while it did not listen.</summary>
[TestClass]
public sealed partial class LiveTests
{
    [TestMethod]
    public async Task What_changed_between_a_page_and_its_listening_is_told()
    {
        await using Scene scene = await Scene.OpenAsync();
        using Browser browser = await OperatorTests.SignedInAsync(scene, "Ada", Role.Viewer);
        string seen = await SeenAsync(browser);
        await scene.EnrolAsync();

        Assert.AreEqual(await SeenAsync(browser), await browser.ListenAsync("/live?seen=" + seen));
    }

    [TestMethod]
    public async Task What_changed_after_the_last_event_of_a_connection_that_ended_is_told_and_no_more()
    {
        await using Scene scene = await Scene.OpenAsync();
        using Browser browser = await OperatorTests.SignedInAsync(scene, "Ada", Role.Viewer);
        string seen = await SeenAsync(browser);
        await scene.EnrolAsync();
        string last = await browser.ListenAsync("/live?seen=" + seen);
        Task<string> next = browser.ListenAsync("/live?seen=" + seen, last);
        await scene.EnrolAsync();

        Assert.AreNotEqual(last, await next);
    }

    private static async Task<string> SeenAsync(Browser browser) => Seen().Match(await (await browser.GetAsync("/units")).Content.ReadAsStringAsync()).Groups[1].Value;

    [GeneratedRegex("<body data-seen=\"([^\"]+)\">")]
    private static partial Regex Seen();
}
