using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Checks;

/// <summary>Random texts and numbers for probes: passwords that nobody has, markers that nobody wrote.</summary>
public static class Chance
{
    // 32 characters, so that five bits choose one without bias.
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>A random text of a-z and 2-7, five bits a character.</summary>
    public static string Text(IRandomSource random, int length)
    {
        byte[] bytes = new byte[length];
        char[] text = new char[length];
        random.Fill(bytes);

        for (int i = 0; i < length; i++)
        {
            text[i] = Alphabet[bytes[i] & 31];
        }

        return new string(text);
    }

    /// <summary>A random number from 0 to <paramref name="count"/> - 1; the bias is below 2^-15 for counts up to 2^16.</summary>
    public static int Below(IRandomSource random, int count)
    {
        byte[] bytes = new byte[4];
        random.Fill(bytes);
        uint number = ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
        return (int)(number % (uint)count);
    }
}
