using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Benchmarks.Evidence;

/// <summary>The framework's ECDSA as a signer: making a hundred thousand units must not take longer than reading them.</summary>
internal sealed class FrameworkSigner : TokenSigner, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public FrameworkSigner()
    {
        ECPoint q = _key.ExportParameters(false).Q;
        PublicKey.TryCreate(q.X, q.Y, out PublicKey? key);
        PublicKey = key!;
    }

    public override PublicKey PublicKey { get; }

    public override KeyProtection Protection => KeyProtection.PlainFlash;

    public void Dispose() => _key.Dispose();

    protected override bool TrySignCore(byte[] digest, byte[] signature) => _key.TrySignHash(digest, signature, out _);
}
