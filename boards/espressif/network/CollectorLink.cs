using System;
using System.Net.Http;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Report;

namespace NanoAgent.Boards.Espressif;

/// <summary>The way to the collector over nanoFramework's HttpClient: one client for the link's life, the authority pinned, every response disposed.</summary>
/// <remarks>
/// HttpClient never sends a client certificate, so who the unit is stands in the signed body. Each request is a connection and a handshake of its own: seconds, and
/// two native blocks of 16.7 KB while it lasts.
/// </remarks>
public sealed class CollectorLink : ICollectorLink
{
    private const int MostAnswerBytes = 4096;
    private const int PatienceSeconds = 30;

    private static readonly byte[] s_nothing = new byte[0];

    private readonly HttpClient _client = new HttpClient();
    private readonly PinnedServer _collector;

    /// <summary>Makes the link; nothing is connected yet.</summary>
    public CollectorLink(PinnedServer collector)
    {
        _collector = collector;
        _client.SslProtocols = collector.Protocols;
        _client.SslVerification = collector.Verification;
        _client.Timeout = TimeSpan.FromSeconds(PatienceSeconds);
    }

    /// <inheritdoc/>
    public int Post(string path, string contentType, string bearer, IFragment body, out byte[] answer) =>
        Ask(HttpMethod.Post, path, contentType, bearer, body, out answer);

    /// <summary>Gets what the collector shows to everybody.</summary>
    /// <returns>The body, at most 4,096 characters; null when there was no answer or another status than 200.</returns>
    public string Get(string path) =>
        Ask(HttpMethod.Get, path, null, null, null, out byte[] answer) == 200 ? Ascii.Text(answer, 0, answer.Length) : null;

    private int Ask(HttpMethod method, string path, string contentType, string bearer, IFragment body, out byte[] answer)
    {
        answer = s_nothing;

        if (!TlsMemory.HasRoom())
        {
            return 0;
        }

        try
        {
            // Anew each time: the server may have become another one.
            _client.HttpsAuthentCert = _collector.Anchor;

            using (FragmentContent content = body == null ? null : new FragmentContent(body, contentType))
            using (var request = new HttpRequestMessage(method, _collector.Url + path))
            {
                request.Content = content;

                if (bearer != null)
                {
                    request.Headers.Add("Authorization", "Bearer " + bearer);
                }

                return Send(request, ref answer);
            }
        }
        catch (OutOfMemoryException)
        {
            // The report client compacts and tries once more.
            throw;
        }
        catch (Exception)
        {
            // No name, no route, no handshake, a connection that broke: nanoFramework tells them apart by no type that could be relied on.
            answer = s_nothing;
            return 0;
        }
    }

    private int Send(HttpRequestMessage request, ref byte[] answer)
    {
        using (HttpResponseMessage response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead))
        {
            // The stream of an answer is buffered whole before it can be read, so its length is looked at before.
            if (response.Content.Headers.ContentLength > MostAnswerBytes)
            {
                return 0;
            }

            answer = response.Content.ReadAsByteArray();
            return (int)response.StatusCode;
        }
    }
}
