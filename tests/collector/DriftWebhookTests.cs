using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NanoAgent.Attestation.Claims;
using NanoAgent.Collector.Drift;
using NanoAgent.Collector.Evidence;
using NanoAgent.Collector.Keys;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Collector;

/// <summary>A collector tells another system when a filed declaration drifts: once a change.</summary>
[TestClass]
public sealed class DriftWebhookTests
{
    [TestMethod]
    public async Task Drift_is_told_once_however_often_it_is_looked_at()
    {
        await using Receiver receiver = await Receiver.OpenAsync();
        await using Scene scene = await FiledAsync();
        using DriftService service = Service(scene, receiver);
        await LookAsync(scene, service);
        Assert.IsEmpty(receiver.Bodies, "what holds is not told");

        await FailAsync(scene);
        await LookAsync(scene, service);
        await LookAsync(scene, service);
        JsonElement told = JsonDocument.Parse(receiver.Bodies.Single()).RootElement;
        CollectionAssert.AreEqual(new[] { "S1.1-02" }, told.GetProperty("no_longer").EnumerateArray().Select(row => row.GetProperty("id").GetString()).ToArray());
        Assert.IsFalse(told.GetProperty("holds").GetBoolean());
    }

    [TestMethod]
    public async Task A_further_unit_is_a_change_and_so_is_the_end_of_the_drift()
    {
        await using Receiver receiver = await Receiver.OpenAsync();
        await using Scene scene = await FiledAsync();
        using DriftService service = Service(scene, receiver);
        TestUnit first = await FailAsync(scene);
        await LookAsync(scene, service);
        TestUnit second = await FailAsync(scene);
        await LookAsync(scene, service);
        Assert.AreEqual(2, receiver.Bodies.Count);

        foreach (TestUnit unit in new[] { first, second })
        {
            await scene.ReportAsync(unit);
            scene.Services.Acknowledge(unit.UeidText, CheckIds.DefaultCredentials, "Ada", "replaced");
        }

        await LookAsync(scene, service);
        Assert.IsTrue(JsonDocument.Parse(receiver.Bodies.Last()).RootElement.GetProperty("holds").GetBoolean());
        Assert.AreEqual(3, receiver.Bodies.Count);
    }

    [TestMethod]
    public async Task What_was_not_taken_is_tried_a_bounded_number_of_times_and_again_at_the_next_look()
    {
        await using Receiver receiver = await Receiver.OpenAsync();
        receiver.Answer = StatusCodes.Status503ServiceUnavailable;
        await using Scene scene = await FiledAsync();
        using DriftService service = Service(scene, receiver);
        await FailAsync(scene);
        await LookAsync(scene, service);
        Assert.AreEqual(DriftHook.Attempts, receiver.Bodies.Count);
        receiver.Answer = StatusCodes.Status200OK;
        await LookAsync(scene, service);
        await LookAsync(scene, service);
        Assert.AreEqual(DriftHook.Attempts + 1, receiver.Bodies.Count);
    }

    [TestMethod]
    public async Task A_redirect_is_not_followed()
    {
        await using Receiver elsewhere = await Receiver.OpenAsync();
        await using Receiver receiver = await Receiver.OpenAsync();
        receiver.Answer = StatusCodes.Status307TemporaryRedirect;
        receiver.Location = elsewhere.Address.ToString();
        await using Scene scene = await FiledAsync();
        using DriftService service = Service(scene, receiver);
        await FailAsync(scene);
        await LookAsync(scene, service);
        Assert.IsEmpty(elsewhere.Bodies);
    }

    [TestMethod]
    public async Task A_collector_that_is_started_with_a_webhook_tells_by_itself_and_not_twice()
    {
        await using Receiver receiver = await Receiver.OpenAsync();
        await using Scene before = await FiledAsync();
        await FailAsync(before);
        await before.Host.StopAsync();

        for (int start = 0; start < 2; start++)
        {
            await using Scene scene = await Scene.OpenAsync(before.Folder, before.Clock, options => options with { Webhook = receiver.Address });
            await receiver.First.Task.WaitAsync(TimeSpan.FromMinutes(1));
            await WaitForToldAsync(before.Folder);
        }

        Assert.AreEqual(1, receiver.Bodies.Count);
    }

