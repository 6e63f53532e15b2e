using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Collector;

/// <summary>RFC 9110 §9.3.2 and §15.5.6: a method that an address does not take is told so with those that it takes, and HEAD goes wherever GET does.</summary>
[TestClass]
public sealed class OtherMethodTests
{
    [TestMethod]
    public async Task Every_door_answers_another_method_with_those_that_it_takes_whoever_asks()
    {
        await using Scene scene = await Scene.OpenAsync();
        using Browser stranger = new(scene);
        using Browser signedIn = await OperatorTests.SignedInAsync(scene, "Ada", Roles.All);
        var wrong = new List<string>();

        foreach (IGrouping<string, string> address in AddressesOf(scene))
        {
            string taken = string.Join(", ", address.Concat(address.Contains("GET") ? ["HEAD"] : []).Order(StringComparer.Ordinal));

            foreach (Browser asking in (Browser[])[stranger, signedIn])
            {
                using HttpResponseMessage answer = await asking.KnockAsync("DELETE", address.Key);
                string told = $"{(int)answer.StatusCode} {await Scene.RefusalAsync(answer)}: {string.Join(", ", answer.Content.Headers.Allow.Order(StringComparer.Ordinal))}";
                wrong.AddRange(told == "405 method-not-allowed: " + taken ? [] : [$"{address.Key}: {told}"]);
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    [DataRow("DELETE", "/v1/attestations")]
    [DataRow("GET", "/nothing/there")]
    public async Task An_answer_without_a_door_has_the_headers_and_the_limits_of_all_others(string method, string path)
    {
        await using Scene scene = await Scene.OpenAsync(with: LimitTests.Slowly);
        using var http = new HttpClient { BaseAddress = scene.Host.Url, DefaultRequestHeaders = { { "X-Forwarded-For", "192.0.2.1" } } };
        using HttpResponseMessage first = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.AreEqual("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.AreEqual("no-store", first.Headers.CacheControl!.ToString());

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers.Select(answer => answer.StatusCode));
    }

    [TestMethod]
    [DataRow("ja", "そこから送ってください")]
    [DataRow("en", "Open the page again")]
    public async Task A_person_is_told_on_a_page(string language, string said)
    {
        await using Scene scene = await Scene.OpenAsync();
        using Browser browser = new(scene) { Language = language };
        using HttpResponseMessage answer = await browser.GetAsync("/enrolment/tokens");

        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), said);
    }

    [TestMethod]
    [DataRow("/healthz", 200)]
    [DataRow("/v1/keys", 200)]
    [DataRow("/openapi", 200)]
    [DataRow("/v1/devices", 401)]
    [DataRow("/nothing/there", 404)]
    [DataRow("/v1/challenges", 405)]
    public async Task HEAD_is_answered_as_GET_without_a_body(string path, int status)
    {
        await using Scene scene = await Scene.OpenAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, scene.Host.Url.Port);
        await using NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        string answer = await reader.ReadToEndAsync();

        StringAssert.StartsWith(answer, $"HTTP/1.1 {status} ");
        Assert.EndsWith("\r\n\r\n", answer, "a body follows");
    }

    [TestMethod]
    [DataRow("/v1/devices")]
    [DataRow("/v1/keys")]
    [DataRow("/signin")]
    public async Task HEAD_over_HTTP_2_is_answered_as_GET_without_a_body(string path)
    {
        await using Scene scene = await Scene.OpenAsync(with: options => options with { Url = new Uri("https://127.0.0.1:0") });
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler) { BaseAddress = scene.Host.Url };
        using var request = new HttpRequestMessage(HttpMethod.Head, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", scene.Services.OperatorToken()) },
        };

        using HttpResponseMessage answer = await http.SendAsync(request);

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.IsEmpty(await answer.Content.ReadAsByteArrayAsync());
    }

    // Doors whose names overlap share an address: what each takes is told together.
    private static IEnumerable<IGrouping<string, string>> AddressesOf(Scene scene) => scene.Host.Doors().OfType<RouteEndpoint>()
        .SelectMany(door => door.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (Path: WhoMayTests.PathOf(door.RoutePattern.RawText!), method)))
        .GroupBy(door => door.Path, door => door.method);
}
