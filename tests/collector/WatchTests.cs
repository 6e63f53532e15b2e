using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NanoAgent.Tests.Collector;

/// <summary>What can be seen of a running collector from outside, and what cannot.</summary>
[TestClass]
public sealed class WatchTests
{
    [TestMethod]
    public async Task A_page_with_a_form_is_no_warning()
    {
        var events = new CaughtEvents();

        // On a busy machine the server warns that its heartbeat came late, whatever the page.
        await using Scene scene = await Scene.OpenAsync(with: options => options with
        {
            Events = logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error).AddProvider(events),
        });
        using var browser = new Browser(scene);
        await browser.RedeemAsync(scene.Services.Operators.FirstRunSecret()!, "Ada", "correct horse battery");

        Assert.IsEmpty(events.Lines, string.Join('\n', events.Lines));
    }

    [TestMethod]
    public async Task Events_tell_who_did_what_and_no_secret()
    {
        var events = new CaughtEvents();
        await using Scene scene = await Scene.OpenAsync(with: options => options with { Events = logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(events) });
        const string Password = "correct horse battery";
        string first = scene.Services.Operators.FirstRunSecret()!;
        using var browser = new Browser(scene);
        await browser.RedeemAsync(first, "Ada", Password);
        await browser.SignInAsync("Ada", Password + " wrong");
        string bearer = scene.Services.Operators.MakeToken("Ada", "test", TimeSpan.FromDays(1), "test")!;
        string enrolment = scene.EnrolmentToken();
        var unit = new TestUnit(scene.Services.Id);
        string nonce = await scene.NonceAsync(unit);
        await scene.EnrolAsync(unit, enrolment, nonce);
        await scene.GetAsync("/v1/devices");
        await scene.ReportAsync(unit.Token(nonce));
        var twin = new TestUnit(scene.Services.Id, unit.Ueid);
        await scene.EnrolAsync(twin, scene.EnrolmentToken(), await scene.NonceAsync(twin));

        string all = string.Join('\n', events.Lines);
        StringAssert.Contains(all, "Ada did password-set to Ada");
        StringAssert.Contains(all, "/v1/attestations refused: used-nonce");
        StringAssert.Contains(all, $"an enrolment as {unit.UeidText} was refused: UeidTaken");

        foreach (string secret in new[] { Password, first, bearer, enrolment, nonce, scene.Services.OperatorToken() })
        {
            Assert.DoesNotContain(secret, all);
        }
    }

    [TestMethod]
    public async Task Metrics_and_traces_arrive_where_they_were_sent()
    {
        var paths = new ConcurrentDictionary<string, byte[]>();
        await using WebApplication receiver = await ReceiverAsync(paths);

        await using (Scene scene = await Scene.OpenAsync(with: options => options with { Otlp = new Uri(receiver.Urls.First()) }))
        {
            TestUnit unit = await scene.EnrolAsync();
            await scene.ReportAsync(unit);
        }

        // Closing the collector sends what it has gathered; the last request of all may still be ending then.
        StringAssert.Contains(Encoding.Latin1.GetString(paths["/v1/metrics"]), "nanoagent.reports");
        StringAssert.Contains(Encoding.Latin1.GetString(paths["/v1/metrics"]), "accepted");
        StringAssert.Contains(Encoding.Latin1.GetString(paths["/v1/traces"]), "/v1/enrolments");
    }

    private static async Task<WebApplication> ReceiverAsync(ConcurrentDictionary<string, byte[]> paths)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/{**path}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            paths.AddOrUpdate(request.Path, body.ToArray(), (_, before) => [.. before, .. body.ToArray()]);
        });
        await receiver.StartAsync();
        return receiver;
    }
}
