using System;
using NanoAgent.Attestation.Claims;

namespace NanoAgent.Attestation.Crypto;

/// <summary>ES256 with a private key in memory, in managed code.</summary>
/// <remarks>About 3.3 KB with its scratch, beside the 4.6 KB of the comb's table; a signature allocates nothing. README.md of this folder: cost, faults, and what an interpreter cannot promise.</remarks>
public sealed class SoftwareSigner : TokenSigner
{
    private readonly long[] _private = new long[Limbs.Count];
    private readonly long[] _privateMontgomery = new long[Limbs.Count];
    private readonly EcdsaSigning _signing;
    private readonly PublicKey _public;

    /// <summary>Takes a private key, and hashes in managed code.</summary>
    /// <param name="privateKey">32 bytes, big-endian, 1 to n-1.</param>
    /// <param name="protection">Where the board keeps it.</param>
    /// <param name="hedge">Extra randomness for RFC 6979 §3.6; null gives the plain deterministic nonce, for tests only.</param>
    /// <exception cref="ArgumentException">No such key.</exception>
    public SoftwareSigner(byte[] privateKey, KeyProtection protection, IRandomSource hedge)
        : this(privateKey, protection, hedge, new HmacSha256(new byte[0]))
    {
    }

    /// <summary>Takes a private key, and the platform's own HMAC for the nonce.</summary>
    /// <param name="privateKey">32 bytes, big-endian, 1 to n-1.</param>
    /// <param name="protection">Where the board keeps it.</param>
    /// <param name="hedge">Extra randomness for RFC 6979 §3.6; null gives the plain deterministic nonce, for tests only.</param>
    /// <param name="hmac">For this signer alone: its key is changed and wiped.</param>
    /// <exception cref="ArgumentException">No such key.</exception>
    public SoftwareSigner(byte[] privateKey, KeyProtection protection, IRandomSource hedge, IHmacSha256 hmac)
        : this(privateKey, protection, hedge, hmac, null)
    {
    }

    internal SoftwareSigner(byte[] privateKey, KeyProtection protection, IRandomSource hedge, IHmacSha256 hmac, IFaultSeam faults)
    {
        if (!TryReadPrivateKey(privateKey, _private))
        {
            throw new ArgumentException("private key from 1 to n-1, 32 bytes", nameof(privateKey));
        }

        Protection = protection;
        Scalar.Enter(_privateMontgomery, _private);
        byte[] x = new byte[PublicKey.CoordinateBytes];
        byte[] y = new byte[PublicKey.CoordinateBytes];
        _signing = new EcdsaSigning(hmac, hedge);
        _signing.PublicKeyOf(_private, x, y);

        if (!PublicKey.TryCreate(x, y, out _public))
        {
            throw new InvalidOperationException("public key is not on the curve");
        }

        _signing.Faults = faults;
    }

    /// <inheritdoc/>
    public override PublicKey PublicKey => _public;

    /// <inheritdoc/>
    public override KeyProtection Protection { get; }

    /// <summary>Makes a new private key, 1 to n-1, from the random source (FIPS 186-5 A.2.2, by rejection).</summary>
    /// <returns>32 bytes, big-endian. The caller stores and then wipes them.</returns>
    /// <exception cref="InvalidOperationException">The source gave no key in 16 tries: it is no random source.</exception>
    public static byte[] NewPrivateKey(IRandomSource random)
    {
        byte[] key = new byte[PublicKey.CoordinateBytes];
        long[] number = new long[Limbs.Count];

        // One try in 2^32 is rejected.
        for (int i = 0; i < 16; i++)
        {
            random.Fill(key);

            if (TryReadPrivateKey(key, number))
            {
                Array.Clear(number, 0, number.Length);
                return key;
            }
        }

        throw new InvalidOperationException("random source gives no private key");
    }

    /// <inheritdoc/>
    protected override bool TrySignCore(byte[] digest, byte[] signature) =>
        _signing.TrySign(_private, _privateMontgomery, digest, signature);

    private static bool TryReadPrivateKey(byte[] bytes, long[] number)
    {
        if (bytes == null || bytes.Length != PublicKey.CoordinateBytes)
        {
            return false;
        }

        Limbs.FromBytes(bytes, 0, number);
        return Limbs.IsUnit(number, Scalar.Modulus);
    }
}
