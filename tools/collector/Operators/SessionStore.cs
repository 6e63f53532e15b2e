using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Collector.Operators;

/// <summary>Sessions on this side: the cookie holds only a name for one, and roles are read anew with every request.</summary>
/// <remarks>So an operator's end, other roles, or signing out hold from their commit on, on every collector of the database.</remarks>
internal sealed class SessionStore(CollectorServices collector) : ITicketStore
{
    /// <inheritdoc/>
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        string key = Base64Url.Encode(RandomNumberGenerator.GetBytes(32));
        long expires = ticket.Properties.ExpiresUtc!.Value.ToUnixTimeSeconds();
        await collector.Store.Write((session, _) =>
        {
            session.Execute("DELETE FROM operator_sessions WHERE expires_at <= @now", collector.Now);
            return session.Execute(
                "INSERT INTO operator_sessions (hash, name, made_at, expires_at) VALUES (@hash, @name, @at, @expires)",
                CollectorServices.HashOf(key), ticket.Principal.Identity!.Name, collector.Now, expires);
        });
        return key;
    }

    /// <summary>Nothing to renew: a session ends when it said that it would.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        Account? account = collector.Store.Read(session => AccountRows.BySession(session, CollectorServices.HashOf(key), collector.Now));
        return Task.FromResult(account is null ? null : new AuthenticationTicket(Principal(account, CookieAuthenticationDefaults.AuthenticationScheme), CookieAuthenticationDefaults.AuthenticationScheme));
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string key) =>
        collector.Store.Write((session, _) => session.Execute("DELETE FROM operator_sessions WHERE hash = @hash", CollectorServices.HashOf(key)));

    /// <summary>An operator as the web server knows one: name and a claim for each role.</summary>
    public static ClaimsPrincipal Principal(Account account, string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, account.Name), .. account.Roles.Select(role => new Claim(ClaimTypes.Role, Roles.Name(role)))],
        scheme));
}
