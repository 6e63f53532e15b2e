namespace NanoAgent.Keeping;

/// <summary>Integers in on-flash records, most significant byte first.</summary>
public static class BigEndian
{
    /// <summary>Writes four bytes.</summary>
    public static void Put32(byte[] buffer, int at, uint value)
    {
        buffer[at] = (byte)(value >> 24);
        buffer[at + 1] = (byte)(value >> 16);
        buffer[at + 2] = (byte)(value >> 8);
        buffer[at + 3] = (byte)value;
    }

    /// <summary>Reads four bytes.</summary>
    public static uint Get32(byte[] buffer, int at) =>
        ((uint)buffer[at] << 24) | ((uint)buffer[at + 1] << 16) | ((uint)buffer[at + 2] << 8) | buffer[at + 3];

    /// <summary>Writes eight bytes.</summary>
    public static void Put64(byte[] buffer, int at, long value)
    {
        Put32(buffer, at, (uint)(value >> 32));
        Put32(buffer, at + 4, (uint)value);
    }

    /// <summary>Reads eight bytes.</summary>
    public static long Get64(byte[] buffer, int at) => ((long)Get32(buffer, at) << 32) | Get32(buffer, at + 4);
}
