using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Evidence;

/// <summary>P-256 keys as JWK and JWK Set (RFC 7517).</summary>
public static class Jwk
{
    /// <summary>The member of a key in a JWK Set that says for what it may sign: <c>ear</c>, <c>log</c>, <c>pack</c> or <c>tester</c>.</summary>
    public const string RoleMember = "na_role";

    /// <summary>Reads a JWK that came from outside; false when it is no P-256 public key.</summary>
    public static bool TryParse(string? json, out PublicKey? key)
    {
        key = null;
        return json is not null && Json.TryParseObject(Encoding.UTF8.GetBytes(json)) is JsonElement jwk && TryParse(jwk, out key);
    }

    /// <summary>Reads a JWK that came from outside; false when it is no P-256 public key.</summary>
    public static bool TryParse(JsonElement jwk, out PublicKey? key)
    {
        key = null;
        return Json.Text(jwk, "kty") == "EC" && Json.Text(jwk, "crv") == "P-256"
            && Base64Url.TryDecode(Json.Text(jwk, "x"), out byte[] x) && Base64Url.TryDecode(Json.Text(jwk, "y"), out byte[] y)
            && PublicKey.TryCreate(x, y, out key);
    }

    /// <summary>The key with kty, crv, x and y only, as it stands in a JWS header.</summary>
    public static string Bare(PublicKey key) =>
        $"{{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"{Base64Url.Encode(key.X)}\",\"y\":\"{Base64Url.Encode(key.Y)}\"}}";

    /// <summary>Writes keys with their roles as a JWK Set.</summary>
    public static byte[] WriteSet(IEnumerable<CollectorKey> keys)
    {
        IEnumerable<string> lines = keys.Select(k =>
            TryParse(k.Jwk, out PublicKey? key)
                ? "  " + key!.ToJwk()[..^1] + $",\"{RoleMember}\":\"{NameOf(k.Role)}\"}}"
                : throw new ArgumentException("no P-256 public key", nameof(keys)));
        return Encoding.UTF8.GetBytes($"{{\"keys\":[\n{string.Join(",\n", lines)}\n]}}\n");
    }

    /// <summary>Reads a JWK Set. Keys that are no P-256 key, or carry no known role, are left out: they are good for nothing here.</summary>
    /// <returns>Null when the text is no JWK Set.</returns>
    public static IReadOnlyList<CollectorKey>? TryReadSet(byte[] utf8)
    {
        if (Json.TryParseObject(utf8) is not JsonElement set || !set.TryGetProperty("keys", out JsonElement keys) || keys.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var found = new List<CollectorKey>();

        foreach (JsonElement jwk in keys.EnumerateArray())
        {
            if (TryParse(jwk, out PublicKey? key) && RoleOf(Json.Text(jwk, RoleMember)) is KeyRole role)
            {
                found.Add(new CollectorKey(role, key!.ToJwk()));
            }
        }

        return found;
    }

    private static string NameOf(KeyRole role) => role switch
    {
        KeyRole.Ear => "ear",
        KeyRole.Log => "log",
        KeyRole.Pack => "pack",
        KeyRole.Tester => "tester",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    private static KeyRole? RoleOf(string? name) => name switch
    {
        "ear" => KeyRole.Ear,
        "log" => KeyRole.Log,
        "pack" => KeyRole.Pack,
        "tester" => KeyRole.Tester,
        _ => null,
    };
}
