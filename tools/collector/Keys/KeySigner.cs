using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Collector.Keys;

/// <summary>A key of the collector behind the signer's seam, for what signs digests, such as an evidence pack.</summary>
public sealed class KeySigner : TokenSigner, IDisposable
{
    private readonly ECDsa _key;

    /// <summary>Opens the key.</summary>
    public KeySigner(SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key.Open();
        PublicKey = key.Public;
    }

    /// <inheritdoc/>
    public override PublicKey PublicKey { get; }

    /// <summary>A file on the collector's disk.</summary>
    public override KeyProtection Protection => KeyProtection.PlainFlash;

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <inheritdoc/>
    protected override bool TrySignCore(byte[] digest, byte[] signature) => _key.TrySignHash(digest, signature, out int written) && written == SignatureBytes;
}
