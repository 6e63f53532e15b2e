using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NanoAgent.Collector;
using Yarp.ReverseProxy.Configuration;

namespace NanoAgent.Tests.Collector;

/// <summary>Two collectors side by side: one database, each its own data folder, the same keys and certificate.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly TestDatabase _database;

    private Pair(TemporaryFolder folder, TestDatabase database, Scene first, Scene second)
    {
        _folder = folder;
        _database = database;
        First = first;
        Second = second;
    }

    public Scene First { get; }

    public Scene Second { get; }

    public static async Task<Pair> OpenAsync(Func<CollectorOptions, CollectorOptions>? with = null)
    {
        TestDatabase database = TestDatabase.Create();
        var folder = new TemporaryFolder();
        Scene first = await Scene.OpenAsync(folder.At("first"), with: with, database: database);
        string other = folder.At("second");
        CopyFolder(first.Folder, other, "keys");
        CopyFolder(first.Folder, other, "tls");
        return new Pair(folder, database, first, await Scene.OpenAsync(other, first.Clock, with, database));
    }

    /// <summary>What an administrator copies from one data folder into another.</summary>
    public static void CopyFolder(string from, string to, string name)
    {
        Directory.CreateDirectory(Path.Combine(to, name));

        foreach (string file in Directory.EnumerateFiles(Path.Combine(from, name)))
        {
            File.Copy(file, Path.Combine(to, name, Path.GetFileName(file)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
    }
}

/// <summary>One address before several collectors (YARP), which it asks in turn.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly WebApplication _web;

    private Proxy(WebApplication web) => _web = web;

    public Uri Url => new(_web.Urls.First());

    public static async Task<Proxy> StartAsync(params Uri[] collectors)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var route = new RouteConfig { RouteId = "all", ClusterId = "collectors", Match = new RouteMatch { Path = "{**all}" } };
        var cluster = new ClusterConfig
        {
            ClusterId = "collectors",
            LoadBalancingPolicy = "RoundRobin",
            Destinations = collectors.ToDictionary(url => url.Authority, url => new DestinationConfig { Address = url.ToString() }),
        };
        builder.Services.AddReverseProxy().LoadFromMemory([route], [cluster]);
        WebApplication web = builder.Build();
        web.MapReverseProxy();
        await web.StartAsync();
        return new Proxy(web);
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
