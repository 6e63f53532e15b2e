using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>SHA-256 (FIPS 180-4) as a stream: append any number of times, finish once, and it is ready for the next message.</summary>
/// <remarks>Allocates nothing after construction. Not thread-safe.</remarks>
public sealed class Sha256
{
    /// <summary>Bytes of a digest.</summary>
    public const int HashBytes = 32;

    private readonly System.Security.Cryptography.IncrementalHash _h = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);

    /// <summary>The digest of a whole array.</summary>
    public static byte[] Hash(byte[] data)
    {
        var h = new Sha256();
        byte[] digest = new byte[HashBytes];
        h.Append(data, 0, data.Length);
        h.Finish(digest, 0);
        return digest;
    }

    /// <summary>Appends a range of bytes.</summary>
    public void Append(byte[] data, int offset, int count) => _h.AppendData(data, offset, count);

    /// <summary>Writes the digest of all that was appended and starts over.</summary>
    public void Finish(byte[] hash, int offset)
    {
        byte[] d = _h.GetHashAndReset();
        Array.Copy(d, 0, hash, offset, HashBytes);
    }
}
