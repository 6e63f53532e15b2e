using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>Base64url without padding (RFC 4648 §5, RFC 7515 §2), in its one spelling: no padding, no white space, no stray bits.</summary>
public static class Base64Url
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>Characters that <paramref name="bytes"/> bytes become.</summary>
    public static int EncodedLength(int bytes) => (bytes * 4 + 2) / 3;

    /// <summary>Encodes a whole array.</summary>
    public static string Encode(byte[] data) => Encode(data, 0, data.Length);

    /// <summary>Encodes a range.</summary>
    public static string Encode(byte[] data, int offset, int count)
    {
        char[] text = new char[EncodedLength(count)];
        int held = 0;
        int bits = 0;
        int at = 0;

        for (int i = 0; i < count; i++)
        {
            held = (held << 8) | data[offset + i];
            bits += 8;

            while (bits >= 6)
            {
                bits -= 6;
                text[at++] = Alphabet[(held >> bits) & 63];
            }
        }

        if (bits > 0)
        {
            text[at] = Alphabet[(held << (6 - bits)) & 63];
        }

        return new string(text);
    }

    /// <summary>Reads text that came from outside.</summary>
    /// <param name="text">Any text; may be null.</param>
    /// <param name="data">The bytes, or null when the text is not base64url in its one spelling.</param>
    public static bool TryDecode(string text, out byte[] data)
    {
        data = null;

        if (text == null || text.Length % 4 == 1)
        {
            return false;
        }

        byte[] bytes = new byte[text.Length * 3 / 4];
        int held = 0;
        int bits = 0;
        int at = 0;

        for (int i = 0; i < text.Length; i++)
        {
            int value = ValueOf(text[i]);

            if (value < 0)
            {
                return false;
            }

            held = ((held << 6) | value) & 0xFFFF;
            bits += 6;

            if (bits >= 8)
            {
                bits -= 8;
                bytes[at++] = (byte)(held >> bits);
            }
        }

        // Stray bits would give one value two spellings, and a token must have one.
        if ((held & ((1 << bits) - 1)) != 0)
        {
            return false;
        }

        data = bytes;
        return true;
    }

    private static int ValueOf(char c)
    {
        if (c >= 'A' && c <= 'Z')
        {
            return c - 'A';
        }

        if (c >= 'a' && c <= 'z')
        {
            return c - 'a' + 26;
        }

        if (c >= '0' && c <= '9')
        {
            return c - '0' + 52;
        }

        return c == '-' ? 62 : c == '_' ? 63 : -1;
    }
}
