namespace NanoAgent.Attestation.Crypto;

/// <summary>HMAC-SHA-256 (RFC 2104, RFC 4231) as a stream. Construct once per key; reusable after <see cref="Finish"/>.</summary>
public sealed class HmacSha256
{
    private readonly System.Security.Cryptography.IncrementalHash _h;

    /// <summary>Takes a key of any length.</summary>
    public HmacSha256(byte[] key) => _h = System.Security.Cryptography.IncrementalHash.CreateHMAC(System.Security.Cryptography.HashAlgorithmName.SHA256, key);

    /// <summary>Appends a range of bytes.</summary>
    public void Append(byte[] data, int offset, int count) => _h.AppendData(data, offset, count);

    /// <summary>Writes the 32-byte MAC of all that was appended and starts over under the same key.</summary>
    public void Finish(byte[] mac, int offset) => _h.GetHashAndReset().CopyTo(mac, offset);
}
