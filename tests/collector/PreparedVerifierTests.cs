using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Attestation.Verify.Prepared;
using NanoAgent.Collector.Keys;

namespace NanoAgent.Tests.Collector;

/// <summary>A unit's key whose multiples are kept ready gives the answers of the plain one.</summary>
[TestClass]
public sealed class PreparedVerifierTests
{
    // SP 800-186 §3.2.1.3.
    private static readonly BigInteger _order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    private static readonly byte[] _report = [.. "report"u8];

    [TestInitialize]
    public void Need()
    {
        if (!PreparedKey.IsSupported)
        {
            Assert.Inconclusive("this processor has no AVX2");
        }
    }

    [TestMethod]
    public void A_key_is_prepared_by_its_second_good_signature_and_by_no_bad_one()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var verifier = (PreparedVerifier)PreparedVerifier.Import(Es256Keys.PublicOf(key));
        byte[] signature = key.SignData(_report, HashAlgorithmName.SHA256);

        for (int i = 0; i < 5; i++)
        {
            Assert.IsFalse(verifier.Verify("another"u8, signature));
        }

        Assert.IsTrue(verifier.Verify(_report, signature));
        Assert.IsFalse(verifier.IsPrepared);
        Assert.IsTrue(verifier.Verify(_report, signature));
        Assert.IsTrue(verifier.IsPrepared);
        Assert.IsTrue(verifier.Verify(_report, signature));
        Assert.IsFalse(verifier.Verify("another"u8, signature));
    }

    [TestMethod]
    public void Every_signature_case_of_Wycheproof_gets_the_right_answer_of_a_prepared_key()
    {
        int prepared = 0;

        foreach (IGrouping<string, (JsonElement Group, JsonElement Test)> cases in Wycheproof.Cases("ecdsa_secp256r1_sha256_p1363_test.json").GroupBy(c => c.Group.GetRawText()))
        {
            byte[] point = Wycheproof.Bytes(cases.First().Group.GetProperty("publicKey"), "uncompressed");
            Assert.IsTrue(PublicKey.TryCreate(point[1..33], point[33..], out PublicKey key));
            using var verifier = (PreparedVerifier)PreparedVerifier.Import(key);

            // Three times over: the plain key, then the prepared one.
            foreach ((JsonElement _, JsonElement test) in cases.Concat(cases).Concat(cases))
            {
                byte[] signature = Wycheproof.Bytes(test, "sig");
                bool answer = signature.Length == 64 && verifier.Verify(Wycheproof.Bytes(test, "msg"), signature);
                Assert.AreEqual(test.GetProperty("result").GetString() == "valid", answer, $"case {test.GetProperty("tcId")}");
            }

            prepared += verifier.IsPrepared ? 1 : 0;
        }

        Assert.IsGreaterThan(50, prepared);
    }

    [TestMethod]
    public void What_a_prepared_key_does_not_confirm_the_plain_one_decides()
    {
        // A private key that is digest / r: both halves of the sum are then the same point, which the prepared key's formulas cannot add.
        BigInteger digest = Number(SHA256.HashData(_report));
        BigInteger r = Number(PointOf(BigInteger.One << 100).X!);
        BigInteger d = digest * Inverse(r) % _order;
        byte[] signature = [.. Bytes(r), .. Bytes(2 * digest % _order * Inverse(BigInteger.One << 100) % _order)];
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Bytes(d) });
        using var verifier = (PreparedVerifier)PreparedVerifier.Import(Es256Keys.PublicOf(key));
        byte[] other = key.SignData("another"u8, HashAlgorithmName.SHA256);
        Assert.IsTrue(verifier.Verify("another"u8, other) && verifier.Verify("another"u8, other) && verifier.IsPrepared);

        Assert.IsFalse(PreparedKey.Of(Es256Keys.PublicOf(key)).Confirms(Bytes(digest), signature));
        Assert.IsTrue(verifier.Verify(_report, signature));
    }

    [TestMethod]
    public void A_prepared_key_that_does_not_confirm_what_the_plain_one_accepts_is_not_taken()
    {
        BigInteger digest = Number(SHA256.HashData(_report));
        BigInteger r = Number(PointOf(3).X!);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Bytes(digest * Inverse(r) % _order) });
        using var verifier = (PreparedVerifier)PreparedVerifier.Import(Es256Keys.PublicOf(key));
        byte[] signature = [.. Bytes(r), .. Bytes(2 * digest % _order * Inverse(3) % _order)];

        Assert.IsTrue(verifier.Verify(_report, signature) && verifier.Verify(_report, signature) && verifier.Verify(_report, signature));
        Assert.IsFalse(verifier.IsPrepared);
    }

    [TestMethod]
    public void A_key_that_is_being_prepared_serves_many_threads_at_once()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using IEs256Key verifier = PreparedVerifier.Import(Es256Keys.PublicOf(key));
        Es256Keys.AssertServesManyThreads(key, verifier);
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger number)
    {
        byte[] shortest = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - shortest.Length], .. shortest];
    }

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(number, _order - 2, _order);

    private static ECPoint PointOf(BigInteger multiple)
    {
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Bytes(multiple) });
        return key.ExportParameters(includePrivateParameters: false).Q;
    }
}
