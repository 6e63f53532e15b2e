using System.Net.Http.Headers;

namespace NanoAgent.Evidence;

/// <summary>Tells another system of drift: one HTTP POST of the report as JSON.</summary>
/// <remarks>Only over https, or to this machine itself. Bounded: no redirect, <see cref="Patience"/> for an answer, <see cref="Attempts"/> attempts, the answer's body is not read.</remarks>
public sealed class DriftHook : IDisposable
{
    /// <summary>How often it is tried.</summary>
    public const int Attempts = 3;

    /// <summary>Largest body that is sent, in bytes; a larger report is sent with fewer units named.</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly Uri _address;
    private readonly HttpClient _client;
    private readonly TimeProvider _clock;

    /// <summary>Makes a hook.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="clock">Waits between attempts.</param>
    /// <exception cref="ArgumentException">An address that <see cref="IsAllowed"/> refuses.</exception>
    public DriftHook(Uri address, TimeProvider clock)
    {
        if (!IsAllowed(address))
        {
            throw new ArgumentException("https, or http to this machine itself", nameof(address));
        }

        _address = address;
        _clock = clock;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Patience }) { Timeout = Patience };
    }

    /// <summary>How long an answer is waited for.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>True for https, and for http to loopback: what is said of a fleet is not for everybody on the way.</summary>
    public static bool IsAllowed(Uri address) =>
        address is { IsAbsoluteUri: true } && address.UserInfo.Length == 0 && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Sends a report.</summary>
    /// <returns>Null when it was taken (2xx), or the last failure in one clause.</returns>
    public async Task<string?> SendAsync(DriftReport report, CancellationToken cancel)
    {
        byte[] body = Body(report);
        string? problem = null;

        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 << attempt), _clock, cancel);
            }

            problem = await TrySendAsync(body, cancel);

            if (problem is null)
            {
                return null;
            }
        }

        return problem;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<string?> TrySendAsync(byte[] body, CancellationToken cancel)
    {
        try
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
            using HttpResponseMessage answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return answer.IsSuccessStatusCode ? null : $"answered {(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return e is HttpRequestException ? e.Message.ReplaceLineEndings(" ") : $"no answer within {Patience.TotalSeconds:0} seconds";
        }
    }

    private static byte[] Body(DriftReport report)
    {
        for (int units = DriftReport.MaxUnits; ; units /= 2)
        {
            byte[] body = Json.Write(report with { NoLonger = [.. report.NoLonger.Select(r => r with { Units = [.. r.Units.Take(units)] })] });

            if (body.Length <= MaxBytes || units == 0)
            {
                return body;
            }
        }
    }
}
