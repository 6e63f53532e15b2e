using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>HMAC-SHA-256 (RFC 2104, RFC 4231) as a stream. Construct once per key; reusable after <see cref="Finish"/>.</summary>
/// <remarks>The two key blocks are hashed once, when the key is set. Allocates nothing after construction. Not thread-safe.</remarks>
public sealed class HmacSha256 : IHmacSha256
{
    private readonly Sha256 _hash = new Sha256();
    private readonly long[] _inner = new long[8];
    private readonly long[] _outer = new long[8];
    private readonly byte[] _pad = new byte[Sha256.BlockBytes];

    /// <summary>Takes a key of any length.</summary>
    public HmacSha256(byte[] key) => SetKey(key);

    /// <inheritdoc/>
    public void SetKey(byte[] key)
    {
        if (key == null)
        {
            throw new ArgumentNullException(nameof(key));
        }

        _hash.Reset();
        LoadPad(key);
        HashPad(0x36, _inner);
        HashPad(0x36 ^ 0x5C, _outer);
        Array.Clear(_pad, 0, _pad.Length);
        _hash.Resume(_inner, 1);
    }

    /// <summary>Appends a range of bytes.</summary>
    /// <exception cref="ArgumentException">No array, or a range that is not inside it.</exception>
    public void Append(byte[] data, int offset, int count) => _hash.Append(data, offset, count);

    /// <summary>Writes the 32-byte MAC of all that was appended and starts over under the same key.</summary>
    /// <exception cref="ArgumentException">No room for 32 bytes.</exception>
    public void Finish(byte[] mac, int offset)
    {
        _hash.Finish(mac, offset);
        _hash.Resume(_outer, 1);
        _hash.Append(mac, offset, Sha256.HashBytes);
        _hash.Finish(mac, offset);
        _hash.Resume(_inner, 1);
    }

    /// <inheritdoc/>
    public void Compute(byte[] message, byte[] mac)
    {
        Append(message, 0, message.Length);
        Finish(mac, 0);
    }

    /// <summary>Wipes the key and all that was appended; <see cref="SetKey"/> comes next.</summary>
    public void Wipe()
    {
        Array.Clear(_inner, 0, 8);
        Array.Clear(_outer, 0, 8);
        _hash.Reset();
    }

    private void LoadPad(byte[] key)
    {
        if (key.Length > Sha256.BlockBytes)
        {
            _hash.Append(key, 0, key.Length);
            _hash.Finish(_pad, 0);
        }
        else
        {
            Array.Copy(key, 0, _pad, 0, key.Length);
        }
    }

    private void HashPad(int mask, long[] state)
    {
        for (int i = 0; i < _pad.Length; i++)
        {
            _pad[i] = (byte)(_pad[i] ^ mask);
        }

        _hash.Append(_pad, 0, _pad.Length);
        _hash.Save(state);
        _hash.Reset();
    }
}
