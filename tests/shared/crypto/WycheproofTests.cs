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

        foreach ((JsonElement group, JsonElement test) in Cases("ecdsa_secp256r1_sha256_p1363_test.json"))
        {
            byte[] point = Keys.Hex(group.GetProperty("publicKey").GetProperty("uncompressed").GetString()!);
            Assert.IsTrue(PublicKey.TryCreate(point[1..33], point[33..], out PublicKey key));

            bool answer = Es256.Verify(key, Sha256.Hash(Field(test, "msg")), Field(test, "sig"));

            Assert.AreEqual(test.GetProperty("result").GetString() == "valid", answer, $"case {test.GetProperty("tcId")}");
            cases++;
        }

        Assert.AreEqual(262, cases);
    }

    [TestMethod]
    public void Every_HMAC_case_gets_the_right_answer()
    {
        int cases = 0;

        foreach ((JsonElement _, JsonElement test) in Cases("hmac_sha256_test.json"))
        {
            byte[] tag = Field(test, "tag");
            byte[] mac = new byte[32];
            new HmacSha256(Field(test, "key")).Compute(Field(test, "msg"), mac);

            bool answer = Bytes.Equal(tag, mac[..tag.Length]);

            Assert.AreEqual(test.GetProperty("result").GetString() == "valid", answer, $"case {test.GetProperty("tcId")}");
            cases++;
        }

        Assert.AreEqual(174, cases);
    }

    private static byte[] Field(JsonElement test, string name) => Keys.Hex(test.GetProperty(name).GetString()!);

    private static IEnumerable<(JsonElement Group, JsonElement Test)> Cases(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Repository.SharedVector("wycheproof", file)));
        return [.. from JsonElement g in json.RootElement.Clone().GetProperty("testGroups").EnumerateArray()
                   from JsonElement t in g.GetProperty("tests").EnumerateArray()
                   select (g, t)];
    }
}
