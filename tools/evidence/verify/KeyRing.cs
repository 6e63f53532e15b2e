using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Evidence;

/// <summary>Finds keys by role and thumbprint. A key is good for its own role only.</summary>
internal static class KeyRing
{
    /// <summary>The key, or null.</summary>
    public static PublicKey? Find(IReadOnlyList<CollectorKey> keys, KeyRole role, string? id)
    {
        foreach (CollectorKey candidate in keys.Where(k => k.Role == role))
        {
            if (Jwk.TryParse(candidate.Jwk, out PublicKey? key) && key!.Thumbprint() == id)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>The key's thumbprint.</summary>
    public static string IdOf(CollectorKey key) => Jwk.TryParse(key.Jwk, out PublicKey? point) ? point!.Thumbprint() : "";

    /// <summary>True when the text is a compact JWS of that type by a key of that role.</summary>
    public static bool IsSigned(IReadOnlyList<CollectorKey> keys, KeyRole role, string text, string type, out CompactJws? jws) =>
        CompactJws.TryParse(text, type, out jws) && Find(keys, role, jws!.KeyId) is PublicKey key && jws.IsSignedBy(key);
}
