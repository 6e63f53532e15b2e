using System;
using System.Threading;
using NanoAgent.Attestation.Claims;

namespace NanoAgent.Attestation.Crypto;

/// <summary>The seam of every ES256 signer: managed code, a secure element, a native binding or a peripheral.</summary>
/// <remarks>For one thread at a time. The private key never crosses this seam.</remarks>
public abstract class TokenSigner
{
    /// <summary>Bytes of a signature: r and s, 32 bytes each, big-endian (RFC 7518 §3.4).</summary>
    public const int SignatureBytes = 64;

    private string _keyId;
    private int _isSigning;

    /// <summary>The public key that verifies what this signs.</summary>
    public abstract PublicKey PublicKey { get; }

    /// <summary>Where the private key lies.</summary>
    public abstract KeyProtection Protection { get; }

    /// <summary>The <c>kid</c>: the public key's RFC 7638 thumbprint, 43 characters.</summary>
    public string KeyId => _keyId ?? (_keyId = PublicKey.Thumbprint());

    /// <summary>Signs a SHA-256 digest. The result was checked before it leaves.</summary>
    /// <param name="digest">32 bytes.</param>
    /// <param name="signature">64 bytes; all zero when the answer is false.</param>
    /// <returns>False when the signer found its own result wrong (a fault) or the key store did not answer; nothing may be sent then.</returns>
    /// <exception cref="ArgumentException">An array of another length.</exception>
    /// <exception cref="InvalidOperationException">Another thread is signing with it at this moment.</exception>
    public bool TrySign(byte[] digest, byte[] signature)
    {
        if (digest == null || digest.Length != Sha256.HashBytes)
        {
            throw new ArgumentException("digest of 32 bytes", nameof(digest));
        }

        if (signature == null || signature.Length != SignatureBytes)
        {
            throw new ArgumentException("signature of 64 bytes", nameof(signature));
        }

        // Two at once in one signer's scratch would look like a fault to each of them.
        if (Interlocked.CompareExchange(ref _isSigning, 1, 0) != 0)
        {
            throw new InvalidOperationException("this signer is signing already: one thread at a time");
        }

        try
        {
            if (TrySignCore(digest, signature))
            {
                return true;
            }

            Array.Clear(signature, 0, SignatureBytes);
            return false;
        }
        finally
        {
            Interlocked.Exchange(ref _isSigning, 0);
        }
    }

    /// <summary>Signs; lengths are checked. False on a fault, and the signature's content does not matter then.</summary>
    protected abstract bool TrySignCore(byte[] digest, byte[] signature);
}
