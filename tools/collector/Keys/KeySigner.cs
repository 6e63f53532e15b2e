using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Collector.Keys;

/// <summary>A key of the collector behind the signer's seam, for what signs digests, such as an evidence pack.</summary>
/// <param name="key">The key; it stays the caller's.</param>
public sealed class KeySigner(SigningKey key) : TokenSigner
{
    /// <inheritdoc/>
    public override PublicKey PublicKey => key.Public;

    /// <summary>A file on the collector's disk; what a PKCS#11 token is made of, its library does not say.</summary>
    public override KeyProtection Protection => key.Place.Token is null ? KeyProtection.PlainFlash : KeyProtection.Unknown;

    /// <inheritdoc/>
    protected override bool TrySignCore(byte[] digest, byte[] signature)
    {
        key.SignDigest(digest).CopyTo(signature, 0);
        return true;
    }
}
