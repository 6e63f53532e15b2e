using Microsoft.Playwright;
using NanoAgent.Boards.Virtual;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Browser;

/// <summary>One collector for the tests that only look: a unit that holds and one that has a default password, and somebody with every role.</summary>
[TestClass]
public static class SharedSite
{
    private static readonly Lazy<Task<Site>> s_site = new(OpenAsync);

    internal const string Model = "NA-100";

    /// <summary>Every page, with something on it.</summary>
    internal static async Task<string[]> PagesAsync()
    {
        Site site = await s_site.Value;
        string weak = site.Services.Units().First(unit => unit.Standing.Failing).Ueid;
        return ["/", "/units", "/units/" + weak, "/findings", "/findings?outcome=any", "/failures", "/declarations", Workspace(site), Workspace(site) + "&row=S1.1-02", "/enrolment", "/mapping", "/mapping?scheme=uk-psti", "/nothing-here"];
    }

    internal static Task<Site> OpenSharedAsync() => s_site.Value;

    internal static async Task<IPage> SignInAsync(BrowserNewContextOptions? options = null) => await (await s_site.Value).SignInAsync("Everybody", Roles.All, options);

    internal static string Workspace(Site site) => $"/declaration?product={Model}&firmware={Uri.EscapeDataString(site.Services.Units()[0].Standing.Firmware)}&scheme=jc-star-1";

    [AssemblyCleanup]
    public static async Task CloseAsync()
    {
        if (s_site.IsValueCreated)
        {
            await (await s_site.Value).DisposeAsync();
        }
    }

    private static async Task<Site> OpenAsync()
    {
        Site site = await Site.OpenAsync();
        site.Report("compliant");
        site.Report("default-password");
        return site;
    }
}
