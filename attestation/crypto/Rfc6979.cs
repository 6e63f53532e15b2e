using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>The nonce of a signature (RFC 6979 §3.2), hedged with extra randomness where there is a source of it (§3.6).</summary>
/// <remarks>Without randomness the nonce still never repeats for two digests; with it, a fault in one of two equal computations gives nothing away either.</remarks>
internal sealed class Rfc6979
{
    private const int HashBytes = Sha256.HashBytes;
    private const int DigestAt = HashBytes + 1 + HashBytes;
    private const int ExtraAt = DigestAt + HashBytes;

    private readonly IHmacSha256 _hmac;
    private readonly IRandomSource _hedge;
    private readonly byte[] _key = new byte[HashBytes];
    private readonly byte[] _v = new byte[HashBytes];

    // V, a counter byte, the private key, the digest modulo n and the extra randomness (steps d and f).
    private readonly byte[] _seed;

    internal Rfc6979(IHmacSha256 hmac, IRandomSource hedge)
    {
        _hmac = hmac;
        _hedge = hedge;
        _seed = new byte[hedge == null ? ExtraAt : ExtraAt + HashBytes];
    }

    /// <summary>Steps b to g: takes the private key and the digest modulo n, both plain limbs.</summary>
    internal void Start(long[] privateKey, long[] digest)
    {
        if (_hedge != null)
        {
            _hedge.Fill(_key);
            Array.Copy(_key, 0, _seed, ExtraAt, HashBytes);
        }

        for (int i = 0; i < HashBytes; i++)
        {
            _v[i] = 1;
            _key[i] = 0;
        }

        Limbs.ToBytes(privateKey, _seed, HashBytes + 1);
        Limbs.ToBytes(digest, _seed, DigestAt);

        _hmac.SetKey(_key);
        Stir(_seed, 0);
        Stir(_seed, 1);
    }

    /// <summary>Step h: the next candidate that lies between 1 and n-1.</summary>
    internal void Next(long[] nonce)
    {
        while (true)
        {
            _hmac.Compute(_v, _v);
            Limbs.FromBytes(_v, 0, nonce);

            if (Limbs.IsUnit(nonce, Scalar.Modulus))
            {
                return;
            }

            // Once in 2^32 times, so the message is made here; the V that it holds is the candidate that was thrown away.
            Stir(new byte[HashBytes + 1], 0);
        }
    }

    /// <summary>Wipes all that the nonce was made from.</summary>
    internal void Wipe()
    {
        _hmac.Wipe();
        Array.Clear(_key, 0, _key.Length);
        Array.Clear(_v, 0, _v.Length);
        Array.Clear(_seed, 0, _seed.Length);
    }

    // K = HMAC_K(V || counter || ...), then V = HMAC_K(V).
    private void Stir(byte[] message, int counter)
    {
        Array.Copy(_v, 0, message, 0, HashBytes);
        message[HashBytes] = (byte)counter;
        _hmac.Compute(message, _key);
        _hmac.SetKey(_key);
        _hmac.Compute(_v, _v);
    }
}
