using Microsoft.Playwright;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Browser;

[TestClass]
public sealed class LiveTests
{
    [TestMethod]
    public async Task A_unit_enrols_with_a_token_of_the_page_and_appears_on_the_open_overview_by_itself()
    {
        await using Site site = await Site.OpenAsync();
        IPage page = await site.SignInAsync("Operator", [Role.Operator]);
        IPage overview = await page.Context.NewPageAsync();
        await overview.GotoAsync(site.At("/"));
        await page.GotoAsync(site.At("/enrolment"));
        await page.FillAsync("#model", SharedSite.Model);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make", Exact = true }).ClickAsync();
        string token = (await page.TextContentAsync("#token"))!.Trim();
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "Enrolment token as a QR code" })).ToHaveCountAsync(1);
        await Task.Run(() => site.Report("compliant", token));
        await Assertions.Expect(overview.Locator("#versions")).ToContainTextAsync(SharedSite.Model);
        await Assertions.Expect(overview.Locator("#tiles .value").First).ToHaveTextAsync("1");
    }

    [TestMethod]
    public async Task The_overview_reads_without_script()
    {
        IPage page = await SharedSite.SignInAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        StringAssert.Contains(await page.TextContentAsync("#versions"), SharedSite.Model);
        Assert.IsTrue(await page.Locator("#as-of a").IsVisibleAsync());
    }
}
