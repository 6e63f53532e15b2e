using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Tests.Shared.Token;

[TestClass]
public sealed class JwsTests
{
    // RFC 7515 A.3: key and JWS.
    private const string Rfc7515Key = """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";
    private const string Rfc7515Jws = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        + "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private static readonly Es256Verifier s_signatures = new();

    [TestMethod]
    public void The_signature_of_RFC_7515_A3_verifies()
    {
        Assert.IsTrue(Jwk.TryRead(Encoding.ASCII.GetBytes(Rfc7515Key), out PublicKey? key));
        Assert.IsTrue(Holds(Rfc7515Jws, key!));
    }

    [TestMethod]
    public void The_signature_of_RFC_7515_A3_is_no_token_of_ours()
    {
        Assert.IsTrue(Jwk.TryRead(Encoding.ASCII.GetBytes(Rfc7515Key), out PublicKey? key));
        Assert.AreEqual(Refusal.None, CompactJws.TryRead(Rfc7515Jws, 4096, out CompactJws? jws));
        Assert.IsFalse(s_signatures.Verify(jws!, Profile.TokenType, key!));
    }

    [TestMethod]
    public void All_JWS_cases_of_Wycheproof_are_refused_for_none_is_good_ES256() => Assert.AreEqual(199, CountRefused("json_web_signature_test.json"));

    [TestMethod]
    public void All_JWK_cases_of_Wycheproof_are_refused_for_none_is_good_ES256() => Assert.AreEqual(26, CountRefused("json_web_key_test.json"));

    [TestMethod]
    [DataRow("\"kty\":\"EC\"", "\"kty\":\"OKP\"")]
    [DataRow("\"crv\":\"P-256\"", "\"crv\":\"P-384\"")]
    [DataRow("\"kty\"", "\"d\":\"AA\",\"kty\"")]
    [DataRow("\"kty\"", "\"use\":\"enc\",\"kty\"")]
    [DataRow("\"kty\"", "\"alg\":\"ES384\",\"kty\"")]
    [DataRow("f83O", "F83O")]
    [DataRow("VEU\"", "VEU=\"")]
    [DataRow("\"y\":", "\"x\":")]
    public void A_key_that_is_no_public_P256_key_for_signing_is_refused(string old, string replacement)
    {
        string changed = Rfc7515Key.Replace(old, replacement, StringComparison.Ordinal);
        Assert.AreNotEqual(Rfc7515Key, changed);
        Assert.IsFalse(Jwk.TryRead(Encoding.ASCII.GetBytes(changed), out _));
    }

    private static int CountRefused(string file) =>
        Wycheproof.Cases(file).Count(one => !KeysOf(one.Group).Any(key => Holds(one.Test.GetProperty("jws").ToString(), key)));

    private static IReadOnlyList<PublicKey> KeysOf(JsonElement group)
    {
        bool read = group.TryGetProperty("public", out JsonElement jwk);
        return read && Jwk.TryReadSet(Encoding.UTF8.GetBytes(jwk.GetRawText()), out IReadOnlyList<PublishedKey>? keys) ? [.. keys!.Select(k => k.Key)] : [];
    }

    private static bool Holds(string text, PublicKey key) =>
        CompactJws.TryRead(text, 16384, out CompactJws? jws) == Refusal.None
        && jws!.Header.Algorithm == "ES256"
        && s_signatures.Verify(key, key.Thumbprint(), jws.SigningInput, jws.Signature.Span);
}
