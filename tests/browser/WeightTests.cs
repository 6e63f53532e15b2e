using System.Text;
using Microsoft.Playwright;
using NanoAgent.Collector.Operators;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Browser;

[TestClass]
public sealed class WeightTests
{
    private const int MostBytes = 150 * 1024;

    [TestMethod]
    public async Task Every_page_with_its_style_and_script_weighs_less_than_150_KB()
    {
        Site site = await SharedSite.OpenSharedAsync();
        IPage page = await SharedSite.SignInAsync();
        var heavy = new List<string>();

        foreach (string path in await SharedSite.PagesAsync())
        {
            int bytes = await WeighAsync(page, site.At(path));

            if (bytes > MostBytes)
            {
                heavy.Add($"{path} {bytes}");
            }
        }

        Assert.IsEmpty(heavy, string.Join(", ", heavy));
    }

    [TestMethod]
    public async Task A_workspace_in_Japanese_with_a_document_and_a_confirmation_for_every_row_weighs_less_than_150_KB()
    {
        await using Site site = await Site.OpenAsync();
        site.Report("compliant");
        string folder = site.Services.Options.RecordFolder;
        string[] rows = [.. SchemeCatalog.BuiltIn.Find("jc-star-1")!.Criteria.Select(c => c.Id)];

        foreach (string row in rows)
        {
            RecordStore.AddDocument(folder, Encoding.UTF8.GetBytes(row), ".pdf", new DocumentRecord { Product = SharedSite.Model, Criteria = [row], Title = "製品の設計文書:" + row, Type = "design", File = "", Sha256 = "", Date = "2026-01-01" });
            RecordStore.Add(folder, new ConfirmationRecord { Product = SharedSite.Model, Firmware = site.Services.Units()[0].Standing.Firmware, Criterion = row, By = "山田花子", Date = "2026-01-02", Note = "根拠となる記録を読んだ" });
        }

        IPage page = await site.SignInAsync("Declarant", Roles.All, new BrowserNewContextOptions { Locale = "ja" });
        Assert.IsLessThan(MostBytes, await WeighAsync(page, site.At(SharedSite.Workspace(site) + "&row=S1.1-02")));
        Assert.AreEqual(rows.Length, await page.Locator("a[href^='/declarations/documents/']").CountAsync());
    }

    private static async Task<int> WeighAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        int bytes = await page.EvaluateAsync<int>("[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.decodedBodySize, 0)");
        Assert.IsGreaterThan(1000, bytes, address);
        return bytes;
    }
}
