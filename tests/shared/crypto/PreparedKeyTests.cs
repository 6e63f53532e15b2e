using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Prepared;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>A prepared key confirms what is right and nothing else, in four lanes at once.</summary>
[TestClass]
public sealed class PreparedKeyTests
{
    private static readonly BigInteger s_half = (Numbers.N / 2) + 12345;
    private static readonly byte[] s_digest = Sha256.Hash(Ascii.Bytes("sample"));

    [TestInitialize]
    public void Need()
    {
        if (!PreparedKey.IsSupported)
        {
            Assert.Inconclusive("this processor has no AVX2");
        }
    }

    [TestMethod]
    public void Of_Wycheproof_s_signatures_it_confirms_every_valid_one_but_those_that_its_formulas_leave_to_others()
    {
        var left = new List<string>();
        int confirmed = 0;

        foreach ((JsonElement group, JsonElement test) in Wycheproof.Cases("ecdsa_secp256r1_sha256_p1363_test.json"))
        {
            byte[] point = Wycheproof.Bytes(group.GetProperty("publicKey"), "uncompressed");
            Assert.IsTrue(PublicKey.TryCreate(point[1..33], point[33..], out PublicKey key));
            bool answer = PreparedKey.Of(key).Confirms(Sha256.Hash(Wycheproof.Bytes(test, "msg")), Wycheproof.Bytes(test, "sig"));
            bool valid = test.GetProperty("result").GetString() == "valid";
            Assert.IsTrue(valid || !answer, $"case {test.GetProperty("tcId")}");
            confirmed += answer ? 1 : 0;

            if (valid && !answer)
            {
                left.Add(test.GetProperty("comment").GetString()!);
            }
        }

        // An x from n on, which is r as well, and a sum of a point with itself.
        CollectionAssert.AreEqual(
            new[] { "k*G has a large x-coordinate", "point duplication during verification", "r = 3, x = n + 3 is the smallest possible x with a reduction" },
            left);
        Assert.AreEqual(170, confirmed);
    }

    /// <summary>Every scalar at which digits turn, as either multiplier.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Every_edge_multiplier_is_confirmed_and_its_neighbour_is_not(bool ofTheKey)
    {
        BigInteger d = Numbers.Parse(Keys.Rfc6979), other = Numbers.N / 3;
        PreparedKey key = PreparedKey.Of(KeyOf(d));

        foreach (BigInteger edge in Numbers.EdgeScalars())
        {
            (byte[] digest, byte[] signature) = ofTheKey ? Signed(d, other, edge) : Signed(d, edge, other);
            Assert.IsTrue(key.Confirms(digest, signature), $"{edge:X}");
            digest[31] ^= 1;
            Assert.IsFalse(key.Confirms(digest, signature), $"{edge:X}");
        }
    }

    [TestMethod]
    public void Random_keys_and_signatures_of_the_framework_are_confirmed()
    {
        for (int i = 0; i < 200; i++)
        {
            using var theirs = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            ECPoint q = theirs.ExportParameters(includePrivateParameters: false).Q;
            Assert.IsTrue(PublicKey.TryCreate(q.X, q.Y, out PublicKey key));
            var prepared = PreparedKey.Of(key);
            byte[] digest = SHA256.HashData(BitConverter.GetBytes(i));

            Assert.IsTrue(prepared.Confirms(digest, theirs.SignHash(digest)));
            Assert.IsFalse(prepared.Confirms(SHA256.HashData(digest), theirs.SignHash(digest)));
        }
    }

    [TestMethod]
    public void A_sum_of_a_point_with_itself_is_not_confirmed_though_it_is_right()
    {
        // Under the key G with u1 = u2, the two lanes of the base point hold what those of the key hold.
        (byte[] digest, byte[] signature) = Signed(1, s_half, s_half);

        Assert.IsTrue(Es256.Verify(KeyOf(1), digest, signature));
        Assert.IsFalse(PreparedKey.Of(KeyOf(1)).Confirms(digest, signature));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(1234567)]
    public void A_sum_of_infinity_is_not_confirmed_whatever_its_x_is_said_to_be(int r)
    {
        // s = r and the digest -r: u1 = -u2 under the key G.
        BigInteger half = r;

        Assert.IsFalse(PreparedKey.Of(KeyOf(1)).Confirms(Numbers.ToBytes(Numbers.N - half), [.. Numbers.ToBytes(half), .. Numbers.ToBytes(half)]));
    }

    [TestMethod]
    public void A_digest_of_zero_is_not_confirmed_since_nothing_is_added_for_it()
    {
        BigInteger d = Numbers.Parse(Keys.Rfc6979);
        (byte[] digest, byte[] signature) = Signed(d, 0, 5);

        Assert.IsTrue(Es256.Verify(KeyOf(d), digest, signature));
        Assert.IsFalse(PreparedKey.Of(KeyOf(d)).Confirms(digest, signature));
    }

