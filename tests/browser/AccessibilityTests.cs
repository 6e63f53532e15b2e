using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NanoAgent.Tests.Browser;

[TestClass]
public sealed class AccessibilityTests
{
    private static readonly AxeRunOptions s_options = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        ResultTypes = [ResultType.Violations],
    };

    [TestMethod]
    [DataRow(1440, ColorScheme.Light, "en")]
    [DataRow(390, ColorScheme.Dark, "ja")]
    public async Task Axe_finds_no_serious_violation_on_any_page(int width, ColorScheme colours, string language)
    {
        Site site = await SharedSite.OpenSharedAsync();
        IPage page = await SharedSite.SignInAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = colours, Locale = language, ReducedMotion = ReducedMotion.Reduce });
        var found = new List<string>();

        foreach (string path in (await SharedSite.PagesAsync()).Append("/signin"))
        {
            await page.GotoAsync(site.At(path));
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            found.AddRange(from violation in (await page.RunAxe(s_options)).Violations
                           where violation.Impact is "serious" or "critical"
                           select $"{path}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(n => n.Html))}");
        }

        Assert.IsEmpty(found, string.Join('\n', found));
    }

    [TestMethod]
    public async Task Nothing_is_wider_than_a_phone()
    {
        Site site = await SharedSite.OpenSharedAsync();
        IPage page = await SharedSite.SignInAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = 390, Height = 844 } });

        foreach (string path in await SharedSite.PagesAsync())
        {
            await page.GotoAsync(site.At(path));
            Assert.IsLessThanOrEqualTo(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), path);
        }
    }

    [TestMethod]
    public async Task The_first_tab_stop_leads_to_the_content()
    {
        IPage page = await SharedSite.SignInAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("a[href='#main']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#main")).ToBeFocusedAsync();
    }
}
