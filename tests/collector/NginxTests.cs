using System.Net;
using System.Net.Http.Headers;
using NanoAgent.Collector;
using NanoAgent.Collector.Keys;

namespace NanoAgent.Tests.Collector;

/// <summary>Two collectors on one PostgreSQL behind a real nginx with the configuration that is handed out.</summary>
[TestClass]
public sealed class NginxTests
{
    // Over https as from a machine of its own.
    [TestMethod]
    [DataRow("http://127.0.0.1:0")]
    [DataRow("https://127.0.0.1:0")]
    public async Task Under_load_both_collectors_are_asked_and_no_nonce_is_taken_twice(string url)
    {
        await using Pair pair = await Pair.OpenAsync(options => options with { Url = new Uri(url), Names = ["collector.example"], Proxies = [IPAddress.Loopback] });
        await using Nginx nginx = await Nginx.StartAsync(pair);
        using HttpClient http = PinnedClient.Open(pair.First.Host.CaPem, nginx.Url);
        TestUnit[] units = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => EnrolAsync(http, pair.First)));

        await Task.WhenAll(units.Select(async unit =>
        {
            for (int round = 0; round < 5; round++)
            {
                string nonce = await Scene.NonceAsync(http, unit);
                byte[][] tokens = [.. Enumerable.Range(0, 4).Select(_ => unit.Token(nonce))];
                HttpResponseMessage[] answers = await Task.WhenAll(tokens.Select(token => Scene.PostAsync(http, token)));
                string[] words = await Task.WhenAll(answers.Select(Scene.RefusalAsync));
                CollectionAssert.AreEqual(new[] { "accepted", "used-nonce", "used-nonce", "used-nonce" }, words.Order().ToArray());
            }
        }));

        Assert.AreEqual(60L, pair.First.Services.Store.Read(session => session.Scalar<long>("SELECT COUNT(*) FROM reports")));
        Assert.IsTrue(pair.Second.Services.AuditLog([]).Holds);
        string[] asked = [.. nginx.Asked.Select(line => line.Split(' ')[1]).Distinct().Order()];
        CollectionAssert.AreEqual(new[] { pair.First.Host.Url.Authority, pair.Second.Host.Url.Authority }.Order().ToArray(), asked);
    }

    [TestMethod]
    public async Task A_unit_goes_on_when_one_collector_is_gone_and_sees_no_failure()
    {
        await using Pair pair = await Pair.OpenAsync();
        await using Nginx nginx = await Nginx.StartAsync(pair);
        using HttpClient http = PinnedClient.Open(pair.First.Host.CaPem, nginx.Url);
        TestUnit unit = await EnrolAsync(http, pair.First);
        await pair.First.Host.StopAsync();

        for (int i = 0; i < 6; i++)
        {
            Assert.AreEqual("accepted", await Scene.RefusalAsync(await Scene.PostAsync(http, unit.Token(await Scene.NonceAsync(http, unit)))));
        }

        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync(new Uri("/signin", UriKind.Relative))).StatusCode);
    }

    [TestMethod]
    public async Task Units_pin_the_collectors_CA_and_through_its_replacement_the_old_one_as_well()
    {
        await using Pair pair = await Pair.OpenAsync();
        await using Nginx nginx = await Nginx.StartAsync(pair);
        string old = pair.First.Host.CaPem;
        Assert.IsTrue(await PinnedClient.IsReachedAsync(old, nginx.Url));
        pair.First.Services.KeyDesk.RotateAuthority(KeyStatus.Retired, "Ada", "yearly");

        // The next start makes the certificate under the new CA.
        await pair.First.Host.StopAsync();
        await using Scene again = await Scene.OpenAsync(pair.First.Folder, with: options => options with { Postgres = pair.First.Services.Options.Postgres });
        await nginx.ReloadAsync();

        Assert.AreNotEqual(old, again.Host.CaPem);
        Assert.IsTrue(await PinnedClient.IsReachedAsync(old, nginx.Url));
        Assert.IsTrue(await PinnedClient.IsReachedAsync(again.Host.CaPem, nginx.Url));

        await using Scene other = await Scene.OpenAsync();
        Assert.IsFalse(await PinnedClient.IsReachedAsync(other.Host.CaPem, nginx.Url), "another collector's CA");
    }

    [TestMethod]
    public async Task Each_address_has_its_own_limit_and_says_no_other_than_it_has()
    {
        await using Pair pair = await Pair.OpenAsync(options => LimitTests.Slowly(options) with { IsOwnMachine = _ => false });
        await using Nginx nginx = await Nginx.StartAsync(pair);
        using HttpClient http = PinnedClient.Open(pair.First.Host.CaPem, nginx.Url);
        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => AskAsync(http, $"198.51.{i / 250}.{i % 250}")));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);

        using HttpClient neighbour = PinnedClient.Open(pair.First.Host.CaPem, nginx.Url, IPAddress.Parse("127.0.0.2"));
        Assert.AreEqual(HttpStatusCode.OK, await AskAsync(neighbour, "127.0.0.1"));
    }

    [TestMethod]
    public async Task A_person_signs_in_through_it_with_a_cookie_for_https_only()
    {
        await using Pair pair = await Pair.OpenAsync();
        await using Nginx nginx = await Nginx.StartAsync(pair);
        using var browser = new Browser(pair.First, PinnedClient.Open(pair.First.Host.CaPem, nginx.Url));

        HttpResponseMessage answer = await browser.RedeemAsync(pair.First.Services.Operators.FirstRunSecret()!, "Ada", "correct horse battery");

        Assert.IsTrue(answer.Headers.GetValues("Set-Cookie").Any(cookie => cookie.StartsWith("__Host-", StringComparison.Ordinal) && cookie.Contains("secure", StringComparison.OrdinalIgnoreCase)));
        Assert.IsTrue(await browser.IsSignedInAsync());
    }

    /// <summary>Enrols a unit through a proxy.</summary>
    internal static async Task<TestUnit> EnrolAsync(HttpClient http, Scene scene)
    {
        var unit = new TestUnit(scene.Services.Id);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/enrolments") { Content = new ByteArrayContent(unit.Enrolment(await Scene.NonceAsync(http, unit))) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/jose");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", scene.EnrolmentToken());
        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.AreEqual(HttpStatusCode.Created, answer.StatusCode);
        return unit;
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, string claimedAddress)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Add("X-Forwarded-For", claimedAddress);
        using HttpResponseMessage answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
