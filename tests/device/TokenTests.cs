using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Tests.Device;

/// <summary>A token that is written in two passes is one text, and verifies.</summary>
[TestClass]
public class TokenTests
{
    [TestMethod]
    public void A_token_has_three_parts_and_its_signature_fits_the_first_two()
    {
        SoftwareSigner signer = Known.Signer();
        string token = Token(signer);
        string[] parts = token.Split('.');
        Assert.AreEqual(3, parts.Length);
        Assert.IsTrue(Base64Url.TryDecode(parts[2], out byte[] signature));
        Assert.IsTrue(Es256.Verify(signer.PublicKey, Sha256.Hash(Ascii.Bytes(parts[0] + "." + parts[1])), signature));
    }

    [TestMethod]
    public void A_token_says_what_it_was_told()
    {
        string[] parts = Token(Known.Signer()).Split('.');
        Assert.IsTrue(Base64Url.TryDecode(parts[1], out byte[] payload));
        string text = Ascii.Text(payload, 0, payload.Length);
        Assert.IsTrue(text.IndexOf("\"nonce-0001\"") > 0);
        Assert.IsTrue(text.IndexOf("\"case-closed\"") > 0);
    }

    private static string Token(SoftwareSigner signer)
    {
        Finding[] findings = new Finding[] { new Finding("case-closed", Outcome.Success, Basis.Measured, "holds", null) };
        var observation = new Observation(1, new byte[Sha256.HashBytes], findings) { SoftwareName = "bare", SoftwareVersion = "1.0.0" };
        var stored = new MemorySink(1024);
        ObservationWriter.Write(observation, stored);
        var delivery = new Delivery("collector", "nonce-0001", new BareBoard().Ueid, "BARE-1") { ReportNumber = 1, IsLive = true };
        var writer = new TokenWriter(signer.KeyId, delivery, new ByteFragment(stored.ToArray()));
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        Assert.IsTrue(writer.TrySign(signer, signature));
        var sent = new MemorySink(writer.Measure());
        writer.Send(sent, signature);
        byte[] bytes = sent.ToArray();
        return Ascii.Text(bytes, 0, bytes.Length);
    }
}
