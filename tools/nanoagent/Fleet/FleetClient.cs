using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace NanoAgent.Tool.Fleet;

/// <summary>The collector's doors as the fleet's units use them, over pinned HTTPS.</summary>
internal sealed class FleetClient : IDisposable
{
    private readonly X509Certificate2? _pin;
    private readonly HttpClient _http;

    /// <summary>Knocks at a collector.</summary>
    /// <param name="collector">Its address.</param>
    /// <param name="pin">The CA that units pin; null for plain http on loopback.</param>
    /// <param name="connections">Most connections at a time.</param>
    public FleetClient(Uri collector, X509Certificate2? pin, int connections)
    {
        _pin = pin;
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections };

        if (pin is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                certificate is X509Certificate2 server && (errors & System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch) == 0 && IsUnder(server, pin);
        }

        _http = new HttpClient(handler) { BaseAddress = collector, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Asks for a challenge.</summary>
    /// <returns>The nonce, and the collector's id.</returns>
    public async Task<(string Nonce, string Collector)> ChallengeAsync(string keyId, CancellationToken cancel)
    {
        using var content = new StringContent($$"""{"kid":"{{keyId}}"}""");
        using HttpResponseMessage answer = await _http.PostAsync(new Uri("/v1/challenges", UriKind.Relative), content, cancel);
        answer.EnsureSuccessStatusCode();
        JsonElement body = await BodyOf(answer, cancel);
        return (body.GetProperty("nonce").GetString()!, body.GetProperty("aud").GetString()!);
    }

    /// <summary>Enrols, or says why not.</summary>
    public async Task<string?> EnrolAsync(byte[] jws, string token, CancellationToken cancel) => (await PostAsync("/v1/enrolments", jws, "application/jose", token, cancel)).Refusal;

    /// <summary>Reports.</summary>
    /// <returns>Why not, or the nonce of the next report.</returns>
    public Task<(string? Refusal, string? Nonce)> ReportAsync(byte[] token, CancellationToken cancel) => PostAsync("/v1/attestations", token, "application/eat+jwt", null, cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _pin?.Dispose();
    }

    private async Task<(string? Refusal, string? Nonce)> PostAsync(string path, byte[] body, string type, string? bearer, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        using HttpResponseMessage answer = await _http.SendAsync(request, cancel);
        JsonElement said = await BodyOf(answer, cancel);

        if (answer.IsSuccessStatusCode)
        {
            return (null, said.TryGetProperty("nonce", out JsonElement nonce) ? nonce.GetString() : null);
        }

        return (said.ValueKind == JsonValueKind.Object && said.TryGetProperty("refusal", out JsonElement refusal) ? refusal.GetString() : $"status-{(int)answer.StatusCode}", null);
    }

    private static async Task<JsonElement> BodyOf(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static bool IsUnder(X509Certificate2 server, X509Certificate2 pin)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(pin);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(server);
    }
}
