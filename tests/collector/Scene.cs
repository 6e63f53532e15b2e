using System.Net.Http.Headers;
using System.Text.Json;
using NanoAgent.Collector;

namespace NanoAgent.Tests.Collector;

/// <summary>A collector in a folder of its own, on a free port, with a clock that the test sets.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Model = "tester-1";

    private readonly TestDatabase? _database;

    private readonly TemporaryFolder? _own;

    private Scene(string folder, TemporaryFolder? own, TestDatabase? database, SetClock clock, CollectorHost host)
    {
        _own = own;
        _database = database;
        Folder = folder;
        Clock = clock;
        Host = host;
        Http = new HttpClient(new ToldRefusals(host)) { BaseAddress = host.Url };
    }

    public string Folder { get; }

    public SetClock Clock { get; }

    public CollectorHost Host { get; }

    public HttpClient Http { get; }

    public CollectorServices Services => Host.Services;

    /// <summary>Opens one; in a given folder, with the data that is there.</summary>
    public static async Task<Scene> OpenAsync(string? folder = null, SetClock? clock = null, Func<CollectorOptions, CollectorOptions>? with = null, TestDatabase? database = null)
    {
        clock ??= new SetClock();
        TemporaryFolder? own = folder is null ? new TemporaryFolder() : null;
        string home = folder ?? own!.Path;
        var options = new CollectorOptions
        {
            DataFolder = home,
            Postgres = database?.Address,
            Url = new Uri("http://127.0.0.1:0"),
            Clock = clock,

            // A loaded machine is no trouble of the database, and a request that lasts long is not a slow one; a test of either hands in a patience of its own.
            DatabasePatience = TimeSpan.FromMinutes(1),
            RequestPatience = TimeSpan.FromMinutes(5),
        };

        try
        {
            CollectorHost host = await CollectorHost.StartAsync(with is null ? options : with(options));
            return new Scene(home, own, database, clock, host);
        }
        catch
        {
            own?.Dispose();
            throw;
        }
    }

    /// <summary>Enrols a unit over the door.</summary>
    public async Task<TestUnit> EnrolAsync(TestUnit? unit = null)
    {
        unit ??= new TestUnit(Services.Id);
        HttpResponseMessage answer = await EnrolAsync(unit, EnrolmentToken(), await NonceAsync(unit));
        Assert.AreEqual(201, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        return unit;
    }

    public Task<HttpResponseMessage> EnrolAsync(TestUnit unit, string token, string nonce) => PostAsync("/v1/enrolments", unit.Enrolment(nonce), "application/jose", token);

    public string EnrolmentToken(string model = Model) => Services.CreateEnrolmentToken(model, TimeSpan.FromHours(1), "test");

    public Task<string> NonceAsync(TestUnit unit) => NonceAsync(Http, unit);

    public static async Task<string> NonceAsync(HttpClient http, TestUnit unit, CancellationToken cancel = default)
    {
        using var content = new StringContent($$"""{"kid":"{{unit.KeyId}}"}""");
        using HttpResponseMessage answer = await http.PostAsync(new Uri("/v1/challenges", UriKind.Relative), content, cancel);
        return (await ReadAsync(answer)).GetProperty("nonce").GetString()!;
    }

    public static Task<HttpResponseMessage> PostAsync(HttpClient http, byte[] token, CancellationToken cancel = default)
    {
        var content = new ByteArrayContent(token);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/eat+jwt");
        return http.PostAsync(new Uri("/v1/attestations", UriKind.Relative), content, cancel);
    }

    public Task<HttpResponseMessage> ReportAsync(byte[] token, string contentType = "application/eat+jwt") => PostAsync("/v1/attestations", token, contentType);

    /// <summary>Reports under a fresh nonce and expects it to be taken.</summary>
    public async Task<JsonElement> ReportAsync(TestUnit unit, Report? report = null)
    {
        HttpResponseMessage answer = await ReportAsync(unit.Token(await NonceAsync(unit), report));
        JsonElement body = await ReadAsync(answer);
        Assert.AreEqual(200, (int)answer.StatusCode, body.ToString());
        return body;
    }

    /// <summary>What an operator sees of everything; equal texts mean that nothing has changed.</summary>
    public string State() => string.Join('\n', Services.Units().Select(unit => $"{unit.Ueid} {unit.KeyId} {unit.Standing} {Convert.ToHexString(unit.Standing.Digest)}"))
        + "\n" + Services.SignedHead().Root;

    public async Task<HttpResponseMessage> PostAsync(string path, byte[] body, string contentType, string? bearer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };

        if (contentType.Length > 0)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Services.OperatorToken());
        using HttpResponseMessage answer = await Http.SendAsync(request);
        return await ReadAsync(answer);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    public static async Task<string> RefusalAsync(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode ? "accepted" : (await ReadAsync(answer)).GetProperty("refusal").GetString()!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();

        // Whoever gave the folder goes on with it and with the database.
        if (_own is not null)
        {
            _database?.Dispose();
            _own.Dispose();
        }
    }
}

/// <summary>A clock that moves when it is told to.</summary>
internal sealed class SetClock : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Move(TimeSpan by) => _now += by;
}
