using System.Text.Json;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>Project Wycheproof's cases, each of which broke somebody's implementation.</summary>
[TestClass]
public class WycheproofTests
{
    [TestMethod]
    public void Every_P256_signature_case_gets_the_right_answer()
    {
        int cases = 0;

        foreach ((JsonElement group, JsonElement test) in Wycheproof.Cases("ecdsa_secp256r1_sha256_p1363_test.json"))
        {
            byte[] point = Wycheproof.Bytes(group.GetProperty("publicKey"), "uncompressed");
            Assert.IsTrue(PublicKey.TryCreate(point[1..33], point[33..], out PublicKey key));

            bool answer = Es256.Verify(key, Sha256.Hash(Wycheproof.Bytes(test, "msg")), Wycheproof.Bytes(test, "sig"));

            Assert.AreEqual(test.GetProperty("result").GetString() == "valid", answer, $"case {test.GetProperty("tcId")}");
            cases++;
        }

        Assert.AreEqual(262, cases);
    }

    [TestMethod]
    public void Every_HMAC_case_gets_the_right_answer()
    {
        int cases = 0;

        foreach ((JsonElement _, JsonElement test) in Wycheproof.Cases("hmac_sha256_test.json"))
        {
            byte[] tag = Wycheproof.Bytes(test, "tag");
            byte[] mac = new byte[32];
            new HmacSha256(Wycheproof.Bytes(test, "key")).Compute(Wycheproof.Bytes(test, "msg"), mac);

            bool answer = Bytes.Equal(tag, mac[..tag.Length]);

            Assert.AreEqual(test.GetProperty("result").GetString() == "valid", answer, $"case {test.GetProperty("tcId")}");
            cases++;
        }

        Assert.AreEqual(174, cases);
    }
}
