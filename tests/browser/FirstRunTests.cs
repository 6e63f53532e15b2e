using Microsoft.Playwright;

namespace NanoAgent.Tests.Browser;

[TestClass]
public sealed class FirstRunTests
{
    [TestMethod]
    public async Task The_first_person_signs_in_with_the_one_time_secret_and_sees_what_to_do_first()
    {
        await using Site site = await Site.OpenAsync();
        IPage page = await (await Chromium.WindowAsync()).NewPageAsync();
        await page.GotoAsync(site.At("/units"));
        StringAssert.StartsWith(page.Url, site.At("/signin"));
        await page.FillAsync("#secret", site.Services.Operators.FirstRunSecret()!);
        await page.FillAsync("#new-name", "山田 花子");
        await page.FillAsync("#new-password", Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(site.At("/units"));
        await page.GotoAsync(site.At("/"));
        StringAssert.Contains(await page.TextContentAsync("main"), "No unit is enrolled yet");
        StringAssert.Contains(await page.TextContentAsync("header"), "山田 花子");
    }

    [TestMethod]
    public async Task A_wrong_password_is_said_and_opens_nothing()
    {
        Site site = await SharedSite.OpenSharedAsync();
        IPage page = await (await Chromium.WindowAsync()).NewPageAsync();
        await page.GotoAsync(site.At("/signin"));
        await page.FillAsync("#name", "Nobody");
        await page.FillAsync("#password", "not the password, no");
        await page.ClickAsync("form:has(#password) button");
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("Name or password is wrong.");
        await page.GotoAsync(site.At("/"));
        StringAssert.StartsWith(page.Url, site.At("/signin"));
    }
}