    [TestMethod]
    public async Task A_declaration_with_which_nobody_foresaw_what_happens_ends_no_collector()
    {
        await using Receiver receiver = await Receiver.OpenAsync();
        await using Scene before = await FiledAsync();
        before.Services.Store.WriteNow((session, _) => session.Execute("DROP TABLE tags"));
        await before.Host.StopAsync();
        using var events = new CaughtEvents();

        await using Scene scene = await Scene.OpenAsync(before.Folder, before.Clock, options => options with { Webhook = receiver.Address, Events = logging => logging.AddProvider(events) });

        while (!events.Lines.Any(line => line.StartsWith("drift met a defect", StringComparison.Ordinal)))
        {
            await Task.Delay(20);
        }

        Assert.AreEqual("alive", await scene.Http.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
    }

    [TestMethod]
    public async Task A_copy_of_a_declaration_that_was_cut_off_is_made_anew_when_it_is_filed_again()
    {
        await using Scene scene = await FiledAsync();
        string kept = Directory.GetDirectories(Path.Combine(scene.Folder, "declarations")).Single();
        Directory.GetFiles(kept).ToList().ForEach(File.Delete);
        var filed = new FiledDeclarations(scene.Services);
        Assert.IsNull(filed.Read().Single().Report);

        filed.Keep(Path.Combine(scene.Folder, "made"));

        Assert.IsNotNull(filed.Read().Single().Report);
    }

    [TestMethod]
    [DataRow("http://hooks.example/x")]
    [DataRow("https://user:secret@hooks.example/x")]
    public async Task A_webhook_over_the_open_network_or_with_a_password_is_refused(string address) =>
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => Scene.OpenAsync(with: options => options with { Webhook = new Uri(address) }));

    // A collector with one good unit, and a declaration of it that was filed.
    private static async Task<Scene> FiledAsync()
    {
        Scene scene = await Scene.OpenAsync();
        await scene.ReportAsync(await scene.EnrolAsync());
        string folder = Path.Combine(scene.Folder, "made");
        var options = new DeclarationOptions { Now = scene.Clock.GetUtcNow() };
        DeclarationResult result = Declaration.Build(new StoreEvidenceSource(scene.Services), Scene.Model, "1.0.0", SchemeCatalog.BuiltIn.Find("jc-star-1")!, RecordStore.Empty, options);
        Assert.AreEqual(DeclarationRefusal.None, result.Refusal, result.Detail.En);

        PackWriter.Write(result, folder, new KeySigner(scene.Services.Keys.Active(KeyPurpose.Pack)));

        new FiledDeclarations(scene.Services).Keep(folder);
        return scene;
    }

    private static async Task<TestUnit> FailAsync(Scene scene)
    {
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit, new Report { Outcome = Outcome.Fail });
        return unit;
    }

    private static DriftService Service(Scene scene, Receiver receiver) => new(scene.Services, new FiledDeclarations(scene.Services), new DriftHook(receiver.Address, new NoWaiting()));

    private static Task LookAsync(Scene scene, DriftService service)
    {
        scene.Clock.Move(FiledDeclarations.Lifetime * 2);
        return service.LookAsync(CancellationToken.None);
    }

    // That it was told is written down after the answer came.
    private static async Task WaitForToldAsync(string folder)
    {
        while (Directory.GetFiles(Path.Combine(folder, "declarations"), "*.told").Length == 0)
        {
            await Task.Delay(20);
        }
    }

    private sealed class NoWaiting : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    /// <summary>Whoever is told.</summary>
    private sealed class Receiver(WebApplication web) : IAsyncDisposable
    {
        public ConcurrentQueue<string> Bodies { get; } = new();

        public TaskCompletionSource First { get; } = new();

        public int Answer { get; set; } = StatusCodes.Status200OK;

        public string? Location { get; set; }

        public Uri Address => new(web.Urls.First() + "/drift");

        public static async Task<Receiver> OpenAsync()
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            WebApplication web = builder.Build();
            web.Urls.Add("http://127.0.0.1:0");
            var receiver = new Receiver(web);
            web.MapPost("/drift", async (HttpRequest request, HttpResponse response) =>
            {
                using var reader = new StreamReader(request.Body);
                receiver.Bodies.Enqueue(await reader.ReadToEndAsync());
                receiver.First.TrySetResult();
                response.StatusCode = receiver.Answer;
                response.Headers.Location = receiver.Location;
            });
            await web.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => web.DisposeAsync();
    }
}