    [TestMethod]
    public void A_signature_or_digest_with_any_bit_flipped_is_not_confirmed()
    {
        SoftwareSigner signer = Keys.Deterministic(Keys.Rfc6979);
        PreparedKey key = PreparedKey.Of(signer.PublicKey);
        byte[] good = [.. Keys.Sign(signer, s_digest), .. s_digest];
        Assert.IsTrue(key.Confirms(good.AsSpan(64), good.AsSpan(0, 64)));

        for (int bit = 0; bit < good.Length * 8; bit++)
        {
            byte[] bad = [.. good];
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsFalse(key.Confirms(bad.AsSpan(64), bad.AsSpan(0, 64)), $"bit {bit}");
        }
    }

    [TestMethod]
    public void A_signature_with_a_half_out_of_range_or_of_another_length_is_not_confirmed()
    {
        SoftwareSigner signer = Keys.Deterministic(Keys.Rfc6979);
        PreparedKey key = PreparedKey.Of(signer.PublicKey);
        byte[] good = Keys.Sign(signer, s_digest);

        foreach (byte[] half in new[] { new byte[32], Keys.Hex(Keys.Order), [.. Enumerable.Repeat((byte)0xFF, 32)] })
        {
            Assert.IsFalse(key.Confirms(s_digest, [.. half, .. good[32..]]));
            Assert.IsFalse(key.Confirms(s_digest, [.. good[..32], .. half]));
        }

        Assert.IsFalse(key.Confirms(s_digest, good[..63]));
        Assert.IsFalse(key.Confirms(s_digest, [.. good, 0]));
        Assert.IsFalse(key.Confirms(s_digest.AsSpan(1), good));
    }

    [TestMethod]
    public void An_s_with_the_order_added_is_not_confirmed_though_its_remainder_is_right()
    {
        // s is 5, so that 32 bytes hold s + n.
        BigInteger d = Numbers.Parse(Keys.Rfc6979), r = Numbers.FromBytes(Numbers.PointOf(s_half).X!);
        byte[] digest = Numbers.ToBytes(Numbers.Modulo((5 * s_half) - (r * d), Numbers.N));
        PreparedKey key = PreparedKey.Of(KeyOf(d));
        Assert.IsTrue(key.Confirms(digest, [.. Numbers.ToBytes(r), .. Numbers.ToBytes(5)]));
        Assert.IsFalse(key.Confirms(digest, [.. Numbers.ToBytes(r), .. Numbers.ToBytes(5 + Numbers.N)]));
    }

    [TestMethod]
    public void A_confirmation_allocates_nothing()
    {
        SoftwareSigner signer = Keys.Deterministic(Keys.Rfc6979);
        PreparedKey key = PreparedKey.Of(signer.PublicKey);
        byte[] good = Keys.Sign(signer, s_digest);
        Assert.IsTrue(key.Confirms(s_digest, good));
        long before = GC.GetAllocatedBytesForCurrentThread();

        bool answer = key.Confirms(s_digest, good);

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.IsTrue(answer);
    }

    [TestMethod]
    public void Many_threads_ask_many_keys_at_once()
    {
        (PreparedKey Key, byte[] Digest, byte[] Signature)[] keys =
            [.. Enumerable.Range(2, 8).Select(d => (PreparedKey.Of(KeyOf(d)), Signed(d, d, s_half).Digest, Signed(d, d, s_half).Signature))];
        int wrong = 0;

        Parallel.For(0, 4000, i =>
        {
            (PreparedKey key, byte[] digest, byte[] signature) = keys[i % keys.Length];
            bool right = i % 3 != 0;

            if (key.Confirms(right ? digest : s_digest, signature) != right)
            {
                Interlocked.Increment(ref wrong);
            }
        });

        Assert.AreEqual(0, wrong);
    }

    // A digest and a signature under the key d whose multipliers are these.
    private static (byte[] Digest, byte[] Signature) Signed(BigInteger d, BigInteger u1, BigInteger u2)
    {
        BigInteger r = Numbers.FromBytes(Numbers.PointOf(Numbers.Modulo(u1 + (u2 * d), Numbers.N)).X!) % Numbers.N;
        BigInteger s = r * Numbers.Invert(u2, Numbers.N) % Numbers.N;
        return (Numbers.ToBytes(u1 * s % Numbers.N), [.. Numbers.ToBytes(r), .. Numbers.ToBytes(s)]);
    }

    private static PublicKey KeyOf(BigInteger d)
    {
        ECPoint q = Numbers.PointOf(d);
        Assert.IsTrue(PublicKey.TryCreate(q.X, q.Y, out PublicKey key));
        return key;
    }
}
