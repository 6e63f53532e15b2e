using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NanoAgent.Collector.Pages.Language;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Browser;

[TestClass]
public sealed partial class LanguageTests
{
    [TestMethod]
    public async Task A_browser_that_asks_for_Japanese_gets_it_and_the_switch_is_remembered()
    {
        IPage page = await SharedSite.SignInAsync(new BrowserNewContextOptions { Locale = "ja-JP" });
        Assert.AreEqual("ja", await page.GetAttributeAsync("html", "lang"));
        Assert.AreEqual("概況", await page.TextContentAsync("h1"));
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.ClickAsync("nav >> text=Units");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Units");
    }

    [TestMethod]
    public void Both_languages_have_the_same_texts_with_the_same_places()
    {
        CollectionAssert.AreEquivalent(Words.English.Keys.ToArray(), Words.Japanese.Keys.ToArray());
        string[] otherwise = [.. Words.English.Keys.Where(key => !Places(Words.English[key]).SetEquals(Places(Words.Japanese[key])))];
        Assert.IsEmpty(otherwise, string.Join(", ", otherwise));
    }

    [TestMethod]
    public void No_text_says_of_a_product_what_may_not_be_said()
    {
        string[] barred = [.. Words.All.SelectMany(words => words.Keys.Select(key => words[key])).Where(text => Wording.FindForbidden(text) is not null)];
        Assert.IsEmpty(barred, string.Join('\n', barred));
    }

    [TestMethod]
    public void Every_text_that_a_page_names_is_there()
    {
        string pages = string.Concat(Directory.EnumerateFiles(Repository.At("tools", "collector", "Pages"), "*.*", SearchOption.AllDirectories).Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal)).Select(File.ReadAllText));
        string[] missing = [.. Named().Matches(pages).Select(m => m.Groups[1].Value).Where(key => !key.EndsWith('.')).Distinct().Where(key => !Words.English.Keys.Contains(key))];
        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("\\{\\d\\}")]
    private static partial Regex Place();

    [GeneratedRegex("W(?:\\[|\\.Format\\()\"([a-z.-]+)\"(?=[\\],])", RegexOptions.IgnoreCase)]
    private static partial Regex Named();
}
