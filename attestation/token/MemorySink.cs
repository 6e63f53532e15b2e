using System;

namespace NanoAgent.Attestation.Token;

/// <summary>Keeps what it takes in one array of fixed size: for texts that are small by design, and for tests.</summary>
public sealed class MemorySink : IByteSink
{
    private readonly byte[] _bytes;
    private int _count;

    /// <summary>Makes room.</summary>
    /// <param name="capacity">Most bytes it will take; all of it is allocated now.</param>
    public MemorySink(int capacity) => _bytes = new byte[capacity];

    /// <summary>Bytes taken so far.</summary>
    public int Count => _count;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">More bytes than the capacity.</exception>
    public void Write(byte[] buffer, int offset, int count)
    {
        if (count > _bytes.Length - _count)
        {
            throw new InvalidOperationException("sink full");
        }

        Array.Copy(buffer, offset, _bytes, _count, count);
        _count += count;
    }

    /// <summary>A copy of what was taken.</summary>
    public byte[] ToArray()
    {
        byte[] copy = new byte[_count];
        Array.Copy(_bytes, 0, copy, 0, _count);
        return copy;
    }
}
