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
            var bodies = new List<Task<byte[]>>();
            void Keep(object? _, IResponse response) => bodies.Add(response.Url.EndsWith("/live", StringComparison.Ordinal) ? Task.FromResult(Array.Empty<byte>()) : response.BodyAsync());
            page.Response += Keep;
            await page.GotoAsync(site.At(path));
            page.Response -= Keep;
            int bytes = (await Task.WhenAll(bodies)).Sum(body => body.Length);

            if (bytes > MostBytes)
            {
                heavy.Add($"{path} {bytes}");
            }
        }

        Assert.IsEmpty(heavy, string.Join(", ", heavy));
    }
}
