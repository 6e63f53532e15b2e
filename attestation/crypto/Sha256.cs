using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>SHA-256 (FIPS 180-4) as a stream: append any number of times, finish once, and it is ready for the next message.</summary>
/// <remarks>Allocates nothing after construction. Not thread-safe.</remarks>
public sealed class Sha256
{
    /// <summary>Bytes of a digest.</summary>
    public const int HashBytes = 32;

    /// <summary>Bytes of a block.</summary>
    internal const int BlockBytes = 64;

    private const int BlockWords = BlockBytes / 4;

    // The message's length stands in the last two words.
    private const int LengthWord = BlockWords - 2;

    private static readonly long[] s_initial =
    {
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
    };

    private readonly long[] _state = new long[8];
    private readonly long[] _block = new long[BlockWords];
    private int _filled;
    private long _length;

    /// <summary>Ready for the first byte of a message.</summary>
    public Sha256() => Reset();

    /// <summary>The digest of a whole array.</summary>
    public static byte[] Hash(byte[] data)
    {
        var hash = new Sha256();
        byte[] digest = new byte[HashBytes];
        hash.Append(data, 0, data.Length);
        hash.Finish(digest, 0);
        return digest;
    }

    /// <summary>Appends a range of bytes.</summary>
    /// <exception cref="ArgumentException">No array, or a range that is not inside it.</exception>
    public void Append(byte[] data, int offset, int count)
    {
        if (data == null || offset < 0 || count < 0 || offset > data.Length - count)
        {
            throw new ArgumentException("range outside of the array");
        }

        _length += count;
        int end = offset + count;

        while (offset < end)
        {
            if ((_filled & 3) != 0 || end - offset < 4)
            {
                AppendByte(data[offset++]);
                continue;
            }

            // As many whole words as there are; a call for each byte would cost as much as the compression.
            long[] block = _block;
            int word = _filled >> 2;

            for (; end - offset >= 4; offset += 4)
            {
                block[word++] = ((long)data[offset] << 24) | ((long)data[offset + 1] << 16) | ((long)data[offset + 2] << 8) | data[offset + 3];

                if (word == BlockWords)
                {
                    Sha256Block.Compress(_state, block);
                    word = 0;
                }
            }

            _filled = word << 2;
        }
    }

    /// <summary>Writes the digest of all that was appended and starts over.</summary>
    /// <exception cref="ArgumentException">No room for 32 bytes.</exception>
    public void Finish(byte[] hash, int offset)
    {
        if (hash == null || offset < 0 || offset > hash.Length - HashBytes)
        {
            throw new ArgumentException("room for 32 bytes", nameof(hash));
        }

        long bits = _length << 3;
        AppendByte(0x80);
        int word = (_filled + 3) >> 2;

        if (word > LengthWord)
        {
            Array.Clear(_block, word, BlockWords - word);
            Sha256Block.Compress(_state, _block);
            word = 0;
        }

        Array.Clear(_block, word, LengthWord - word);
        _block[LengthWord] = bits >> 32;
        _block[LengthWord + 1] = bits & 0xFFFFFFFF;
        Sha256Block.Compress(_state, _block);

        for (int i = 0; i < 8; i++)
        {
            long value = _state[i];
            hash[offset++] = (byte)(value >> 24);
            hash[offset++] = (byte)(value >> 16);
            hash[offset++] = (byte)(value >> 8);
            hash[offset++] = (byte)value;
        }

        Reset();
    }

    /// <summary>Forgets all that was appended and wipes the block, which may hold key material.</summary>
    internal void Reset()
    {
        Array.Copy(s_initial, 0, _state, 0, 8);
        Array.Clear(_block, 0, BlockWords);
        _filled = 0;
        _length = 0;
    }

    /// <summary>Takes over the state after whole blocks, so that a keyed hash pays for its key once.</summary>
    internal void Resume(long[] state, int blocks)
    {
        Array.Copy(state, 0, _state, 0, 8);
        _length = blocks * BlockBytes;
    }

    /// <summary>Copies the state out. Only whole blocks may have been appended.</summary>
    internal void Save(long[] state) => Array.Copy(_state, 0, state, 0, 8);

    private void AppendByte(byte value)
    {
        int word = _filled >> 2;
        int shift = 24 - ((_filled & 3) << 3);
        long kept = shift == 24 ? 0 : _block[word];
        _block[word] = kept | ((long)value << shift);
        _filled++;

        if (_filled == BlockBytes)
        {
            Sha256Block.Compress(_state, _block);
            _filled = 0;
        }
    }
}
