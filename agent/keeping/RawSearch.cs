using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>Looks for bytes in a file as it lies in flash, a window at a time.</summary>
public static class RawSearch
{
    private const int WindowBytes = 128;

    /// <summary>Does the file hold the pattern anywhere? A file that is not there holds nothing.</summary>
    /// <param name="flash">The medium.</param>
    /// <param name="name">The file.</param>
    /// <param name="pattern">At least one byte.</param>
    public static bool Contains(IFlash flash, string name, byte[] pattern)
    {
        byte[] window = new byte[WindowBytes + pattern.Length - 1];
        int length = flash.Length(name);

        // Windows overlap by the pattern's length less one, so that none is missed on a border.
        for (int position = 0; position < length; position += WindowBytes)
        {
            int read = flash.Read(name, position, window, 0, window.Length);

            if (IndexOf(window, read, pattern) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>First position of the pattern within the first <paramref name="count"/> bytes, or -1.</summary>
    public static int IndexOf(byte[] data, int count, byte[] pattern)
    {
        for (int at = 0; at <= count - pattern.Length; at++)
        {
            int same = 0;

            while (same < pattern.Length && data[at + same] == pattern[same])
            {
                same++;
            }

            if (same == pattern.Length)
            {
                return at;
            }
        }

        return -1;
    }
}
