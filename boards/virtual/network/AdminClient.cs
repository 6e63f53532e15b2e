using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Network;

/// <summary>Asks the admin endpoint over the network, as a stranger or as somebody with a password would.</summary>
internal sealed class AdminClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Makes a client that trusts one authority.</summary>
    public AdminClient(Uri server, X509Certificate2 anchor)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid,
            CustomTrustStore = { anchor },
        };

        // The endpoint is in this process: it answers, and on a busy machine it hashes a password for seconds.
        _http = new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Asks for /status without credentials.</summary>
    public Attempt AskStatus()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status");
        return Ask(request);
    }

    /// <summary>Logs in.</summary>
    public Attempt LogIn(string account, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login") { Content = JsonContent.Create(new { account, password }) };
        return Ask(request);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Attempt Ask(HttpRequestMessage request)
    {
        try
        {
            using HttpResponseMessage answer = _http.Send(request);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => Attempt.Accepted,
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Attempt.Refused,
                HttpStatusCode.TooManyRequests => Attempt.Throttled,
                _ => Attempt.Unknown,
            };
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return Attempt.Unreachable;
        }
    }
}
