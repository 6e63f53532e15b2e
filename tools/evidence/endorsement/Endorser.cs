using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Evidence;

/// <summary>Who may endorse units: a manufacturer's or provisioner's key, and whose it is said to be.</summary>
/// <param name="Name">Whose key it is, in the words of whoever trusts it; empty when nobody said, or not in plain letters (<see cref="PlainLine"/>).</param>
/// <param name="Key">The public key.</param>
public sealed record Endorser(string Name, PublicKey Key);

/// <summary>Endorsers as a JWK Set (RFC 7517 §5), the member <c>na_name</c> saying whose a key is.</summary>
public static class EndorserSet
{
    private const string Name = "na_name";

    /// <summary>Writes endorsers, one a line, in the order of their thumbprints.</summary>
    public static byte[] Write(IEnumerable<Endorser> endorsers)
    {
        IEnumerable<string> lines = endorsers.OrderBy(endorser => endorser.Key.Thumbprint(), StringComparer.Ordinal)
            .Select(endorser => $"  {endorser.Key.ToJwk()[..^1]},\"{Name}\":\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(endorser.Name)}\"}}");
        return Encoding.UTF8.GetBytes($"{{\"keys\":[\n{string.Join(",\n", lines)}\n]}}\n");
    }

    /// <summary>Reads a JWK or a JWK Set that came from outside, as <c>endorse key</c> prints one and packs carry it.</summary>
    /// <returns>Null when the bytes are neither, or hold no P-256 key.</returns>
    public static IReadOnlyList<Endorser>? TryRead(ReadOnlyMemory<byte> utf8)
    {
        if (!Jwk.TryReadSet(utf8, out IReadOnlyList<PublishedKey>? keys) || keys!.Count == 0)
        {
            return null;
        }

        Dictionary<string, string> names = Names(utf8);
        return [.. keys.Select(key => new Endorser(names.GetValueOrDefault(key.Key.Thumbprint(), ""), key.Key))];
    }

    // What is no key was left out of the set before, so names are found by their own key.
    private static Dictionary<string, string> Names(ReadOnlyMemory<byte> utf8)
    {
        using JsonDocument document = JsonDocument.Parse(utf8);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);

        if (!document.RootElement.TryGetProperty("keys", out JsonElement keys))
        {
            return names;
        }

        foreach (JsonElement key in keys.EnumerateArray())
        {
            if (Jwk.TryRead(Encoding.UTF8.GetBytes(key.GetRawText()), out PublicKey? read) && Json.Text(key, Name) is string name && PlainLine.Is(name))
            {
                names[read!.Thumbprint()] = name;
            }
        }

        return names;
    }
}
