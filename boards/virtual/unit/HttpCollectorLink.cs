using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using NanoAgent.Attestation.Token;
using NanoAgent.Report;

namespace NanoAgent.Boards.Virtual;

/// <summary>The way to a collector over .NET's HTTP client: the server's certificate must come from the pinned authority and carry the host's name.</summary>
public sealed class HttpCollectorLink : ICollectorLink, IDisposable
{
    private const int MostAnswerBytes = 4096;
    private const int MostShownBytes = 65536;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;

    /// <summary>Pins a collector.</summary>
    public HttpCollectorLink(CollectorLocation collector)
    {
        ArgumentNullException.ThrowIfNull(collector);
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { collector.Anchor },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        _client = new HttpClient(handler) { BaseAddress = collector.Uri, Timeout = s_patience };
    }

    /// <summary>What the collector answered last: an HTTP status, 0 for no answer.</summary>
    public int LastStatus { get; private set; }

    /// <inheritdoc/>
    public int Post(string path, string contentType, string? bearer, IFragment body, out byte[] answer)
    {
        ArgumentNullException.ThrowIfNull(body);
        answer = [];
        LastStatus = 0;

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FragmentContent(body, contentType) };

            if (bearer is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            }

            using HttpResponseMessage response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            using Stream stream = response.Content.ReadAsStream();
            byte[] buffer = new byte[MostAnswerBytes];
            int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            answer = buffer[..length];
            return LastStatus = (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            // No answer is an answer: whether the collector got it is not known.
            return 0;
        }
    }

    /// <summary>Gets what the collector shows to everybody.</summary>
    /// <returns>The body; null when it does not answer 200, or with more than fits.</returns>
    public byte[]? Get(string path)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            using HttpResponseMessage response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            using Stream stream = response.Content.ReadAsStream();
            byte[] buffer = new byte[MostShownBytes + 1];
            int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return (int)response.StatusCode == 200 && length <= MostShownBytes ? buffer[..length] : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private sealed class FragmentContent : HttpContent
    {
        private readonly IFragment _body;

        public FragmentContent(IFragment body, string contentType)
        {
            _body = body;
            Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        protected override void SerializeToStream(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken) =>
            _body.WriteTo(new StreamSink(stream));

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            SerializeToStream(stream, context, CancellationToken.None);
            return Task.CompletedTask;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }

    private sealed class StreamSink(Stream stream) : IByteSink
    {
        public void Write(byte[] buffer, int offset, int count) => stream.Write(buffer, offset, count);
    }
}
