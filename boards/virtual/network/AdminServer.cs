using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Network;

/// <summary>What the admin endpoint asks of the firmware behind it.</summary>
internal interface IAdminDoor
{
    /// <summary>Does /status ask for a session?</summary>
    bool StatusNeedsSession { get; }

    /// <summary>Decides a log-in.</summary>
    Attempt LogIn(string account, string password);

    /// <summary>What /status shows: JSON.</summary>
    string Status();

    /// <summary>What /settings shows: JSON.</summary>
    string Settings();

    /// <summary>Gives an image to the update mechanism, which decides and discards it.</summary>
    UpdateVerdict Upload(byte[] image);
}

/// <summary>
/// The unit's admin endpoint: HTTPS (in clear for one persona) on the loopback address, on a port that the host chooses. <c>POST /login</c> takes account
/// and password as JSON or as a form and answers 200 with a session token, 401, or 429; <c>GET /status</c> and
/// <c>GET /settings</c> want that token, and so does <c>POST /update</c>, which takes an image and answers 200 or 422.
/// </summary>
internal sealed class AdminServer : IDisposable
{
    /// <summary>Longest request body, in bytes: an update image that is larger than the unit's slot still arrives.</summary>
    private const int MaxBodyBytes = 8192;

    /// <summary>Sessions held at once; the oldest ends when one more begins.</summary>
    private const int MaxSessions = 8;

    private readonly WebApplication _app;
    private readonly Func<IAdminDoor?> _door;
    private readonly Queue<string> _sessions = new();
    private readonly object _gate = new();

    /// <summary>Starts listening.</summary>
    /// <param name="certificate">The server's certificate with its key; null for a server in clear.</param>
    /// <param name="door">The firmware that answers now; null while the unit boots.</param>
    public AdminServer(X509Certificate2? certificate, Func<IAdminDoor?> door)
    {
        _door = door;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = MaxBodyBytes;
            o.Listen(IPAddress.Loopback, 0, l =>
            {
                l.Protocols = HttpProtocols.Http1;

                if (certificate != null)
                {
                    l.UseHttps(certificate);
                }
            });
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
        _app.StartAsync().GetAwaiter().GetResult();
        string address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Uri = new Uri(address);
    }

    /// <summary>Where it listens.</summary>
    public Uri Uri { get; }

    /// <inheritdoc/>
    public void Dispose() => _app.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private Task AnswerAsync(HttpContext context)
    {
        IAdminDoor? door = _door();

        if (door == null)
        {
            return Reply(context, StatusCodes.Status503ServiceUnavailable, "{\"error\":\"starting\"}");
        }

        return (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", "/status") => StatusAsync(context, door),
            ("GET", "/settings") => HasSession(context) ? Reply(context, StatusCodes.Status200OK, door.Settings()) : Unauthenticated(context),
            ("POST", "/update") => HasSession(context) ? UploadAsync(context, door) : Unauthenticated(context),
            ("POST", "/login") => LogInAsync(context, door),
            _ => Reply(context, StatusCodes.Status404NotFound, "{\"error\":\"nothing here\"}"),
        };
    }

    private Task StatusAsync(HttpContext context, IAdminDoor door) => !door.StatusNeedsSession || HasSession(context)
        ? Reply(context, StatusCodes.Status200OK, door.Status())
        : Unauthenticated(context);

    private static Task Unauthenticated(HttpContext context) => Reply(context, StatusCodes.Status401Unauthorized, "{\"error\":\"log in first\"}");

    private static async Task UploadAsync(HttpContext context, IAdminDoor door)
    {
        using var image = new MemoryStream();

        try
        {
            await context.Request.Body.CopyToAsync(image).ConfigureAwait(false);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            await Reply(context, StatusCodes.Status413PayloadTooLarge, "{\"error\":\"too large\"}").ConfigureAwait(false);
            return;
        }

        UpdateVerdict verdict = door.Upload(image.ToArray());
        string name = JsonNamingPolicy.KebabCaseLower.ConvertName(verdict.ToString());
        await Reply(context, verdict == UpdateVerdict.Accepted ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, $"{{\"verdict\":\"{name}\"}}").ConfigureAwait(false);
    }

    private async Task LogInAsync(HttpContext context, IAdminDoor door)
    {
        (string? account, string? password) = await CredentialsOfAsync(context.Request).ConfigureAwait(false);

        if (account == null || password == null)
        {
            await Reply(context, StatusCodes.Status400BadRequest, "{\"error\":\"account and password\"}").ConfigureAwait(false);
            return;
        }

        await (door.LogIn(account, password) switch
        {
            Attempt.Accepted => Reply(context, StatusCodes.Status200OK, $"{{\"session\":\"{Begin()}\"}}"),
            Attempt.Throttled => Reply(context, StatusCodes.Status429TooManyRequests, "{\"error\":\"too many attempts\"}"),
            Attempt.Refused => Reply(context, StatusCodes.Status401Unauthorized, "{\"error\":\"refused\"}"),
            _ => Reply(context, StatusCodes.Status503ServiceUnavailable, "{\"error\":\"cannot tell\"}"),
        }).ConfigureAwait(false);
    }

    private static async Task<(string? Account, string? Password)> CredentialsOfAsync(HttpRequest request)
    {
        try
        {
            if (request.HasFormContentType)
            {
                IFormCollection form = await request.ReadFormAsync().ConfigureAwait(false);
                return (form["account"], form["password"]);
            }

            using JsonDocument body = await JsonDocument.ParseAsync(request.Body).ConfigureAwait(false);
            return (body.RootElement.GetProperty("account").GetString(), body.RootElement.GetProperty("password").GetString());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or Microsoft.AspNetCore.Http.BadHttpRequestException or InvalidDataException)
        {
            return (null, null);
        }
    }

    private string Begin()
    {
        string session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

        lock (_gate)
        {
            _sessions.Enqueue(session);

            while (_sessions.Count > MaxSessions)
            {
                _sessions.Dequeue();
            }
        }

        return session;
    }

    private bool HasSession(HttpContext context)
    {
        const string Scheme = "Bearer ";
        string given = context.Request.Headers.Authorization.ToString();

        lock (_gate)
        {
            return given.StartsWith(Scheme, StringComparison.Ordinal) && _sessions.Contains(given[Scheme.Length..]);
        }
    }

    private static Task Reply(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json)).AsTask();
    }
}
