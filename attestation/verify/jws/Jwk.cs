using System.Text.Json;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Verify.Jws;

/// <summary>Public keys as JWK and JWK Set (RFC 7517): EC P-256 only, strictly read.</summary>
public static class Jwk
{
    /// <summary>Largest JWK Set that is read, in bytes.</summary>
    public const int MaxSetBytes = 16 * 1024 * 1024;

    /// <summary>Reads a key that came from outside.</summary>
    /// <param name="jwk">Any JSON value.</param>
    /// <param name="key">The key, or null when it is no P-256 public key, is for another use or algorithm, or carries a private part.</param>
    public static bool TryRead(JsonElement jwk, out PublicKey? key)
    {
        key = null;

        if (jwk.ValueKind != JsonValueKind.Object || !Is(jwk, "kty", "EC") || !Is(jwk, "crv", "P-256") || jwk.TryGetProperty("d", out _))
        {
            return false;
        }

        // A key that was made for something else is not ours to use (RFC 7517 §4.2, §4.4).
        if (!IsOrMissing(jwk, "use", "sig") || !IsOrMissing(jwk, "alg", "ES256"))
        {
            return false;
        }

        return Base64Url.TryDecode(Text(jwk, "x"), out byte[] x) && Base64Url.TryDecode(Text(jwk, "y"), out byte[] y) && PublicKey.TryCreate(x, y, out key);
    }

    /// <summary>Reads a key from its JSON text.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, out PublicKey? key)
    {
        key = null;

        if (!StrictJson.TryReadObject(utf8, out JsonDocument? document))
        {
            return false;
        }

        using (document)
        {
            return TryRead(document!.RootElement, out key);
        }
    }

    /// <summary>Reads a JWK Set (RFC 7517 §5), or a single JWK as a set of one. Keys of other kinds are left out, as §5 says.</summary>
    /// <param name="utf8">Any bytes.</param>
    /// <param name="keys">The P-256 keys, each with its private member <c>na_purpose</c> where it has one; null when this is no set.</param>
    public static bool TryReadSet(ReadOnlyMemory<byte> utf8, out IReadOnlyList<PublishedKey>? keys)
    {
        keys = null;

        if (utf8.Length > MaxSetBytes || !StrictJson.TryReadObject(utf8, out JsonDocument? document))
        {
            return false;
        }

        using (document)
        {
            JsonElement root = document!.RootElement;

            if (root.TryGetProperty("keys", out JsonElement set) && set.ValueKind == JsonValueKind.Array)
            {
                keys = [.. set.EnumerateArray().Select(Published).OfType<PublishedKey>()];
                return true;
            }

            keys = Published(root) is PublishedKey single ? [single] : null;
            return keys is not null;
        }
    }

    private static PublishedKey? Published(JsonElement jwk) => TryRead(jwk, out PublicKey? key) ? new PublishedKey(key!, Text(jwk, "na_purpose")) : null;

    private static bool Is(JsonElement jwk, string name, string value) => Text(jwk, name) == value;

    private static bool IsOrMissing(JsonElement jwk, string name, string value) => !jwk.TryGetProperty(name, out _) || Is(jwk, name, value);

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A key of a JWK Set.</summary>
/// <param name="Key">The key.</param>
/// <param name="Purpose">For what it signs, when the set says so: <c>ear</c>, <c>log</c>, <c>pack</c>.</param>
public sealed record PublishedKey(PublicKey Key, string? Purpose);
