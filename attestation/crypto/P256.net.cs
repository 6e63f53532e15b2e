using System.Security.Cryptography;

namespace NanoAgent.Attestation.Crypto;

/// <summary>SCAFFOLD until the managed P-256 lands.</summary>
public static class P256
{
    /// <summary>Is (x, y) a point of the curve other than infinity? 32 bytes each, big-endian.</summary>
    public static bool IsOnCurve(byte[] x, byte[] y)
    {
        try
        {
            using var k = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

/// <summary>SCAFFOLD: ES256 verification.</summary>
public static class Es256
{
    /// <summary>Does the signature (r, s of 32 bytes each) belong to the digest under the key? Any malformed input is false.</summary>
    public static bool Verify(PublicKey key, byte[] digest, byte[] signature)
    {
        using var k = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = key.X, Y = key.Y } });
        return k.VerifyHash(digest, signature);
    }
}
