using System.Buffers.Binary;
using System.Text;

namespace NanoAgent.Evidence;

/// <summary>Writes a zip without compression, time and platform, so that the same content is the same bytes on every machine.</summary>
/// <remarks>The framework's writer notes the platform, and compressors differ by version; a verifier writes these bytes again and compares.</remarks>
internal static class StoredZip
{
    /// <summary>Largest total that a zip without 64-bit fields can hold.</summary>
    public const long MaxBytes = int.MaxValue;

    // 1980-01-01, the earliest date of the format.
    private const ushort DosDate = 0x21;
    private const ushort Utf8Names = 0x0800;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(i =>
    {
        uint c = (uint)i;

        for (int bit = 0; bit < 8; bit++)
        {
            c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        }

        return c;
    })];

    /// <summary>Writes the files in the order given.</summary>
    /// <exception cref="ArgumentException">More than the format holds.</exception>
    public static void Write(Stream output, IEnumerable<(string Path, byte[] Content)> files)
    {
        using var directory = new MemoryStream();
        long offset = 0;
        int count = 0;

        foreach ((string path, byte[] content) in files)
        {
            byte[] name = Encoding.UTF8.GetBytes(path);
            byte[] fields = Fields(name, content);
            WriteAll(output, [0x50, 0x4B, 3, 4], fields, name, content);
            WriteAll(directory, [0x50, 0x4B, 1, 2, 20, 0], fields, Trailer((uint)offset), name);
            offset += 4 + fields.Length + name.Length + content.Length;
            count++;

            if (offset > MaxBytes || count > ushort.MaxValue)
            {
                throw new ArgumentException($"more than {MaxBytes} bytes or {ushort.MaxValue} files", nameof(files));
            }
        }

        directory.WriteTo(output);
        output.Write(End(count, (uint)directory.Length, (uint)offset));
    }

    // Local header after its signature; the central directory repeats the same 26 bytes (APPNOTE 4.3.7, 4.3.12).
    private static byte[] Fields(byte[] name, byte[] content)
    {
        byte[] f = new byte[26];
        BinaryPrimitives.WriteUInt16LittleEndian(f, 20);
        BinaryPrimitives.WriteUInt16LittleEndian(f.AsSpan(2), Utf8Names);
        BinaryPrimitives.WriteUInt16LittleEndian(f.AsSpan(8), DosDate);
        BinaryPrimitives.WriteUInt32LittleEndian(f.AsSpan(10), Crc32(content));
        BinaryPrimitives.WriteUInt32LittleEndian(f.AsSpan(14), (uint)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(f.AsSpan(18), (uint)content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(f.AsSpan(22), (ushort)name.Length);
        return f;
    }

    private static byte[] Trailer(uint offset)
    {
        byte[] t = new byte[14];
        BinaryPrimitives.WriteUInt32LittleEndian(t.AsSpan(10), offset);
        return t;
    }

    private static byte[] End(int count, uint size, uint offset)
    {
        byte[] e = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(e, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(e.AsSpan(8), (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(e.AsSpan(10), (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(e.AsSpan(12), size);
        BinaryPrimitives.WriteUInt32LittleEndian(e.AsSpan(16), offset);
        return e;
    }

    private static void WriteAll(Stream stream, params byte[][] parts)
    {
        foreach (byte[] part in parts)
        {
            stream.Write(part);
        }
    }

    private static uint Crc32(byte[] data)
    {
        uint crc = uint.MaxValue;

        foreach (byte b in data)
        {
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return ~crc;
    }
}
