using System.Numerics;
using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>RFC 6979 §3.2.h (a candidate outside of 1 to n-1 is rejected) and §3.6 (extra randomness).</summary>
[TestClass]
public class NonceTests
{
    private static readonly byte[] s_digest = Sha256.Hash(Ascii.Bytes("sample"));

    [TestMethod]
    [DataRow("0000000000000000000000000000000000000000000000000000000000000000")]
    [DataRow(Keys.Order)]
    [DataRow("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632552")]
    [DataRow("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void A_candidate_outside_of_the_range_is_rejected_and_the_next_one_is_the_standards(string candidate)
    {
        byte[] nonce = NextAfterRejecting(Keys.Hex(Keys.Rfc6979), s_digest, Keys.Hex(candidate));

        byte[] signature = Keys.Sign(Signer(new ForcedHmac(Keys.Hex(candidate)), null), s_digest);

        Assert.AreEqual(Numbers.FromBytes(Numbers.PointOf(Numbers.FromBytes(nonce)).X!) % Numbers.N, Numbers.FromBytes(signature[..32]));
    }

    [TestMethod]
    public void Edge_nonces_give_signatures_that_verify()
    {
        PublicKey key = Keys.Deterministic(Keys.Rfc6979).PublicKey;

        foreach (BigInteger nonce in Numbers.EdgeScalars())
        {
            byte[] signature = Keys.Sign(Signer(new ForcedHmac(Numbers.ToBytes(nonce)), null), s_digest);

            Assert.AreEqual(Numbers.FromBytes(Numbers.PointOf(nonce).X!) % Numbers.N, Numbers.FromBytes(signature[..32]), $"nonce {nonce:X}");
            Assert.IsTrue(Es256.Verify(key, s_digest, signature), $"nonce {nonce:X}");
        }
    }

    [TestMethod]
    public void Extra_randomness_changes_the_nonce_and_the_signature_verifies()
    {
        SoftwareSigner signer = Signer(new HmacSha256([]), new Chance());

        byte[] first = Keys.Sign(signer, s_digest);
        byte[] second = Keys.Sign(signer, s_digest);

        Assert.IsFalse(Bytes.Equal(first, second));
        Assert.IsTrue(Es256.Verify(signer.PublicKey, s_digest, first));
        Assert.IsTrue(Es256.Verify(signer.PublicKey, s_digest, second));
    }

    private static SoftwareSigner Signer(IHmacSha256 hmac, IRandomSource? hedge) =>
        new(Keys.Hex(Keys.Rfc6979), KeyProtection.PlainFlash, hedge, hmac);

    // The standard's steps in .NET, with the first candidate replaced.
    private static byte[] NextAfterRejecting(byte[] privateKey, byte[] digest, byte[] candidate)
    {
        byte[] k = new byte[32], v = [.. Enumerable.Repeat((byte)1, 32)];

        foreach (byte counter in new byte[] { 0, 1 })
        {
            k = Mac(k, [.. v, counter, .. privateKey, .. digest]);
            v = Mac(k, v);
        }

        k = Mac(k, [.. candidate, 0]);
        v = Mac(k, candidate);
        return Mac(k, v);
    }

    private static byte[] Mac(byte[] key, byte[] message) => HMACSHA256.HashData(key, message);

    /// <summary>HMAC whose fifth answer, the first candidate, is another.</summary>
    private sealed class ForcedHmac(byte[] candidate) : IHmacSha256
    {
        private readonly HmacSha256 _hmac = new([]);
        private int _calls;

        public void SetKey(byte[] key) => _hmac.SetKey(key);

        public void Compute(byte[] message, byte[] mac)
        {
            _hmac.Compute(message, mac);

            if (++_calls == 5)
            {
                candidate.CopyTo(mac, 0);
            }
        }

        public void Wipe() => _hmac.Wipe();
    }
}
