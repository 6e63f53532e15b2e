using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Device;

/// <summary>The published values, on this interpreter's own arithmetic.</summary>
[TestClass]
public class CryptoTests
{
    [TestMethod]
    public void Sha256_gives_the_value_of_FIPS_180_4() =>
        Assert.IsTrue(Bytes.Equal(Known.Hex("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"), Sha256.Hash(Ascii.Bytes("abc"))));

    [TestMethod]
    public void Hmac_gives_the_value_of_RFC_4231()
    {
        byte[] mac = new byte[Sha256.HashBytes];
        new HmacSha256(Ascii.Bytes("Jefe")).Compute(Ascii.Bytes("what do ya want for nothing?"), mac);
        Assert.IsTrue(Bytes.Equal(Known.Hex("5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843"), mac));
    }

    [TestMethod]
    public void Signing_gives_the_signature_of_RFC_6979()
    {
        byte[] expected = Known.Hex(
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        Assert.IsTrue(Known.Signer().TrySign(Sha256.Hash(Ascii.Bytes("sample")), signature));
        Assert.IsTrue(Bytes.Equal(expected, signature));
    }

    [TestMethod]
    public void Verify_takes_a_signature_and_refuses_it_for_other_bytes()
    {
        SoftwareSigner signer = Known.Signer();
        byte[] digest = Sha256.Hash(Ascii.Bytes("sample"));
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        Assert.IsTrue(signer.TrySign(digest, signature));
        Assert.IsTrue(Es256.Verify(signer.PublicKey, digest, signature));
        digest[0] ^= 1;
        Assert.IsFalse(Es256.Verify(signer.PublicKey, digest, signature));
    }
}
