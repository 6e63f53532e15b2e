using Microsoft.Playwright;

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
            await page.GotoAsync(site.At(path));
            int bytes = await page.EvaluateAsync<int>("[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.decodedBodySize, 0)");
            Assert.IsGreaterThan(1000, bytes, path);

            if (bytes > MostBytes)
            {
                heavy.Add($"{path} {bytes}");
            }
        }

        Assert.IsEmpty(heavy, string.Join(", ", heavy));
    }
}
