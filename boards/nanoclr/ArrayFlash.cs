using System;
using NanoAgent.Board;

namespace NanoAgent.Boards.NanoClr;

/// <summary>
/// Flash in memory, as one array that is taken at boot and never grows: what it takes of the heap, which no chip's flash does,
/// is known, and nothing of it is allocated later.
/// </summary>
internal sealed class ArrayFlash : IFlash
{
    // File after file: length of the name (1 byte) and of the content (2), name, content.
    private const int HeadBytes = 3;

    private readonly byte[] _cells;
    private int _used;

    /// <summary>Makes an empty one.</summary>
    /// <param name="bytes">Room for all files with their names, and 3 bytes each.</param>
    internal ArrayFlash(int bytes) => _cells = new byte[bytes];

    /// <inheritdoc/>
    public int FreeBytes => _cells.Length - _used;

    /// <inheritdoc/>
    public bool Exists(string name) => Find(name) >= 0;

    /// <inheritdoc/>
    public int Length(string name)
    {
        int at = Find(name);
        return at < 0 ? 0 : ContentLength(at);
    }

    /// <inheritdoc/>
    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        int at = Find(name);
        int left = at < 0 ? 0 : ContentLength(at) - position;
        int read = left < count ? left : count;

        if (read <= 0)
        {
            return 0;
        }

        Array.Copy(_cells, at + HeadBytes + _cells[at] + position, buffer, offset, read);
        return read;
    }

    /// <inheritdoc/>
    public void Write(string name, byte[] data, int offset, int count)
    {
        Delete(name);
        Append(name, data, offset, count);
    }

    /// <inheritdoc/>
    public void Append(string name, byte[] data, int offset, int count)
    {
        int at = Find(name);
        int head = at < 0 ? HeadBytes + name.Length : 0;

        if (head + count > FreeBytes)
        {
            throw new FlashException("full");
        }

        if (at < 0)
        {
            at = Add(name);
        }

        int end = at + Size(at);
        Array.Copy(_cells, end, _cells, end + count, _used - end);
        Array.Copy(data, offset, _cells, end, count);
        _used += count;
        PutContentLength(at, ContentLength(at) + count);
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        int at = Find(name);

        if (at >= 0)
        {
            int size = Size(at);
            Array.Copy(_cells, at + size, _cells, at, _used - at - size);
            _used -= size;
        }
    }

    /// <summary>Nothing to do: this flash is gone with the power anyhow.</summary>
    public void Sync()
    {
    }

    private int Add(string name)
    {
        int at = _used;
        _cells[at] = (byte)name.Length;
        PutContentLength(at, 0);

        for (int i = 0; i < name.Length; i++)
        {
            _cells[at + HeadBytes + i] = (byte)name[i];
        }

        _used += HeadBytes + name.Length;
        return at;
    }

    private int Find(string name)
    {
        for (int at = 0; at < _used; at += Size(at))
        {
            int same = 0;

            while (same < name.Length && same < _cells[at] && _cells[at + HeadBytes + same] == name[same])
            {
                same++;
            }

            if (same == name.Length && same == _cells[at])
            {
                return at;
            }
        }

        return -1;
    }

    private int Size(int at) => HeadBytes + _cells[at] + ContentLength(at);

    private int ContentLength(int at) => (_cells[at + 1] << 8) | _cells[at + 2];

    private void PutContentLength(int at, int length)
    {
        _cells[at + 1] = (byte)(length >> 8);
        _cells[at + 2] = (byte)length;
    }
}
