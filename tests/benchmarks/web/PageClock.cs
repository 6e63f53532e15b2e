using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using NanoAgent.Collector;

namespace NanoAgent.Benchmarks.Web;

/// <summary>Somebody who is signed in at a collector and asks for pages.</summary>
internal sealed partial class PageClock : IAsyncDisposable
{
    private const string Password = "correct horse battery staple";

    // Null when the collector is somebody else's, who also ends it.
    private readonly string? _folder;
    private readonly CollectorHost _host;
    private readonly HttpClient _http;

    private readonly long _started;

    private PageClock(string? folder, CollectorHost host, long started)
    {
        _started = started;
        _folder = folder;
        _host = host;
        _http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }) { BaseAddress = host.Url };
    }

    /// <summary>Signs in at a collector that nobody has signed in at before.</summary>
    public static Task<PageClock> OfAsync(CollectorHost host) => SignedInAsync(new PageClock(null, host, Stopwatch.GetTimestamp()));

    /// <summary>Starts a collector over a seeded database and signs in.</summary>
    public static async Task<PageClock> OpenAsync(int units)
    {
        string folder = Directory.CreateTempSubdirectory("nanoagent-figures-").FullName;
        var options = new CollectorOptions { DataFolder = folder, Url = new Uri("https://127.0.0.1:0") };
        new CollectorServices(options).Dispose();
        FleetSeed.Write(Path.Combine(folder, "collector.db"), units, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        long started = Stopwatch.GetTimestamp();
        return await SignedInAsync(new PageClock(folder, await CollectorHost.StartAsync(options), started));
    }

    /// <summary>Milliseconds of one request, until its last byte.</summary>
    public async Task<double> TimeAsync(string path)
    {
        long begun = Stopwatch.GetTimestamp();
        using HttpResponseMessage answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        await answer.Content.ReadAsByteArrayAsync();
        double time = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        return answer.StatusCode == HttpStatusCode.OK && answer.RequestMessage!.RequestUri!.AbsolutePath == path.Split('?')[0] ? time : throw new InvalidOperationException($"{path}: {answer.StatusCode}");
    }

    /// <summary>Milliseconds from the start until the overview shows numbers, to a tenth of a second.</summary>
    public async Task<double> CountedAsync()
    {
        while ((await _http.GetStringAsync(new Uri("/", UriKind.Relative))).Contains("id=\"counting\"", StringComparison.Ordinal))
        {
            await Task.Delay(100);
        }

        return Stopwatch.GetElapsedTime(_started).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();

        if (_folder is not null)
        {
            await _host.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<PageClock> SignedInAsync(PageClock clock)
    {
        await clock.SignInAsync();
        return clock;
    }

    private async Task SignInAsync()
    {
        Match field = Token().Match(await _http.GetStringAsync(new Uri("/signin", UriKind.Relative)));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["form-token"] = WebUtility.HtmlDecode(field.Groups[1].Value),
            ["secret"] = _host.Services.Operators.FirstRunSecret()!,
            ["name"] = "figures",
            ["password"] = Password,
        });
        using HttpResponseMessage answer = await _http.PostAsync(new Uri("/signin/secret?return=%2Fmapping", UriKind.Relative), form);
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
