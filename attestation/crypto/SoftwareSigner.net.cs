using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;

namespace NanoAgent.Attestation.Crypto;

/// <summary>SCAFFOLD until the managed P-256 lands (replaced within the same change set): ES256 with a key in memory.</summary>
public sealed class SoftwareSigner : TokenSigner
{
    private readonly ECDsa _key;
    private readonly PublicKey _public;

    /// <summary>Takes a private key.</summary>
    /// <param name="privateKey">32 bytes, big-endian, 1 to n-1.</param>
    /// <param name="protection">Where the board keeps it.</param>
    /// <param name="hedge">Extra randomness for RFC 6979 §3.6; null gives the plain deterministic nonce, for tests only.</param>
    public SoftwareSigner(byte[] privateKey, KeyProtection protection, IRandomSource hedge)
    {
        _key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = (byte[])privateKey.Clone() });
        ECParameters p = _key.ExportParameters(false);
        PublicKey.TryCreate(p.Q.X, p.Q.Y, out _public);
        Protection = protection;
    }

    /// <inheritdoc/>
    public override PublicKey PublicKey => _public;

    /// <inheritdoc/>
    public override KeyProtection Protection { get; }

    /// <summary>Makes a new private key, 1 to n-1, from the random source.</summary>
    /// <returns>32 bytes, big-endian. The caller stores and then wipes them.</returns>
    public static byte[] NewPrivateKey(IRandomSource random)
    {
        byte[] key = new byte[32];
        do
        {
            random.Fill(key);
        }
        while (key[0] == 0xFF || key[0] == 0);
        return key;
    }

    /// <inheritdoc/>
    protected override bool TrySignCore(byte[] digest, byte[] signature)
    {
        byte[] s = _key.SignHash(digest);
        s.CopyTo(signature, 0);
        return true;
    }
}
