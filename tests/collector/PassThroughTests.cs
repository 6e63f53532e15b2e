using System.Net;
using NanoAgent.Collector;

namespace NanoAgent.Tests.Collector;

/// <summary>Collectors behind a real nginx that passes TLS through, with the configuration that is handed out.</summary>
[TestClass]
public sealed class PassThroughTests
{
    private static readonly Uri _https = new("https://127.0.0.1:0");

    [TestMethod]
    public async Task Units_find_one_collector_by_its_pin_and_people_sign_in()
    {
        await using Scene scene = await Scene.OpenAsync(with: OverHttps);
        await using Nginx nginx = await Nginx.PassThroughAsync(scene.Host);
        using HttpClient http = PinnedClient.Open(scene.Host.CaPem, nginx.Url);
        TestUnit unit = await NginxTests.EnrolAsync(http, scene);

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await Scene.PostAsync(http, unit.Token(await Scene.NonceAsync(http, unit)))));
        using var browser = new Browser(scene, PinnedClient.Open(scene.Host.CaPem, nginx.Url));
        await browser.RedeemAsync(scene.Services.Operators.FirstRunSecret()!, "Ada", "correct horse battery");
        Assert.IsTrue(await browser.IsSignedInAsync());
    }

    [TestMethod]
    public async Task Two_collectors_take_a_nonce_once_and_one_may_go()
    {
        await using Pair pair = await Pair.OpenAsync(OverHttps);
        await using Nginx nginx = await Nginx.PassThroughAsync(pair.First.Host, pair.Second.Host);
        using HttpClient http = PinnedClient.Open(pair.First.Host.CaPem, nginx.Url);
        TestUnit unit = await NginxTests.EnrolAsync(http, pair.First);

        for (int round = 0; round < 5; round++)
        {
            string nonce = await Scene.NonceAsync(http, unit);
            string[] words = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                // A connection of its own each, so that both collectors are asked.
                using HttpClient own = PinnedClient.Open(pair.First.Host.CaPem, nginx.Url);
                return await Scene.RefusalAsync(await Scene.PostAsync(own, unit.Token(nonce)));
            }));
            CollectionAssert.AreEqual(new[] { "accepted", "used-nonce", "used-nonce", "used-nonce" }, words.Order().ToArray());
        }

        await pair.First.Host.StopAsync();
        using HttpClient again = PinnedClient.Open(pair.First.Host.CaPem, nginx.Url);
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await Scene.PostAsync(again, unit.Token(await Scene.NonceAsync(again, unit)))));
        Assert.IsTrue(pair.Second.Services.AuditLog([]).Holds);
    }

    // What README.md of the folder warns of.
    [TestMethod]
    public async Task From_a_machine_of_its_own_it_holds_all_units_together_to_the_limits_of_one_address()
    {
        await using Scene scene = await Scene.OpenAsync(with: options => LimitTests.Slowly(OverHttps(options)) with { IsOwnMachine = _ => false });
        await using Nginx nginx = await Nginx.PassThroughAsync(scene.Host);
        using HttpClient http = PinnedClient.Open(scene.Host.CaPem, nginx.Url, IPAddress.Parse("127.0.0.3"));
        using HttpClient neighbour = PinnedClient.Open(scene.Host.CaPem, nginx.Url, IPAddress.Parse("127.0.0.2"));

        Assert.Contains(HttpStatusCode.TooManyRequests, await Task.WhenAll(Enumerable.Range(0, 700).Select(_ => AskAsync(http))));

        // Alone it would be told to wait after 500.
        Assert.Contains(HttpStatusCode.TooManyRequests, await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => AskAsync(neighbour))));
    }

    [TestMethod]
    public async Task The_PROXY_protocol_is_not_read_and_ends_the_connection()
    {
        await using Scene scene = await Scene.OpenAsync(with: OverHttps);
        await using Nginx nginx = await Nginx.PassThroughAsync("proxy_protocol on; ", scene.Host);

        Assert.IsFalse(await PinnedClient.IsReachedAsync(scene.Host.CaPem, nginx.Url));
    }

    private static CollectorOptions OverHttps(CollectorOptions options) => options with { Url = _https, Names = ["collector.example"] };

    private static async Task<HttpStatusCode> AskAsync(HttpClient http)
    {
        using HttpResponseMessage answer = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
        return answer.StatusCode;
    }
}
