using System.Text;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Evidence;

/// <summary>Keys with their roles as a JWK Set (RFC 7517 §5), the member <c>na_purpose</c> naming the role, as the collector publishes them.</summary>
public static class KeySet
{
    /// <summary>Writes keys, one a line.</summary>
    public static byte[] Write(IEnumerable<CollectorKey> keys)
    {
        IEnumerable<string> lines = keys.Select(k => $"  {k.Key.ToJwk()[..^1]},\"na_purpose\":\"{NameOf(k.Role)}\"}}");
        return Encoding.UTF8.GetBytes($"{{\"keys\":[\n{string.Join(",\n", lines)}\n]}}\n");
    }

    /// <summary>Reads a set that came from outside. Keys without a known role are left out: they are good for nothing here.</summary>
    /// <returns>Null when the bytes are no JWK Set.</returns>
    public static IReadOnlyList<CollectorKey>? TryRead(ReadOnlyMemory<byte> utf8) =>
        Jwk.TryReadSet(utf8, out IReadOnlyList<PublishedKey>? keys)
            ? [.. keys!.Where(k => RoleOf(k.Purpose) is not null).Select(k => new CollectorKey(RoleOf(k.Purpose)!.Value, k.Key))]
            : null;

    /// <summary>The role's name in files.</summary>
    public static string NameOf(KeyRole role) => role switch
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
