using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace NanoAgent.Collector.Watching;

/// <summary>How a running collector is watched: events for a log, metrics and traces for OpenTelemetry when somebody asked for them.</summary>
internal static class WatchingSetup
{
    // By Kestrel, routing, sign-in and the rate limits of ASP.NET Core itself.
    private static readonly string[] _meters =
        [Telemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Authentication", "Npgsql"];

    /// <summary>Registers it.</summary>
    public static void AddWatching(this IServiceCollection services, ILoggingBuilder logging, CollectorOptions options, string collectorId)
    {
        logging.ClearProviders();
        logging.AddFilter("Microsoft", LogLevel.Warning);

        // The keys of cookies and forms lie in the database as they are: they open nothing that it does not hold itself (Operators/WebKeys).
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        // Each page with a form would warn that its no-store was made no-cache, no-store.
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);

        // Under systemd this chooses a form for the console; what the options ask for comes after it.
        services.AddSystemd();
        options.Events?.Invoke(logging);

        if (options.Otlp is Uri endpoint)
        {
            AddOtlp(services, endpoint, collectorId);
        }
    }

    private static void AddOtlp(IServiceCollection services, Uri endpoint, string collectorId) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("nanoagent-collector", serviceInstanceId: collectorId))
        .WithMetrics(metrics => metrics.AddMeter(_meters).AddRuntimeInstrumentation().AddOtlpExporter(exporter => To(exporter, endpoint, "v1/metrics")))
        .WithTracing(traces => traces
            .AddAspNetCoreInstrumentation(http => http.Filter = context => context.Request.Path != "/healthz" && context.Request.Path != "/readyz")
            .AddSource("Npgsql")
            .AddOtlpExporter(exporter => To(exporter, endpoint, "v1/traces")));

    // The paths are those of OTLP over HTTP; an endpoint given in code gets none by itself.
    private static void To(OtlpExporterOptions exporter, Uri endpoint, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(new Uri(endpoint.ToString().TrimEnd('/') + "/"), path);
    }
}
