namespace NanoAgent.Attestation.Verify.Jws;

/// <summary>A public key as something that verifies keeps it. Thread-safe.</summary>
public interface IEs256Key : IDisposable
{
    /// <summary>Does the signature belong to the digest (FIPS 186-5 §6.4.2)?</summary>
    /// <param name="digest">SHA-256, 32 bytes.</param>
    /// <param name="signature">r and s, 64 bytes.</param>
    bool Verify(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature);
}
