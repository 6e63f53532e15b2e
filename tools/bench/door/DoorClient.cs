using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace NanoAgent.Bench;

/// <summary>What the endpoint said.</summary>
/// <param name="Status">HTTP status; 0 when it did not answer.</param>
/// <param name="Body">The body's first <see cref="DoorClient.MaxBody"/> characters.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record DoorAnswer(int Status, string Body, double Milliseconds)
{
    /// <summary>It did what it was asked.</summary>
    public bool IsYes => Status is >= 200 and < 300;

    /// <summary>It did not answer at all.</summary>
    public bool IsSilent => Status == 0;
}

/// <summary>Asks a unit's admin endpoint, one request at a time and paced.</summary>
/// <remarks>Takes any certificate: who stands behind the endpoint is <see cref="TransportTest"/>'s question, and a tester who is lied to sees it there.</remarks>
public sealed class DoorClient : IDisposable
{
    /// <summary>Longest body that is kept, in characters.</summary>
    public const int MaxBody = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly BenchTarget _target;
    private readonly Pace _pace;

    /// <summary>Makes a client of a target.</summary>
    public DoorClient(BenchTarget target, Pace pace)
    {
        _target = target;
        _pace = pace;
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        };
        _http = new HttpClient(handler) { BaseAddress = target.Uri, Timeout = Patience, MaxResponseContentBufferSize = 1024 * 1024 };
    }

    /// <summary>Logs in.</summary>
    public Task<DoorAnswer> LogInAsync(string password, CancellationToken cancel)
    {
        var fields = new Dictionary<string, string> { [_target.Door.AccountField] = _target.Account, [_target.Door.PasswordField] = password };
        HttpContent content = _target.Door.AsForm ? new FormUrlEncodedContent(fields) : JsonContent.Create(fields);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, _target.Door.LoginPath) { Content = content }, cancel);
    }

    /// <summary>Logs in with the true password and keeps the session.</summary>
    /// <returns>The session token, empty when it is a cookie; null when the endpoint refused or the password is not known.</returns>
    public async Task<string?> OpenSessionAsync(CancellationToken cancel)
    {
        if (_target.Password is null || await LogInAsync(_target.Password, cancel).ConfigureAwait(false) is not { IsYes: true } answer)
        {
            return null;
        }

        return _target.Door.SessionMember.Length == 0 ? "" : Member(answer.Body, _target.Door.SessionMember);
    }

    /// <summary>Reads a path.</summary>
    public Task<DoorAnswer> ReadAsync(string path, string? session, CancellationToken cancel) => SendAsync(With(new HttpRequestMessage(HttpMethod.Get, path), session), cancel);

    /// <summary>Uploads an update image.</summary>
    public Task<DoorAnswer> UploadAsync(byte[] image, string? session, CancellationToken cancel)
    {
        var content = new ByteArrayContent(image);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return SendAsync(With(new HttpRequestMessage(HttpMethod.Post, _target.Door.UpdatePath) { Content = content }, session), cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage With(HttpRequestMessage request, string? session)
    {
        if (!string.IsNullOrEmpty(session))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
        }

        return request;
    }

    private async Task<DoorAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using (request)
        {
            await _pace.WaitAsync(cancel).ConfigureAwait(false);
            long started = _pace.Clock.GetTimestamp();

            try
            {
                using HttpResponseMessage answer = await _http.SendAsync(request, cancel).ConfigureAwait(false);
                string body = await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false);
                return new DoorAnswer((int)answer.StatusCode, body.Length > MaxBody ? body[..MaxBody] : body, _pace.Clock.GetElapsedTime(started).TotalMilliseconds);
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                return new DoorAnswer(0, "", _pace.Clock.GetElapsedTime(started).TotalMilliseconds);
            }
        }
    }

    private static string? Member(string body, string name)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out JsonElement e) && e.ValueKind == JsonValueKind.String ? e.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
