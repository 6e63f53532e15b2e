using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>RFC 6979 A.2.5 (P-256, SHA-256), with hedging off.</summary>
[TestClass]
public class Rfc6979Tests
{
    [TestMethod]
    [DataRow("sample", "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")]
    [DataRow("test", "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083")]
    public void Signing_gives_the_signature_of_the_standard(string message, string expected)
    {
        byte[] signature = Keys.Sign(Keys.Deterministic(Keys.Rfc6979), Sha256.Hash(Ascii.Bytes(message)));

        Assert.AreEqual(expected, Convert.ToHexString(signature));
    }

    [TestMethod]
    public void The_public_key_is_that_of_the_standard()
    {
        PublicKey key = Keys.Deterministic(Keys.Rfc6979).PublicKey;

        Assert.AreEqual("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6", Convert.ToHexString(key.X));
        Assert.AreEqual("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299", Convert.ToHexString(key.Y));
    }
}
