using System.Net;
using Microsoft.Playwright;
using NanoAgent.Collector.Operators;
using NanoAgent.Tests.Cli;

namespace NanoAgent.Tests.Browser;

[TestClass]
public sealed class DeclarationTests
{
    private const string Row = "S1.1-07";

    [TestMethod]
    public async Task A_declaration_goes_from_nothing_to_a_downloaded_pack_that_verifies()
    {
        await using Site site = await Site.OpenAsync();
        site.Report("compliant");
        IPage page = await site.SignInAsync("Deklarantin", [Role.Declarant]);
        await page.GotoAsync(site.At("/declarations"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await Assertions.Expect(page.Locator($"[id='{Row}']")).ToContainTextAsync("needs a record");
        await AddDocumentAsync(page);
        await ConfirmAsync(page);
        await Assertions.Expect(page.Locator($"[id='{Row}'] .status").First).ToHaveTextAsync("satisfied");
        await Assertions.Expect(page.Locator("#progress .ring")).ToContainTextAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Produce the pack" }).ClickAsync();
        await Assertions.Expect(page.Locator("#packs")).ToContainTextAsync("no row has changed since");
        Run verified = await DownloadAndVerifyAsync(site, page);
        Assert.AreEqual(0, verified.ExitCode, verified.People);
    }

    [TestMethod]
    public async Task The_public_page_is_there_only_after_it_was_opened_and_shows_no_unit()
    {
        await using Site site = await Site.OpenAsync();
        site.Report("compliant");
        IPage page = await site.SignInAsync("Deklarantin", [Role.Declarant]);
        await page.GotoAsync(site.At(SharedSite.Workspace(site)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Produce the pack" }).ClickAsync();
        ILocator open = page.GetByRole(AriaRole.Button, new() { Name = "Open a public page" });
        await Assertions.Expect(open).ToBeVisibleAsync();
        Assert.AreEqual(0, await page.Locator("a[href^='/status/']").CountAsync());
        await open.ClickAsync();
        string address = (await page.GetAttributeAsync("a[href^='/status/']", "href"))!;
        IPage buyer = await (await Chromium.WindowAsync()).NewPageAsync();
        await buyer.GotoAsync(site.At(address));
        string text = (await buyer.TextContentAsync("main"))!;
        StringAssert.Contains(text, "How to verify it yourself");
        Assert.DoesNotContain(site.Services.Units()[0].Ueid, await buyer.ContentAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Close the public page" }).ClickAsync();
        await Assertions.Expect(open).ToBeVisibleAsync();
        Assert.AreEqual((int)HttpStatusCode.NotFound, (await buyer.GotoAsync(site.At(address)))!.Status);
    }

    [TestMethod]
    public async Task An_acknowledged_or_new_failure_after_a_pack_shows_as_drift()
    {
        await using Site site = await Site.OpenAsync();
        site.Report("compliant");
        IPage page = await site.SignInAsync("Deklarantin", [Role.Declarant]);
        await page.GotoAsync(site.At(SharedSite.Workspace(site)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Produce the pack" }).ClickAsync();
        site.Report("default-password");
        await Assertions.Expect(page.Locator("[id='S1.1-02'] .status").First).ToHaveTextAsync("not satisfied");
        await page.ReloadAsync();
        StringAssert.Contains(await page.TextContentAsync("#packs"), "1 row has changed since");
    }

    private static async Task AddDocumentAsync(IPage page)
    {
        ILocator row = page.Locator($"[id='{Row}']");
        await row.Locator("a:has-text('Add a record')").ClickAsync();

        // The page with the form, and what sets the title, which is there once it is loaded.
        ILocator file = row.Locator($"[id='file-{Row}']");
        await Assertions.Expect(file).ToBeAttachedAsync();
        await page.WaitForFunctionAsync("document.readyState === 'complete'");
        await file.SetInputFilesAsync(new FilePayload { Name = "update-guide.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 a guide"u8.ToArray() });
        await Assertions.Expect(row.Locator($"[id='title-{Row}']")).ToHaveValueAsync("update-guide");
        await row.GetByRole(AriaRole.Button, new() { Name = "Add the document" }).ClickAsync();
    }

    private static async Task ConfirmAsync(IPage page)
    {
        ILocator row = page.Locator($"[id='{Row}']");
        await row.Locator("a:has-text('Add a record')").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Confirm as Deklarantin" }).ClickAsync();
    }

    private static async Task<Run> DownloadAndVerifyAsync(Site site, IPage page)
    {
        using var folder = new TemporaryFolder();
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("#packs a[download]"));
        await download.SaveAsAsync(folder.At("pack.zip"));
        await File.WriteAllTextAsync(folder.At("keys.json"), site.Services.Keys.ToJwks());
        return await Run.Tool("verify", folder.At("pack.zip"), "--keys", folder.At("keys.json"));
    }
}
