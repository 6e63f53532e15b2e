using System.Text.RegularExpressions;

namespace NanoAgent.Tests.Collector;

/// <summary>Whoever asks writes the host into the request: no address that the collector tells is taken from it.</summary>
[TestClass]
public sealed partial class HostHeaderTests
{
    [TestMethod]
    public async Task Who_is_led_to_sign_in_stays_on_this_site()
    {
        await using Scene scene = await Scene.OpenAsync();
        using HttpResponseMessage answer = await AskAsync(scene, "/units?model=a", "evil.example");

        Assert.AreEqual("/signin?return=%2Funits%3Fmodel%3Da", answer.Headers.Location!.OriginalString);
    }

    [TestMethod]
    public async Task A_form_that_comes_after_the_session_ended_leads_back_to_a_page_that_there_is()
    {
        await using Scene scene = await Scene.OpenAsync();
        using Browser stranger = new(scene);
        using HttpResponseMessage answer = await stranger.PostAsync("/enrolment/tokens", []);

        Assert.AreEqual("/signin?return=%2F", answer.Headers.Location!.OriginalString);
    }

    [TestMethod]
    [DataRow("evil.example", "http://127.0.0.1:{0}")]
    [DataRow("evil.example:80", "http://127.0.0.1:{0}")]
    [DataRow("10.1.2.3", "http://127.0.0.1:{0}")]
    [DataRow("127.0.0.1:{0}", "http://127.0.0.1:{0}")]
    [DataRow("LocalHost:{0}", "http://LocalHost:{0}")]
    [DataRow("units.example", "http://units.example")]
    public async Task The_command_for_a_new_unit_names_an_address_of_this_collector(string host, string told)
    {
        await using Scene scene = await Scene.OpenAsync(with: options => options with { Names = ["units.example"] });

        Assert.AreEqual(Filled(scene, told), await ToldAsync(scene, host));
    }

    [TestMethod]
    public async Task It_is_the_one_that_units_are_told_to_come_to_when_it_was_asked_for_under_another_name()
    {
        await using Scene scene = await Scene.OpenAsync(with: options => options with { Announced = new Uri("https://new.example:8443/") });

        Assert.AreEqual("https://new.example:8443", await ToldAsync(scene, "evil.example"));
    }

    private static string Filled(Scene scene, string text) => text.Replace("{0}", scene.Host.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static async Task<string> ToldAsync(Scene scene, string host)
    {
        using var through = new HttpClient(new AskedUnder(Filled(scene, host)) { InnerHandler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false } }) { BaseAddress = scene.Host.Url };
        using var browser = new Browser(scene, through);
        await browser.RedeemAsync(scene.Services.Operators.FirstRunSecret()!, "Ada", "correct horse battery");
        string page = await (await browser.SubmitAsync("/enrolment/tokens", ("model", Scene.Model), ("hours", "1"), ("count", "1"))).Content.ReadAsStringAsync();
        return CommandsAddress().Match(page).Groups[1].Value;
    }

    private static async Task<HttpResponseMessage> AskAsync(Scene scene, string path, string host)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = scene.Host.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
        return await http.SendAsync(request);
    }

    [GeneratedRegex("--collector (\\S+) --pin")]
    private static partial Regex CommandsAddress();

    private sealed class AskedUnder(string host) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Host = host;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
