using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Collector.Operators;

/// <summary>Remembers in a browser that its owner signed in there before. It opens nothing: it only keeps strangers' wrong attempts apart.</summary>
internal sealed class KnownBrowsers(IDataProtectionProvider protection)
{
    private const string CookieName = "__Host-nanoagent-known";
    private static readonly TimeSpan _lifetime = TimeSpan.FromDays(400);

    private readonly IDataProtector _protector = protection.CreateProtector("known browser");

    /// <summary>The browser's id, when the account signed in from it before; else null.</summary>
    public string? Find(HttpRequest request, string name)
    {
        if (!request.Cookies.TryGetValue(CookieName, out string? text))
        {
            return null;
        }

        try
        {
            string[] parts = _protector.Unprotect(text).Split('\n');
            return parts.Length == 2 && parts[1] == name ? parts[0] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Remembers that the account signed in from this browser.</summary>
    public void Remember(HttpResponse response, string name)
    {
        string value = _protector.Protect(Base64Url.Encode(RandomNumberGenerator.GetBytes(16)) + "\n" + name);
        response.Cookies.Append(CookieName, value, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = _lifetime });
    }
}
