namespace NanoAgent.Attestation.Crypto;

/// <summary>HMAC-SHA-256 over whole messages: the seam for a platform's native one. A signature takes five.</summary>
/// <remarks>Called from the agent's thread only. An implementation may allocate; <see cref="HmacSha256"/> does not.</remarks>
public interface IHmacSha256
{
    /// <summary>Changes the key.</summary>
    /// <param name="key">Any length; the implementation copies what it needs.</param>
    void SetKey(byte[] key);

    /// <summary>Writes the MAC of a whole message.</summary>
    /// <param name="message">The message, all of the array.</param>
    /// <param name="mac">32 bytes; may be the array of the message.</param>
    void Compute(byte[] message, byte[] mac);

    /// <summary>Forgets the key.</summary>
    void Wipe();
}
