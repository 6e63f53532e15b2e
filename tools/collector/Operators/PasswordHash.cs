using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace NanoAgent.Collector.Operators;

/// <summary>Slow, salted password hashes by ASP.NET Core Identity: PBKDF2 with HMAC-SHA-512.</summary>
internal static class PasswordHash
{
    // OWASP's Password Storage Cheat Sheet asks for 210,000 rounds of this function.
    private const int Rounds = 210_000;

    private static readonly PasswordHasher<string> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));

    // Verified when there is no such account, so that the time tells nobody which names exist.
    private static readonly string _nobody = _hasher.HashPassword("", Guid.NewGuid().ToString());

    /// <summary>The hash to keep.</summary>
    public static string Of(string password) => _hasher.HashPassword("", password);

    /// <summary>Does the password belong to the hash? Takes as long when there is no hash.</summary>
    public static bool Matches(string? hash, string password) =>
        _hasher.VerifyHashedPassword("", hash ?? _nobody, password) != PasswordVerificationResult.Failed && hash is not null;
}
