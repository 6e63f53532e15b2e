using System.Net;
using System.Net.Http.Headers;
using NanoAgent.Collector;
using NanoAgent.Collector.Doors;

namespace NanoAgent.Tests.Collector;

[TestClass]
public sealed class LimitTests
{
    [TestMethod]
    public void An_address_holds_its_share_of_connections_and_costs_others_nothing()
    {
        var fairness = new ConnectionFairness(2, IPAddress.IsLoopback);

        Assert.IsTrue(fairness.TryEnter("a"));
        Assert.IsTrue(fairness.TryEnter("a"));
        Assert.IsFalse(fairness.TryEnter("a"));
        Assert.IsTrue(fairness.TryEnter("b"));
        fairness.Leave("a");
        Assert.IsTrue(fairness.TryEnter("a"));
    }

    [TestMethod]
    [DataRow("192.0.2.1", "::ffff:192.0.2.1", true)]
    [DataRow("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [DataRow("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [DataRow("192.0.2.1", "192.0.2.2", false)]
    public void One_subscriber_is_one_address(string one, string other, bool same) =>
        Assert.AreEqual(same, Limits.NetworkOf(IPAddress.Parse(one)) == Limits.NetworkOf(IPAddress.Parse(other)));

    [TestMethod]
    public async Task An_address_that_asks_too_often_is_told_to_wait_and_another_is_served()
    {
        await using Scene scene = await Scene.OpenAsync(with: Slowly);
        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 700).Select(_ => StatusAsync(scene.Http, "192.0.2.1")));

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.AreEqual(HttpStatusCode.OK, await StatusAsync(scene.Http, "192.0.2.2"));
        Assert.AreEqual(HttpStatusCode.OK, await StatusAsync(scene.Http, null));
    }

    [TestMethod]
    public async Task Over_https_a_proxy_that_was_named_is_believed_for_whom_it_asks()
    {
        await using Scene scene = await OpenOverHttpsAsync(IPAddress.Loopback);
        using HttpClient http = PinnedClient.Open(scene.Host.CaPem, scene.Host.Url);

        Assert.IsTrue(await IsLimitedAsync(http, "192.0.2.1"));
        Assert.AreEqual(HttpStatusCode.OK, await StatusAsync(http, "192.0.2.2"));
    }

    [TestMethod]
    public async Task Over_https_whoever_was_not_named_as_a_proxy_asks_for_itself()
    {
        await using Scene scene = await OpenOverHttpsAsync(IPAddress.Parse("192.0.2.9"));
        using HttpClient http = PinnedClient.Open(scene.Host.CaPem, scene.Host.Url);

        Assert.IsTrue(await IsLimitedAsync(http, null), "as many addresses as requests");
    }

    [TestMethod]
    public async Task A_page_and_data_carry_headers_of_their_kind()
    {
        await using Scene scene = await Scene.OpenAsync();
        using HttpResponseMessage page = await scene.Http.GetAsync(new Uri("/signin", UriKind.Relative));
        using HttpResponseMessage data = await scene.Http.GetAsync(new Uri("/v1/keys", UriKind.Relative));

        StringAssert.Contains(page.Headers.GetValues("Content-Security-Policy").Single(), "form-action 'self'");
        Assert.AreEqual("default-src 'none'; frame-ancestors 'none'", data.Headers.GetValues("Content-Security-Policy").Single());
        Assert.IsTrue(page.Headers.Contains("Permissions-Policy"));
    }

    [TestMethod]
    [DataRow("/v1/log/consistency")]
    [DataRow("/v1/log/consistency?from=1&to=x")]
    [DataRow("/v1/audit?before=x")]
    public async Task A_parameter_that_is_missing_or_no_number_is_told_as_a_problem(string path)
    {
        await using Scene scene = await Scene.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", scene.Services.OperatorToken());
        using HttpResponseMessage answer = await scene.Http.SendAsync(request);

        Assert.AreEqual((HttpStatusCode.BadRequest, "bad-request"), (answer.StatusCode, await Scene.RefusalAsync(answer)));
    }

    [TestMethod]
    public async Task A_body_beyond_the_doors_bound_is_told_as_too_large()
    {
        await using Scene scene = await Scene.OpenAsync();
        HttpResponseMessage answer = await scene.ReportAsync(new byte[40_000]);

        Assert.AreEqual((HttpStatusCode.RequestEntityTooLarge, "too-large"), (answer.StatusCode, await Scene.RefusalAsync(answer)));
    }

    [TestMethod]
    public async Task Nothing_there_is_said_without_asking_who_asks()
    {
        await using Scene scene = await Scene.OpenAsync();
        using HttpResponseMessage answer = await scene.Http.GetAsync(new Uri("/v1/no/such/door", UriKind.Relative));

        Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.AreEqual("not-found", await Scene.RefusalAsync(answer));
    }

    private static Task<Scene> OpenOverHttpsAsync(IPAddress proxy) => Scene.OpenAsync(
        with: options => Slowly(options) with { Url = new Uri("https://127.0.0.1:0"), Proxies = [proxy], IsOwnMachine = _ => false });

    /// <summary>A pace that no machine falls behind: whoever asks more than may be asked at once is refused, however slowly it asks.</summary>
    internal static CollectorOptions Slowly(CollectorOptions options) => options with { RequestsPerSecond = 1 };

    // For one address, or for another with each request.
    private static async Task<bool> IsLimitedAsync(HttpClient http, string? forwardedFor)
    {
        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => StatusAsync(http, forwardedFor ?? $"198.51.{i / 250}.{i % 250}")));
        return answers.Contains(HttpStatusCode.TooManyRequests);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string? forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");

        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        using HttpResponseMessage answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
