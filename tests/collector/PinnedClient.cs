using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace NanoAgent.Tests.Collector;

/// <summary>A client that trusts one CA and nothing that the machine trusts, as a unit does. It keeps no cookies and follows no redirects.</summary>
internal static class PinnedClient
{
    /// <param name="pem">The CA.</param>
    /// <param name="url">Whom it asks.</param>
    /// <param name="from">The address from which it asks; null for the usual one.</param>
    public static HttpClient Open(string pem, Uri url, IPAddress? from = null)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 32 };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509Certificate2.CreateFromPem(pem) },
            RevocationMode = X509RevocationMode.NoCheck,
        };

        if (from is not null)
        {
            handler.ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        return new HttpClient(handler) { BaseAddress = url };
    }

    /// <summary>Does a unit that pins this CA reach the collector?</summary>
    public static async Task<bool> IsReachedAsync(string pem, Uri url)
    {
        using HttpClient http = Open(pem, url);

        try
        {
            return await http.GetStringAsync(new Uri("/healthz", UriKind.Relative)) == "alive";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
