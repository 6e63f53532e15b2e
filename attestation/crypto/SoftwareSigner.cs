using System;
using NanoAgent.Attestation.Claims;

namespace NanoAgent.Attestation.Crypto;

/// <summary>ES256 with a private key in memory, in managed code.</summary>
public sealed class SoftwareSigner : TokenSigner
{
    private readonly byte[] _private;
    private readonly PublicKey _public;
    private readonly IRandomSource _hedge;

    /// <summary>Takes a private key.</summary>
    /// <param name="privateKey">32 bytes, big-endian, 1 to n-1.</param>
    /// <param name="protection">Where the board keeps it.</param>
    /// <param name="hedge">Extra randomness for RFC 6979 §3.6; null gives the plain deterministic nonce, for tests only.</param>
    public SoftwareSigner(byte[] privateKey, KeyProtection protection, IRandomSource hedge)
    {
        _private = (byte[])privateKey.Clone();
        _hedge = hedge;
        Protection = protection;
        long[] d = new long[9];
        Limbs.FromBytes(privateKey, 0, d);
        if (Limbs.IsZero(d) || Limbs.Less(d, Modulus.N) == 0)
        {
            throw new ArgumentException("private key from 1 to n-1", nameof(privateKey));
        }

        SlowPoint q = SlowPoint.Affine(Modulus.Gx, Modulus.Gy).Times(d);
        byte[] x = new byte[32], y = new byte[32];
        Limbs.ToBytes(q.AffineX(), x, 0);
        Limbs.ToBytes(q.AffineY(), y, 0);
        PublicKey.TryCreate(x, y, out _public);
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
        long[] d = new long[9];

        do
        {
            random.Fill(key);
            Limbs.FromBytes(key, 0, d);
        }
        while (Limbs.IsZero(d) || Limbs.Less(d, Modulus.N) == 0);

        return key;
    }

    /// <inheritdoc/>
    protected override bool TrySignCore(byte[] digest, byte[] signature)
    {
        var n = new Modulus(Modulus.N);
        long[] e = new long[9], d = new long[9], k = new long[9];
        Limbs.FromBytes(digest, 0, e);
        e = n.Reduce(e);
        Limbs.FromBytes(_private, 0, d);
        Nonce(e, k);
        long[] r = n.Reduce(SlowPoint.Affine(Modulus.Gx, Modulus.Gy).Times(k).AffineX());
        long[] s = n.Multiply(n.Add(n.Multiply(n.Enter(r), d), e), n.Invert(n.Enter(k)));
        Limbs.ToBytes(r, signature, 0);
        Limbs.ToBytes(s, signature, 32);
        return Es256.Verify(_public, digest, signature);
    }

    private void Nonce(long[] e, long[] k)
    {
        int extra = _hedge == null ? 0 : 32;
        byte[] key = new byte[32], v = new byte[32], v1 = new byte[33], m = new byte[97 + extra];
        for (int i = 0; i < 32; i++)
        {
            v[i] = 1;
        }

        Array.Copy(_private, 0, m, 33, 32);
        Limbs.ToBytes(e, m, 65);
        if (_hedge != null)
        {
            byte[] chance = new byte[32];
            _hedge.Fill(chance);
            Array.Copy(chance, 0, m, 97, 32);
        }

        var hmac = new HmacSha256(key);
        for (int round = 0; round < 2; round++)
        {
            Array.Copy(v, 0, m, 0, 32);
            m[32] = (byte)round;
            hmac.Compute(m, key);
            hmac.SetKey(key);
            hmac.Compute(v, v);
        }

        while (true)
        {
            hmac.Compute(v, v);
            Limbs.FromBytes(v, 0, k);
            if (!Limbs.IsZero(k) && Limbs.Less(k, Modulus.N) != 0)
            {
                return;
            }

            Array.Copy(v, 0, v1, 0, 32);
            hmac.Compute(v1, key);
            hmac.SetKey(key);
            hmac.Compute(v, v);
        }
    }
}
