using Microsoft.Playwright;

namespace NanoAgent.Tests.Browser;

/// <summary>Debian's Chromium, one process for all tests. Without it they are skipped, with the reason.</summary>
internal static class Chromium
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];
    // Whatever is awaited comes, however loaded the machine is: a limit only ends what never does.
    private const int Patience = 180_000;

    private static readonly Lazy<Task<IBrowser>> s_browser = new(LaunchAsync);

    /// <summary>A browser window of its own: no cookies, the collector's own certificate taken.</summary>
    public static async Task<IBrowserContext> WindowAsync(BrowserNewContextOptions? options = null)
    {
        if (!s_places.Any(File.Exists))
        {
            Assert.Inconclusive("chromium is not there: apt-get install chromium fonts-noto-cjk");
        }

        options ??= new BrowserNewContextOptions();
        options.IgnoreHTTPSErrors = true;
        options.Locale ??= "en";
        IBrowserContext window = await (await s_browser.Value).NewContextAsync(options);
        window.SetDefaultTimeout(Patience);
        return window;
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        IPlaywright playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = s_places.First(File.Exists),
            Timeout = Patience,
            Args = ["--no-sandbox", "--disable-background-networking"],
        });
    }
}
