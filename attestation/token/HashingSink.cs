using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Token;

/// <summary>Hashes what it takes with SHA-256 and keeps none of it.</summary>
public sealed class HashingSink : IByteSink
{
    private readonly Sha256 _hash;

    /// <summary>Feeds a hash that the caller has freshly made or finished.</summary>
    public HashingSink(Sha256 hash) => _hash = hash;

    /// <inheritdoc/>
    public void Write(byte[] buffer, int offset, int count) => _hash.Append(buffer, offset, count);
}
