using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>Numbers, keys and signers that several tests use.</summary>
internal static class Keys
{
    /// <summary>The order of the base point, n (FIPS 186-5; SP 800-186 §3.2.1.3).</summary>
    public const string Order = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";

    /// <summary>The private key of RFC 6979 A.2.5.</summary>
    public const string Rfc6979 = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";

    public static byte[] Hex(string hex) => Convert.FromHexString(hex);

    public static SoftwareSigner Deterministic(string privateKey) => new(Hex(privateKey), KeyProtection.PlainFlash, null);

    public static byte[] Sign(TokenSigner signer, byte[] digest)
    {
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        Assert.IsTrue(signer.TrySign(digest, signature));
        return signature;
    }
}
