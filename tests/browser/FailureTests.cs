using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Browser;

[TestClass]
public sealed class FailureTests
{
    [TestMethod]
    public async Task A_weak_unit_is_found_by_its_finding_and_acknowledged_by_name_and_stays_failed()
    {
        await using Site site = await Site.OpenAsync();
        site.Report("default-password");
        IPage page = await site.SignInAsync("Operator", [Role.Operator]);
        await page.ClickAsync("nav >> text=Findings");
        await page.SelectOptionAsync("#check", "default-credentials");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("check=default-credentials"));
        await page.ClickAsync("td a.code");
        await page.FillAsync("#note-default-credentials", "found in the lab, firmware is being mended");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await Assertions.Expect(page.Locator("#life")).ToContainTextAsync("found in the lab, firmware is being mended");
        await Assertions.Expect(page.Locator("#identity")).ToContainTextAsync("failed");
        await Assertions.Expect(page.Locator("#open")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task A_revoked_unit_says_so_and_who_did_it()
    {
        await using Site site = await Site.OpenAsync();
        string ueid = site.Report("compliant").Board.Identity.Model is not null ? site.Services.Units()[0].Ueid : "";
        IPage page = await site.SignInAsync("Olga", [Role.Operator]);
        await page.GotoAsync(site.At("/units/" + ueid));
        await page.ClickAsync("summary:has-text('Change the state')");
        await page.SelectOptionAsync("#state", "revoked");
        await page.FillAsync("#why", "lost in the field");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the state" }).ClickAsync();
        await Assertions.Expect(page.Locator("#identity")).ToContainTextAsync("revoked");
        await Assertions.Expect(page.Locator("#identity")).ToContainTextAsync("Olga");
    }
}
