namespace NanoAgent.Attestation.Token;

/// <summary>Bytes that can be read more than once and are the same each time, such as an observation in the outbox's flash.</summary>
/// <remarks>
/// A token is hashed in one pass and sent in another. If the bytes differ between the two, the signature does not fit and the
/// verifier refuses the token: nothing worse.
/// </remarks>
public interface IFragment
{
    /// <summary>How many bytes <see cref="WriteTo"/> writes.</summary>
    int Length { get; }

    /// <summary>Writes all bytes, in order.</summary>
    void WriteTo(IByteSink sink);
}
