using System;
using System.Net;
using System.Threading;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Boards.Thermostat;

/// <summary>The page on port 80, and the same door as the agent asks it: who has no account sees nothing.</summary>
/// <remarks>
/// The agent asks the door itself, not over the network: an ESP32 reaches no listener of its own (stock images have no loopback). <c>nanoagent bench</c>
/// asks from outside. Plain HTTP, so passwords cross the home network in clear: a real product has a certificate and <c>https</c> here.
/// </remarks>
public sealed class WebPage : IServices, IService
{
    /// <summary>The one account of a person. It opens to nobody before its first password is set.</summary>
    public const string Owner = "owner";

    /// <summary>The agent's account, without rights.</summary>
    public const string Probe = "probe";

    private const int Ok = 200;
    private const int BadRequest = 400;
    private const int Unauthorized = 401;
    private const int TooMany = 429;

    private readonly CredentialVault _vault;
    private readonly Heating _heating;
    private readonly object _gate;

    /// <summary>Takes its parts.</summary>
    /// <param name="vault">Accounts, with their lock-outs.</param>
    /// <param name="heating">The product.</param>
    /// <param name="gate">Held by whoever uses vault or settings: the agent during a cycle, this during a request.</param>
    public WebPage(CredentialVault vault, Heating heating, object gate)
    {
        _vault = vault;
        _heating = heating;
        _gate = gate;
    }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public string Name => "web-page";

    /// <inheritdoc/>
    public int Port => 80;

    /// <inheritdoc/>
    public Answer RequiresAuthentication => Answer.Yes;

    /// <inheritdoc/>
    public Answer OwnerLockedOut => _vault.LockoutSeconds(Owner) > 0 ? Answer.Yes : Answer.No;

    /// <inheritdoc/>
    public IService At(int index) => this;

    /// <inheritdoc/>
    public Attempt AskWithout() => Asked("");

    /// <inheritdoc/>
    public Attempt AskAsProbe(string value) => Asked("Basic " + Convert.ToBase64String(Ascii.Bytes(Probe + ":" + value)));

    /// <inheritdoc/>
    public bool ForgiveProbe() => _vault.ForgiveProbe();

    /// <inheritdoc/>
    public int LockoutSecondsAfterReload()
    {
        _vault.Reload();
        return _vault.LockoutSeconds(Probe);
    }

    /// <summary>Serves for ever, on a thread of its own.</summary>
    public void Listen()
    {
        var listener = new HttpListener("http", Port);
        listener.Start();

        while (true)
        {
            try
            {
                Serve(listener.GetContext());
            }
            catch (Exception)
            {
                // A client that hung up, or memory that was short for a moment: the next one is served.
                Thread.Sleep(100);
            }
        }
    }

    /// <summary>Answers one request.</summary>
    /// <param name="method">GET shows, POST changes.</param>
    /// <param name="url">Path and query: <c>/</c>, <c>/first?PASSWORD</c> while there is no owner, <c>/set?TENTHS</c>.</param>
    /// <param name="authorization">The Authorization header, or an empty text.</param>
    /// <param name="page">What to show.</param>
    /// <returns>The HTTP status.</returns>
    public int Respond(string method, string url, string authorization, out string page)
    {
        page = "";

        if (method == "POST" && url.StartsWith("/first?"))
        {
            return _vault.SetFirst(Owner, url.Substring(7)) ? Ok : BadRequest;
        }

        int status = LogIn(authorization, out bool isOwner);

        if (status != Ok)
        {
            return status;
        }

        if (method == "POST" && url.StartsWith("/set?"))
        {
            return isOwner && int.TryParse(url.Substring(5), out int tenths) && _heating.TrySet(tenths) ? Ok : BadRequest;
        }

        page = isOwner ? "set-point " + _heating.SetPoint.ToString() + ", " + (_heating.IsOn ? "heating" : "idle") : "";
        return Ok;
    }

    private int LogIn(string authorization, out bool isOwner)
    {
        isOwner = false;

        if (!TryReadBasic(authorization, out string account, out string password))
        {
            return Unauthorized;
        }

        Attempt attempt = _vault.LogIn(account, password);
        isOwner = attempt == Attempt.Accepted && account == Owner;
        return attempt == Attempt.Accepted ? Ok : attempt == Attempt.Throttled ? TooMany : Unauthorized;
    }

    private static bool TryReadBasic(string authorization, out string account, out string password)
    {
        account = null;
        password = null;

        if (authorization == null || !authorization.StartsWith("Basic "))
        {
            return false;
        }

        try
        {
            byte[] pair = Convert.FromBase64String(authorization.Substring(6));
            string text = Ascii.Text(pair, 0, pair.Length);
            int colon = text.IndexOf(':');
            account = colon < 0 ? null : text.Substring(0, colon);
            password = colon < 0 ? null : text.Substring(colon + 1);
            return colon >= 0;
        }
        catch (Exception)
        {
            // No base64: whoever sent it gets the same answer as without.
            return false;
        }
    }

    private Attempt Asked(string authorization)
    {
        int status = Respond("GET", "/", authorization, out string _);
        return status == Ok ? Attempt.Accepted : status == TooMany ? Attempt.Throttled : Attempt.Refused;
    }

    private void Serve(HttpListenerContext context)
    {
        int status;
        string page;

        lock (_gate)
        {
            status = Respond(context.Request.HttpMethod, context.Request.RawUrl, context.Request.Headers["Authorization"], out page);
        }

        byte[] body = Ascii.Bytes(page);
        context.Response.StatusCode = status;

        if (status == Unauthorized)
        {
            context.Response.Headers.Add("WWW-Authenticate", "Basic realm=\"thermostat\"");
        }

        context.Response.ContentLength64 = body.Length;
        context.Response.OutputStream.Write(body, 0, body.Length);
        context.Close();
    }
}
