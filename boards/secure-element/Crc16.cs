namespace NanoAgent.Boards.SecureElement;

/// <summary>The checksum of the chip's packets: CRC-16, polynomial 0x8005, from zero, the lowest bit of a byte first.</summary>
internal static class Crc16
{
    /// <summary>Bytes of a checksum in a packet, the lower one first.</summary>
    public const int Length = 2;

    private const int Polynomial = 0x8005;
    private const int Mask = 0xFFFF;

    /// <summary>The checksum of the first bytes.</summary>
    public static int Of(byte[] bytes, int count)
    {
        int crc = 0;

        for (int i = 0; i < count; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                int next = ((crc >> 15) ^ (bytes[i] >> bit)) & 1;
                crc = ((crc << 1) ^ (next * Polynomial)) & Mask;
            }
        }

        return crc;
    }

    /// <summary>Writes the checksum of all before it into the last two of the bytes.</summary>
    public static void Seal(byte[] bytes, int count)
    {
        int crc = Of(bytes, count - Length);
        bytes[count - 2] = (byte)crc;
        bytes[count - 1] = (byte)(crc >> 8);
    }

    /// <summary>Do the last two of the bytes belong to those before them?</summary>
    public static bool IsSealed(byte[] bytes, int count)
    {
        int crc = Of(bytes, count - Length);
        return bytes[count - 2] == (byte)crc && bytes[count - 1] == (byte)(crc >> 8);
    }
}
