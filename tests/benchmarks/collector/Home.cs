using NanoAgent.Collector;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>A collector in a folder of its own, which goes with it; with an address it also serves.</summary>
internal sealed class Home : IDisposable
{
    private readonly CollectorHost? _host;
    private readonly string _folder = Directory.CreateTempSubdirectory("nanoagent-bench-").FullName;

    public Home(string? postgres, Uri? url = null)
    {
        CollectorOptions options = new() { DataFolder = _folder, Postgres = postgres, DatabasePatience = TimeSpan.FromSeconds(30) };

        if (url is null)
        {
            Collector = new CollectorServices(options);
            Url = options.Url;
            return;
        }

        _host = CollectorHost.StartAsync(options with { Url = url }).Result;
        Collector = _host.Services;
        Url = _host.Url;
    }

    public CollectorServices Collector { get; }

    public Uri Url { get; }

    public void Dispose()
    {
        if (_host is null)
        {
            Collector.Dispose();
        }
        else
        {
            _host.DisposeAsync().AsTask().Wait();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
