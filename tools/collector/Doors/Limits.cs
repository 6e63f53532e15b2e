using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using NanoAgent.Collector.Doors.Api;
using NanoAgent.Collector.Pages;

namespace NanoAgent.Collector.Doors;

/// <summary>How much anybody may ask, and for how long: on whole groups of doors, and fair between addresses.</summary>
/// <remarks>Loopback is this machine's own: tools, and the proxy behind which the real addresses are told apart.</remarks>
internal static class Limits
{
    private const string Devices = "devices";
    private const string Reading = "reading";
    private const string Files = "files";
    private const int MostAtOnce = 512;
    private const int MostWaiting = 4096;

    // A document of 64 MB at one megabit a second.
    private static readonly TimeSpan _fileTime = TimeSpan.FromMinutes(10);

    // Of the places above, those that one address may hold: whoever sends bodies slowly holds each for as long as it is waited for.
    private const int MostAtOnceOfAddress = 64;

    // A unit asks a few times a day; a whole line of them behind one address still gets through, at once or at the pace of the options.
    private const int PerAddressBurst = 500;

    /// <summary>The doors of units: what waits is bounded, and no request lasts longer than the patience.</summary>
    public static T ForDevices<T>(this T group)
        where T : IEndpointConventionBuilder
    {
        group.RequireRateLimiting(Devices);
        return group.Ends(Devices);
    }

    /// <summary>Doors at which something short is read or said: none of it lasts longer than the patience.</summary>
    public static T ForReading<T>(this T group)
        where T : IEndpointConventionBuilder => group.Ends(Reading);

    /// <summary>Doors through which files go, in or out: these have the time that a slow line takes.</summary>
    public static T ForFiles<T>(this T group)
        where T : IEndpointConventionBuilder => group.Ends(Files);

    /// <summary>Doors whose answer goes on for as long as somebody listens; how many do is bounded by what answers.</summary>
    public static T ForListening<T>(this T group)
        where T : IEndpointConventionBuilder
    {
        group.DisableRequestTimeout();
        return group;
    }

    /// <summary>Registers the limits.</summary>
    /// <param name="services">The web server's services.</param>
    /// <param name="options">How long a request may last, how fast they may come, and which addresses are not counted.</param>
    public static void AddLimits(this IServiceCollection services, CollectorOptions options)
    {
        services.AddRequestTimeouts(timeouts => timeouts
            .AddPolicy(Devices, EndsAfter(options.RequestPatience))
            .AddPolicy(Reading, EndsAfter(options.RequestPatience))
            .AddPolicy(Files, EndsAfter(_fileTime)));
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RejectAsync;
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(context => PerAddress(context, options)),
                PartitionedRateLimiter.Create<HttpContext, string>(context => AtOncePerAddress(context, options)));
            limiter.AddPolicy(Devices, _ => AtOnce(Devices, MostAtOnce, MostWaiting));
        });
    }

    /// <summary>What counts as one address: an IPv4 address, or the /64 that one IPv6 subscriber has.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        return address is { AddressFamily: AddressFamily.InterNetworkV6 } ? Convert.ToHexString(address.GetAddressBytes()[..8]) : address?.ToString() ?? "";
    }

    private static T Ends<T>(this T group, string policy)
        where T : IEndpointConventionBuilder
    {
        group.WithRequestTimeout(policy);
        group.Refuses(StatusCodes.Status503ServiceUnavailable, Problems.UnavailableName);
        return group;
    }

    private static RequestTimeoutPolicy EndsAfter(TimeSpan time) => new()
    {
        Timeout = time,
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        WriteTimeoutResponse = context => Problems.Of(StatusCodes.Status503ServiceUnavailable, Problems.UnavailableName, "the request took too long: say it again").ExecuteAsync(context),
    };

    /// <summary>The answer to whoever asks too much.</summary>
    /// <param name="context">The request.</param>
    /// <param name="wait">After how many seconds there is room again.</param>
    public static IResult Rejected(HttpContext context, double wait = 1)
    {
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, PageRefusal.TooManyRequests, "ask again later");
    }

    private static RateLimitPartition<string> PerAddress(HttpContext context, CollectorOptions options)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;

        if (address is not null && options.IsOwnMachine(address))
        {
            return RateLimitPartition.GetNoLimiter("loopback");
        }

        return RateLimitPartition.GetTokenBucketLimiter(NetworkOf(address), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = PerAddressBurst,
            TokensPerPeriod = options.RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
    }

    private static RateLimitPartition<string> AtOncePerAddress(HttpContext context, CollectorOptions options)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        bool isBounded = context.GetEndpoint()?.Metadata.GetMetadata<DeviceDoors.Mark>() is not null && (address is null || !options.IsOwnMachine(address));
        return isBounded ? AtOnce(NetworkOf(address), MostAtOnceOfAddress, MostWaiting) : RateLimitPartition.GetNoLimiter("unbounded");
    }

    private static RateLimitPartition<string> AtOnce(string name, int most, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(name, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = waiting });

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancel)
    {
        double wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after) ? Math.Ceiling(after.TotalSeconds) : 1;
        await Rejected(context.HttpContext, wait).ExecuteAsync(context.HttpContext);
    }
}
