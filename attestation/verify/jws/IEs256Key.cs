namespace NanoAgent.Attestation.Verify.Jws;

/// <summary>A public key as something that verifies keeps it. Thread-safe.</summary>
public interface IEs256Key : IDisposable
{
    /// <summary>Does the signature belong to the bytes: ECDSA over their SHA-256 (FIPS 186-5 §6.4.2)?</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">r and s, 64 bytes.</param>
    bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);
}
