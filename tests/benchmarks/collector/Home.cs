using NanoAgent.Collector;

namespace NanoAgent.Benchmarks.Collector;

/// <summary>A collector in a folder of its own, which goes with it; with an address it also serves.</summary>
internal sealed class Home : IDisposable
{
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

        Host = CollectorHost.StartAsync(options with { Url = url }).Result;
        Collector = Host.Services;
        Url = Host.Url;
    }

    /// <summary>The server, when it has an address.</summary>
    public CollectorHost? Host { get; }

    public CollectorServices Collector { get; }

    public Uri Url { get; }

    public void Dispose()
    {
        if (Host is null)
        {
            Collector.Dispose();
        }
        else
        {
            Host.DisposeAsync().AsTask().Wait();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
