using System.Security.Cryptography;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Keys.OpenSsl;

namespace NanoAgent.Tests.Collector;

/// <summary>Keys that are kept ready in OpenSSL answer as the framework's do.</summary>
[TestClass]
public sealed class OpenSslKeyTests
{
    private static readonly byte[] _report = [.. "report"u8];

    [TestInitialize]
    public void Need()
    {
        if (!EvpHandle.IsThere)
        {
            Assert.Inconclusive("OpenSSL 3 is not on this machine");
        }
    }

    [TestMethod]
    public void Every_signature_case_of_Wycheproof_gets_the_right_answer()
    {
        using var signatures = new Es256Verifier(EvpVerifier.Import);
        int cases = 0;

        foreach ((JsonElement group, JsonElement test) in Wycheproof.Cases("ecdsa_secp256r1_sha256_p1363_test.json"))
        {
            byte[] point = Wycheproof.Bytes(group.GetProperty("publicKey"), "uncompressed");
            Assert.IsTrue(PublicKey.TryCreate(point[1..33], point[33..], out PublicKey key));

            bool answer = signatures.Verify(key, key.Thumbprint(), Wycheproof.Bytes(test, "msg"), Wycheproof.Bytes(test, "sig"));

            Assert.AreEqual(test.GetProperty("result").GetString() == "valid", answer, $"case {test.GetProperty("tcId")}");
            cases++;
        }

        Assert.AreEqual(262, cases);
    }

    [TestMethod]
    public void What_it_signs_the_framework_verifies_and_the_other_way_round()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = new EvpSigner(key.ExportParameters(includePrivateParameters: true));
        using IEs256Key verifier = EvpVerifier.Import(Es256Keys.PublicOf(key));
        Assert.IsInstanceOfType<EvpVerifier>(verifier);
        int shortOnes = 0;

        // Half of all numbers begin with a bit that DER takes for a sign, and one in 256 with a zero byte, so one such has soon come.
        for (int i = 0; i < 1000 || shortOnes == 0; i++)
        {
            byte[] report = BitConverter.GetBytes(i);
            byte[] signature = signer.Sign(SHA256.HashData(report));
            shortOnes += signature[0] == 0 || signature[32] == 0 ? 1 : 0;
            Assert.IsTrue(key.VerifyData(report, signature, HashAlgorithmName.SHA256));
            Assert.IsTrue(verifier.Verify(report, key.SignData(report, HashAlgorithmName.SHA256)));
        }
    }

    [TestMethod]
    public void Where_OpenSSL_is_not_there_a_key_of_the_framework_signs()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = new FrameworkSigner(key.ExportParameters(includePrivateParameters: true));

        Assert.IsTrue(key.VerifyData(_report, signer.Sign(SHA256.HashData(_report)), HashAlgorithmName.SHA256));
    }

    [TestMethod]
    [DataRow("00", "3006020100020100")]
    [DataRow("7f", "300602017f02017f")]
    [DataRow("80", "30080202008002020080")]
    [DataRow("ff00", "300a020300ff00020300ff00")]
    public void A_number_is_as_short_in_DER_as_it_can_be_and_never_negative_and_comes_back_with_its_zeros(string number, string encoded)
    {
        byte[] padded = Convert.FromHexString(number.PadLeft(64, '0'));
        byte[] signature = [.. padded, .. padded];
        byte[] room = new byte[SignatureForm.MostBytes];
        byte[] back = new byte[64];

        int length = SignatureForm.Encode(signature, room);
        SignatureForm.Decode(room.AsSpan(0, length), back);

        Assert.AreEqual(encoded, Convert.ToHexStringLower(room.AsSpan(0, length)));
        CollectionAssert.AreEqual(signature, back);
    }

    [TestMethod]
    public void A_key_that_has_refused_goes_on_and_leaves_no_trace()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using IEs256Key verifier = EvpVerifier.Import(Es256Keys.PublicOf(key));
        byte[] signature = key.SignData(_report, HashAlgorithmName.SHA256);

        Assert.IsFalse(verifier.Verify(_report, new byte[64]));
        Assert.IsFalse(verifier.Verify("another"u8, signature));
        Assert.IsTrue(verifier.Verify(_report, signature));

        // The framework reads the same thread's list of errors.
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.IsTrue(other.VerifyData(_report, other.SignData(_report, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256));
    }

    [TestMethod]
    public void One_key_serves_many_threads_at_once()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using IEs256Key verifier = EvpVerifier.Import(Es256Keys.PublicOf(key));
        Es256Keys.AssertServesManyThreads(key, verifier);
    }

    [TestMethod]
    public void A_point_beside_the_curve_is_no_key()
    {
        byte[] beside = Convert.FromHexString("3059301306072A8648CE3D020106082A8648CE3D03010703420004" + new string('1', 128));

        Assert.ThrowsExactly<CryptographicException>(() => EvpHandle.ToVerify(beside));
        Assert.ThrowsExactly<CryptographicException>(() => EvpHandle.ToSign(beside));
    }
}
