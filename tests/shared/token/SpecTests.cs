using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Tests.Shared.Token;

/// <summary>SPEC.md's example is the vector good-plain, so what people read is what the verifier takes.</summary>
[TestClass]
public sealed class SpecTests
{
    private static readonly string[] s_blocks = [.. File.ReadAllText(Repository.At("attestation", "SPEC.md")).Split("## 6. An example")[1].Split("```").Where((_, i) => i % 2 == 1)];

    [TestMethod]
    public void The_example_verifies_under_the_key_that_stands_beside_it()
    {
        Assert.IsTrue(Jwk.TryRead(System.Text.Encoding.ASCII.GetBytes(s_blocks[0].Replace("json", "", StringComparison.Ordinal)), out PublicKey? key));
        Assert.AreEqual(Refusal.None, CompactJws.TryRead(s_blocks[2].Trim(), 16384, out CompactJws? jws));
        using var signatures = new Es256Verifier();
        Assert.IsTrue(signatures.Verify(jws!, "eat+jwt", key!));
        Assert.AreEqual(TokenVector.Named("good-plain")["text"], s_blocks[2].Trim());
    }

    [TestMethod]
    public void The_claims_that_are_shown_are_those_of_the_example()
    {
        Assert.AreEqual(Refusal.None, CompactJws.TryRead(s_blocks[2].Trim(), 16384, out CompactJws? jws));
        string shown = s_blocks[1][s_blocks[1].IndexOf("{\"eat_profile\"", StringComparison.Ordinal)..];
        using JsonDocument claims = JsonDocument.Parse(shown);
        using JsonDocument signed = JsonDocument.Parse(jws!.Payload);
        Assert.IsTrue(JsonElement.DeepEquals(signed.RootElement, claims.RootElement));
    }

    [TestMethod]
    public void The_refusals_stand_in_the_order_of_the_enumeration()
    {
        string table = File.ReadAllText(Repository.At("attestation", "SPEC.md")).Split("## 5. Refusals")[1].Split("## 6.")[0];
        string[] named = [.. table.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Split('|')[1].Trim()).Where(n => n != "Refusal")];
        Assert.AreEqual(string.Join(' ', Enum.GetNames<Refusal>().Skip(1)), string.Join(' ', named));
    }
}
