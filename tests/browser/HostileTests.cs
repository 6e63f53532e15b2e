using Microsoft.Playwright;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Browser;

/// <summary>Names that come from outside are text wherever they show, and forms that we did not make are refused.</summary>
[TestClass]
public sealed class HostileTests
{
    private const string Model = "<img src=x onerror=alert(1)>";
    private const string Title = "\"><script>alert(2)</script><b x='";

    [TestMethod]
    public async Task A_hostile_model_and_document_name_run_nothing()
    {
        await using Site site = await Site.OpenAsync();
        IPage page = await site.SignInAsync("Everybody", Roles.All);
        var ran = new List<string>();
        page.Dialog += (_, dialog) => ran.Add(dialog.Message);
        site.Services.CreateEnrolmentToken(Model, TimeSpan.FromHours(1), Title);
        string workspace = $"/declaration?product={Uri.EscapeDataString(Model)}&firmware={Uri.EscapeDataString(Title)}&scheme=jc-star-1";
        await page.GotoAsync(site.At(workspace));
        await AddDocumentAsync(page);

        foreach (string path in new[] { workspace, "/enrolment", "/declarations", "/units?model=" + Uri.EscapeDataString(Title), "/units?ueid=" + Uri.EscapeDataString(Model), "/findings?check=" + Uri.EscapeDataString(Title) })
        {
            await page.GotoAsync(site.At(path));
            Assert.AreEqual(0, await page.Locator("img, script:not([src]), main script").CountAsync(), path);
        }

        Assert.IsEmpty(ran, string.Join(", ", ran));
    }

    [TestMethod]
    public async Task A_form_without_this_sessions_token_is_refused()
    {
        Site site = await SharedSite.OpenSharedAsync();
        IPage page = await SharedSite.SignInAsync();
        string ueid = site.Services.Units().First(unit => unit.Standing.Failing).Ueid;
        Assert.AreEqual(400, await RoleTests.PostAsync(page, site.At($"/units/{ueid}/acknowledge"), "check=default-credentials&note=x"));
        Assert.AreEqual(400, await RoleTests.PostAsync(page, site.At("/declaration/packs"), "product=NA-100&firmware=1.4.0&scheme=jc-star-1&form-token=forged"));
    }

    [TestMethod]
    public async Task No_page_asks_anything_of_another_machine_or_breaks_its_own_policy()
    {
        Site site = await SharedSite.OpenSharedAsync();
        IPage page = await SharedSite.SignInAsync();
        var found = new List<string>();
        page.Request += (_, request) => Note(found, !request.Url.StartsWith(site.At("/"), StringComparison.Ordinal), request.Url);
        page.Console += (_, message) => Note(found, message.Text.Contains("Content Security Policy", StringComparison.Ordinal), message.Text);

        foreach (string path in await SharedSite.PagesAsync())
        {
            await page.GotoAsync(site.At(path));
        }

        Assert.IsEmpty(found, string.Join('\n', found));
    }

    [TestMethod]
    [DataRow("//elsewhere.example/")]
    [DataRow("/\\elsewhere.example/")]
    [DataRow("https://elsewhere.example/")]
    public async Task The_language_switch_leads_nowhere_else(string back)
    {
        Site site = await SharedSite.OpenSharedAsync();
        IPage page = await SharedSite.SignInAsync();
        await page.GotoAsync(site.At("/language?code=en&back=" + Uri.EscapeDataString(back)));
        Assert.AreEqual(site.At("/"), page.Url);
    }

    private static void Note(List<string> found, bool isWrong, string what)
    {
        if (isWrong)
        {
            found.Add(what);
        }
    }

    private static async Task AddDocumentAsync(IPage page)
    {
        ILocator row = page.Locator("[id='S1.1-07']");
        await row.Locator("a:has-text('Add a record')").ClickAsync();
        await row.Locator("[id='file-S1.1-07']").SetInputFilesAsync(new FilePayload { Name = "<svg onload=alert(3)>.html", MimeType = "text/html", Buffer = "<script>alert(4)</script>"u8.ToArray() });
        await row.Locator("[id='title-S1.1-07']").FillAsync(Title);
        await row.GetByRole(AriaRole.Button, new() { Name = "Add the document" }).ClickAsync();
    }
}
