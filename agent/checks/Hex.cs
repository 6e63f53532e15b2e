namespace NanoAgent.Checks;

/// <summary>Bytes as lower-case hex digits.</summary>
public static class Hex
{
    private const string Digits = "0123456789abcdef";

    /// <summary>The digits of a range of bytes.</summary>
    public static string Text(byte[] bytes, int offset, int count)
    {
        char[] text = new char[2 * count];

        for (int i = 0; i < count; i++)
        {
            text[2 * i] = Digits[bytes[offset + i] >> 4];
            text[(2 * i) + 1] = Digits[bytes[offset + i] & 15];
        }

        return new string(text);
    }
}
