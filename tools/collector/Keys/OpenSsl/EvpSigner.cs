using System.Security.Cryptography;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Collector.Keys.OpenSsl;

/// <summary>A private key in OpenSSL, kept ready. One thread at a time.</summary>
internal sealed class EvpSigner : IPrivateKey
{
    private readonly EvpHandle _ready;

    /// <param name="parameters">Both parts of the key.</param>
    /// <exception cref="CryptographicException">They are no key of P-256.</exception>
    public EvpSigner(ECParameters parameters)
    {
        using var key = ECDsa.Create(parameters);
        byte[] encoded = key.ExportPkcs8PrivateKey();
        _ready = EvpHandle.ToSign(encoded);
        CryptographicOperations.ZeroMemory(encoded);
    }

    /// <inheritdoc/>
    public byte[] Sign(byte[] digest)
    {
        Span<byte> encoded = stackalloc byte[SignatureForm.MostBytes];
        int length = _ready.Sign(digest, encoded);
        byte[] signature = new byte[CompactJws.SignatureBytes];
        SignatureForm.Decode(encoded[..length], signature);
        return signature;
    }

    /// <inheritdoc/>
    public void Dispose() => _ready.Dispose();
}
