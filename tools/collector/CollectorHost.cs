using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NanoAgent.Attestation.Token;
using NanoAgent.Collector.Doors;
using NanoAgent.Collector.Doors.Api;
using NanoAgent.Collector.Drift;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Operators;
using NanoAgent.Collector.Pages;
using NanoAgent.Collector.Pages.Declarations;
using NanoAgent.Collector.Pages.Overview;
using NanoAgent.Collector.Storage;
using NanoAgent.Collector.Watching;
using NanoAgent.Evidence;

namespace NanoAgent.Collector;

/// <summary>The collector as a web server.</summary>
public sealed class CollectorHost : IAsyncDisposable
{
    private const int MostConnections = 8192;

    /// <summary>Most connections that one address may hold.</summary>
    internal const int MostConnectionsOfAddress = 256;

    private readonly WebApplication _web;

    private readonly string _name;

    private readonly ServedFolder _folder;

    private readonly ServedCertificate _certificate;

    private CollectorHost(WebApplication web, CollectorServices services, ServedCertificate certificate, ServedFolder folder)
    {
        _web = web;
        _folder = folder;
        _certificate = certificate;
        _name = services.Options.Url.Host;
        Services = services;
    }

    /// <summary>What it does.</summary>
    public CollectorServices Services { get; }

    /// <summary>The certificate that devices pin, PEM.</summary>
    public string CaPem => _certificate.Now.CaPem;

    /// <summary>Where it listens, by the name that it was given, its port known.</summary>
    public Uri Url => new UriBuilder(_web.Urls.First()) { Host = _name }.Uri;

    /// <summary>Starts a collector.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be opened, or a key does not sign.</exception>
    /// <exception cref="StoreRefusedException">Another collector serves the folder, or the database is none for this one.</exception>
    /// <exception cref="ArgumentException">Plain http anywhere but on loopback, or announced; or a webhook that may not be.</exception>
    public static async Task<CollectorHost> StartAsync(CollectorOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);

        if (options.Url.Scheme != Uri.UriSchemeHttps && !options.Url.IsLoopback)
        {
            throw new ArgumentException("plain http only on a loopback address", nameof(options));
        }

        if (options.Announced is { } announced && announced.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException("units are told to come to an https address only", nameof(options));
        }

        var folder = ServedFolder.Take(options.DataFolder);
        CollectorServices? services = null;
        ServedCertificate? certificate = null;

        try
        {
            services = new CollectorServices(options);
            services.Keys.TryOut();

            // A log that cannot be continued is known before anyone waits for it.
            services.Store.WriteNow((_, log) => log.Head());
            certificate = new ServedCertificate(services);
            WebApplication web = Build(options, services, certificate);
            await web.StartAsync(cancel);
            var host = new CollectorHost(web, services, certificate, folder);
            services.EventLog.Listening(services.Id, host.Url);
            web.Services.GetRequiredService<FleetSummaries>().Find();
            return host;
        }
        catch
        {
            certificate?.Dispose();
            services?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Serves until it is told to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancel = default) => _web.WaitForShutdownAsync(cancel);

