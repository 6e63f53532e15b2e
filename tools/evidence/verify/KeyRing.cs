using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Evidence;

/// <summary>Finds keys by role and thumbprint. A key is good for its own role only.</summary>
internal static class KeyRing
{
    /// <summary>The key, or null.</summary>
    public static PublicKey? Find(IReadOnlyList<CollectorKey> keys, KeyRole role, string? id) =>
        keys.FirstOrDefault(k => k.Role == role && k.Key.Thumbprint() == id)?.Key;
}
