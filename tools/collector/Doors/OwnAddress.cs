using System.Net;
using Microsoft.AspNetCore.Http;

namespace NanoAgent.Collector.Doors;

/// <summary>The address that a page tells others. Whoever asks writes the host into the request, so it is believed only where this collector knows itself by it.</summary>
internal static class OwnAddress
{
    /// <summary>Scheme, host and port: as asked for under a name of this collector's; else where units are told to come, or where it listens.</summary>
    public static string Of(HttpRequest request, CollectorOptions options)
    {
        ConnectionInfo connection = request.HttpContext.Connection;

        if (IsKnown(request.Host.Host, connection.LocalIpAddress, options))
        {
            return $"{request.Scheme}://{request.Host}";
        }

        return options.Announced?.GetLeftPart(UriPartial.Authority) ?? new UriBuilder(options.Url) { Port = connection.LocalPort }.Uri.GetLeftPart(UriPartial.Authority);
    }

    private static bool IsKnown(string host, IPAddress? local, CollectorOptions options) =>
        new[] { options.Url.Host, options.Announced?.Host, "localhost" }.Concat(options.Names).Contains(host, StringComparer.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && (IPAddress.IsLoopback(address) || address.Equals(local)));
}