    /// <summary>Stops listening, after the requests that are on their way. Another collector may serve the folder from then on.</summary>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        await _web.StopAsync(cancel);
        _folder.Dispose();
    }

    /// <summary>On which address a URL has the collector listen; null for all of this machine's. A name is no address: as with any ASP.NET server it stands for all.</summary>
    internal static IPAddress? AddressOf(Uri url) => IPAddress.TryParse(url.Host, out IPAddress? address) ? address : url.IsLoopback ? IPAddress.Loopback : null;

    /// <summary>All doors.</summary>
    internal IReadOnlyList<Endpoint> Doors() => _web.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>Doors that neither name a policy nor say that they are open to everybody. There should be none.</summary>
    internal IEnumerable<string> DoorsWithoutPolicy() => Doors()
        .Where(door => door.Metadata.GetMetadata<IAuthorizeData>() is null && door.Metadata.GetMetadata<IAllowAnonymous>() is null)
        .Select(door => door.DisplayName ?? "");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _certificate.Dispose();
        Services.Dispose();
        _folder.Dispose();
    }

    private static WebApplication Build(CollectorOptions options, CollectorServices services, ServedCertificate certificate)
    {
        // Settings come as options: nobody need watch the folder in which it was started, with all that lies below, for a settings file.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Services.AddWatching(builder.Logging, options, services.Id);
        builder.Services.AddRouting();

        // A parameter that is missing or no number is told as any other no, not by an empty answer.
        builder.Services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        builder.Services.AddOperators(services);
        PageDoors.AddServices(builder.Services);
        AddWebhook(builder.Services, options);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options, certificate));
        builder.Services.AddApiDocument();
        builder.Services.AddLimits(options);
        WebApplication web = builder.Build();
        services.EventLog = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Events.Category);
        web.Use((context, next) => Faults(context, next, services));

        BelieveProxies(web, options);
        web.Use(Unrouted.HeadAsGet);
        web.UseRouting();
        web.Use(Unrouted.Lead);
        web.Use(ResponseHeaders.Set);
        web.UseRateLimiter();
        web.UseRequestTimeouts();
        web.Use(NoNul.InParameters);
        web.Use(DeviceDoors.Enter);
        web.UseAuthentication();
        web.UseAuthorization();
        MapDoors(web, services, certificate);
        return web;
    }

    // Plain http is loopback only, so whoever is in front of it is the proxy that knows address and scheme; over https only a proxy that was named is believed.
    private static void BelieveProxies(WebApplication web, CollectorOptions options)
    {
        bool isBehindLoopback = options.Url.Scheme != Uri.UriSchemeHttps;

        if (!isBehindLoopback && options.Proxies.Count == 0)
        {
            return;
        }

        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };

        if (!isBehindLoopback)
        {
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
        }

        foreach (IPAddress proxy in options.Proxies)
        {
            headers.KnownProxies.Add(proxy);
        }

        web.UseForwardedHeaders(headers);
    }

    private static void AddWebhook(IServiceCollection services, CollectorOptions options)
    {
        if (options.Webhook is Uri webhook)
        {
            services.AddSingleton(new DriftHook(webhook, options.Clock));
            services.AddHostedService<DriftService>();
        }
    }

    // Who may come in is said of each group, and never of a single door; what says nothing is closed.
    private static void MapDoors(WebApplication web, CollectorServices services, ServedCertificate certificate)
    {
        DeviceDoors.Map(web.MapGroup("").AllowAnonymous().ForDevices().WithMetadata(new DeviceDoors.Mark()), services);
        ReadDoors.MapPublic(web.MapGroup("").AllowAnonymous().ForReading(), services, certificate);
        ApiDocument.Map(web.MapGroup("").AllowAnonymous().ForReading());
        ReadDoors.MapUnits(web.MapGroup("").RequireTokenOf(Role.Viewer).ForReading(), services);
        PageDoors.MapPublic(web.MapGroup("").AllowAnonymous().ServesPages().ForReading());
        PageDoors.MapReading(web.MapGroup("").RequireRole(Role.Viewer).ServesPages().ForReading(), services);
        PageDoors.MapDownloads(web.MapGroup("").RequireRole(Role.Viewer).ServesPages().ForFiles(), services);
        PageDoors.MapLive(web.MapGroup("").RequireRole(Role.Viewer).ServesPages().ForListening());
        PageDoors.MapActing(web.MapGroup("").RequireRole(Role.Operator).ServesPages().RequireAntiforgery().ForFiles(), services);
        DeclarationDoors.MapDeclaring(web.MapGroup("").RequireRole(Role.Declarant).ServesPages().RequireAntiforgery().ForFiles());
        SignInDoors.Map(web.MapGroup("").AllowAnonymous().ServesPages().RequireAntiforgery().ForReading());
    }

    private static void Listen(KestrelServerOptions kestrel, CollectorOptions options, ServedCertificate certificate)
    {
        Uri url = options.Url;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Profile.MaxTokenLength * 2;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = options.RequestPatience;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(100, options.BodyPatience);
        var fairness = new ConnectionFairness(MostConnectionsOfAddress, from => options.IsOwnMachine(from) || options.IsProxy(from));

        if (AddressOf(url) is IPAddress address)
        {
            kestrel.Listen(address, url.Port, Serve);
        }
        else
        {
            kestrel.ListenAnyIP(url.Port, Serve);
        }

        void Serve(ListenOptions listen)
        {
            listen.Use(next => connection => fairness.ServeAsync(connection, next));

            if (url.Scheme == Uri.UriSchemeHttps)
            {
                listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificate.Handshake()) });
            }
        }
    }

    // An infrastructure fault is never a verdict about a device, and nobody sees a stack trace.
    private static async Task Faults(HttpContext context, RequestDelegate next, CollectorServices services)
    {
        try
        {
            await next(context);
        }
        catch (StoreUnavailableException fault)
        {
            services.Telemetry.Fault();
            services.EventLog.Unserved(DoorOf(context), fault.Message);
            await Problems.Unavailable(context).ExecuteAsync(context);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException fault)
        {
            await Problems.Unreadable(fault.StatusCode).ExecuteAsync(context);
        }
        catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            // What nobody foresaw is this side's fault as well.
            services.Telemetry.Fault();
            services.EventLog.Broken(DoorOf(context), fault.GetType().Name, fault.Message);
            await Problems.Unavailable(context).ExecuteAsync(context);
        }
    }

    // As it was mapped: in the address itself may stand the secret of a public page.
    private static string DoorOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "a request";
}
