namespace NanoAgent.Attestation.Crypto;

/// <summary>ES256 verification (RFC 7518 §3.4, FIPS 186-5 §6.4.2).</summary>
public static class Es256
{
    /// <summary>Does the signature (r, s of 32 bytes each) belong to the digest under the key? Any malformed input is false.</summary>
    /// <remarks>Takes about 4 KB while it runs. In a time that depends on the input: nothing of it is secret.</remarks>
    public static bool Verify(PublicKey key, byte[] digest, byte[] signature)
    {
        if (key == null || digest == null || digest.Length != Sha256.HashBytes || signature == null || signature.Length != TokenSigner.SignatureBytes)
        {
            return false;
        }

        return new EcdsaVerification().Verify(key, digest, signature);
    }
}
