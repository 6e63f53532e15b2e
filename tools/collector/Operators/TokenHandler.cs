using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NanoAgent.Collector.Doors;

namespace NanoAgent.Collector.Operators;

/// <summary>Knows who shows an operator's bearer token (RFC 6750), or that of the data folder. Opaque tokens, kept as hashes.</summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, CollectorServices collector)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "Bearer";

    private const string Prefix = "Bearer ";

    // Whoever can read the data folder may act on units; a declaration needs a person's name.
    private static readonly Account _dataFolder = new("operator.token", [Role.Viewer, Role.Operator], false, 0, "");

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string header = Request.Headers.Authorization.ToString();

        if (!header.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        string token = header[Prefix.Length..];
        Account? account = collector.IsOperator(token) ? _dataFolder : collector.Operators.FindByToken(token);
        return Task.FromResult(account is null
            ? AuthenticateResult.Fail("not an operator's token, or expired")
            : AuthenticateResult.Success(new AuthenticationTicket(SessionStore.Principal(account, SchemeName), SchemeName)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return Problems.Of(StatusCodes.Status401Unauthorized, "not-signed-in", "needs an operator's bearer token").ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Of(StatusCodes.Status403Forbidden, "role-missing", "the operator has not the role that this needs").ExecuteAsync(Context);
}
