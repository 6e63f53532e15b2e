namespace NanoAgent.Attestation.Crypto;

/// <summary>Text and bytes where the text is known to be ASCII, so that System.Text need not be loaded.</summary>
public static class Ascii
{
    /// <summary>The bytes of a text; a character beyond 127 becomes <c>?</c>.</summary>
    public static byte[] Bytes(string text)
    {
        byte[] bytes = new byte[text.Length];

        for (int i = 0; i < bytes.Length; i++)
        {
            char c = text[i];
            bytes[i] = c < 128 ? (byte)c : (byte)'?';
        }

        return bytes;
    }

    /// <summary>The text of a range of bytes, each below 128.</summary>
    public static string Text(byte[] bytes, int offset, int count)
    {
        char[] text = new char[count];

        for (int i = 0; i < count; i++)
        {
            text[i] = (char)bytes[offset + i];
        }

        return new string(text);
    }
}
