using System.Numerics;
using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

[TestClass]
public class VerificationTests
{
    private static readonly byte[] s_digest = Sha256.Hash(Ascii.Bytes("sample"));

    /// <summary>Small and opposite multipliers, 0 among them, of keys that are small multiples of the base point; sums built to collide are in ExceptionalSumTests.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(5)]
    [DataRow(8)]
    public void Edge_multipliers_of_edge_keys_are_right(int key)
    {
        BigInteger[] small = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 1 << 22, BigInteger.One << 43, Numbers.N / 2];
        BigInteger[] all = [.. small, .. small.Select(v => Numbers.N - v)];

        foreach (BigInteger d in new BigInteger[] { key, Numbers.N - key })
        {
            PublicKey publicKey = KeyOf(d);

            foreach ((BigInteger u1, BigInteger u2) in from a in all from b in all where b % Numbers.N != 0 select (a % Numbers.N, b))
            {
                AssertVerifies(publicKey, d, u1, u2);
            }
        }
    }

    [TestMethod]
    public void A_sum_of_infinity_is_refused()
    {
        // u1 = -u2 under the key G; r and s are whatever gives these.
        BigInteger r = 1234567, s = r, z = Numbers.N - r;

        Assert.IsFalse(Es256.Verify(KeyOf(1), Numbers.ToBytes(z), Signature(r, s)));
    }

    [TestMethod]
    public void An_x_beyond_the_order_is_taken_modulo_it()
    {
        // x = n + 4 lies on the curve's field; whether a point has it decides if this case exists at all.
        foreach (BigInteger r in from i in Enumerable.Range(1, 40) select (BigInteger)i)
        {
            if (TryLift(Numbers.N + r, out PublicKey? point))
            {
                // z = 0, s = r and so u1 = 0, u2 = 1: the sum is the key itself.
                Assert.IsTrue(Es256.Verify(point!, new byte[32], Signature(r, r)));
                return;
            }
        }

        Assert.Fail("no such point found");
    }

    [TestMethod]
    public void A_signature_with_a_half_out_of_range_is_refused()
    {
        SoftwareSigner signer = Keys.Deterministic(Keys.Rfc6979);
        byte[] good = Keys.Sign(signer, s_digest);

        foreach (byte[] half in new[] { new byte[32], Keys.Hex(Keys.Order), [.. Enumerable.Repeat((byte)0xFF, 32)] })
        {
            Assert.IsFalse(Es256.Verify(signer.PublicKey, s_digest, [.. half, .. good[32..]]));
            Assert.IsFalse(Es256.Verify(signer.PublicKey, s_digest, [.. good[..32], .. half]));
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(63)]
    [DataRow(65)]
    public void A_signature_of_another_length_is_refused(int length) =>
        Assert.IsFalse(Es256.Verify(KeyOf(1), s_digest, new byte[length]));

    [TestMethod]
    public void Nothing_at_all_is_refused()
    {
        Assert.IsFalse(Es256.Verify(null, s_digest, new byte[64]));
        Assert.IsFalse(Es256.Verify(KeyOf(1), null, new byte[64]));
        Assert.IsFalse(Es256.Verify(KeyOf(1), s_digest, null));
        Assert.IsFalse(Es256.Verify(KeyOf(1), new byte[31], new byte[64]));
    }

    [TestMethod]
    public void A_signature_or_digest_with_any_bit_flipped_is_refused()
    {
        SoftwareSigner signer = Keys.Deterministic(Keys.Rfc6979);
        byte[] good = [.. Keys.Sign(signer, s_digest), .. s_digest];

        for (int bit = 0; bit < good.Length * 8; bit++)
        {
            byte[] bad = [.. good];
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsFalse(Es256.Verify(signer.PublicKey, bad[64..], bad[..64]), $"bit {bit}");
        }
    }

    [TestMethod]
    public void No_key_off_the_curve_is_taken()
    {
        ECPoint g = Numbers.PointOf(1);
        byte[] beyond = Numbers.ToBytes(Numbers.P);

        Assert.IsTrue(PublicKey.TryCreate(g.X, g.Y, out _));
        Assert.IsFalse(PublicKey.TryCreate(g.Y, g.X, out _));
        Assert.IsFalse(PublicKey.TryCreate(new byte[32], new byte[32], out _));
        Assert.IsFalse(PublicKey.TryCreate(beyond, g.Y, out _));
        Assert.IsFalse(PublicKey.TryCreate(g.X, new byte[33], out _));
        Assert.IsFalse(PublicKey.TryCreate(null, g.Y, out _));
    }

    private static void AssertVerifies(PublicKey key, BigInteger d, BigInteger u1, BigInteger u2)
    {
        BigInteger sum = Numbers.Modulo(u1 + (u2 * d), Numbers.N);

        if (sum.IsZero)
        {
            return;
        }

        BigInteger r = s_x.GetOrAdd(sum, k => Numbers.FromBytes(Numbers.PointOf(k).X!) % Numbers.N);
        BigInteger s = r * Numbers.Invert(u2, Numbers.N) % Numbers.N;
        byte[] digest = Numbers.ToBytes(u1 * s % Numbers.N);

        Assert.IsTrue(Es256.Verify(key, digest, Signature(r, s)), $"d {d:X} u1 {u1:X} u2 {u2:X}");
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<BigInteger, BigInteger> s_x = new();

    private static byte[] Signature(BigInteger r, BigInteger s) => [.. Numbers.ToBytes(r), .. Numbers.ToBytes(s)];

    private static PublicKey KeyOf(BigInteger d)
    {
        ECPoint q = Numbers.PointOf(d);
        Assert.IsTrue(PublicKey.TryCreate(q.X, q.Y, out PublicKey key));
        return key;
    }

    // y = (x³ - 3x + b)^((p+1)/4), when there is one.
    private static bool TryLift(BigInteger x, out PublicKey? key)
    {
        BigInteger b = Numbers.Parse("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B");
        BigInteger y = BigInteger.ModPow(Numbers.Modulo((x * x * x) - (3 * x) + b, Numbers.P), (Numbers.P + 1) / 4, Numbers.P);
        return PublicKey.TryCreate(Numbers.ToBytes(x), Numbers.ToBytes(y), out key);
    }
}
