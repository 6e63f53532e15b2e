namespace NanoAgent.Tests.Fuzz;

/// <summary>Changes bytes by chance: the same chance, the same change.</summary>
/// <param name="random">The chance.</param>
/// <param name="words">Pieces that the format knows, to be put in anywhere; may be empty.</param>
/// <param name="others">Inputs to take pieces of.</param>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> words, IReadOnlyList<Seed> others)
{
    private const int MostChanges = 4;
    private const int MostGrowth = 4096;

    private static readonly byte[] _edges = [0x00, 0x01, 0x0a, 0x20, 0x22, 0x2e, 0x5c, 0x7b, 0x7d, 0x7f, 0x80, 0xc0, 0xed, 0xff];

    /// <summary>The bytes with one to four changes; the array that was given stays as it is.</summary>
    public byte[] Change(byte[] input)
    {
        byte[] changed = input;

        for (int left = 1 + random.Next(MostChanges); left > 0; left--)
        {
            changed = ChangeOnce(changed);
        }

        return ReferenceEquals(changed, input) ? [.. input] : changed;
    }

    private byte[] ChangeOnce(byte[] b)
    {
        int at = random.Next(b.Length + 1);
        int end = at + random.Next(Math.Min(b.Length - at, 64) + 1);
        return random.Next(9) switch
        {
            0 => Set(b, at, value => (byte)(value ^ (1 << random.Next(8)))),
            1 => Set(b, at, _ => _edges[random.Next(_edges.Length)]),
            2 => Set(b, at, _ => (byte)random.Next(256)),
            3 => [.. b[..at], .. b[end..]],
            4 => [.. b[..end], .. b[at..]],
            5 => b[..at],
            6 => [.. b[..at], .. Word(), .. b[at..]],
            7 => [.. b[..at], .. Word(), .. b[end..]],
            _ => [.. b[..at], .. Piece(), .. b[end..]],
        };
    }

    private static byte[] Set(byte[] b, int at, Func<byte, byte> change)
    {
        byte[] changed = [.. b];

        if (at < b.Length)
        {
            changed[at] = change(changed[at]);
        }

        return changed;
    }

    private byte[] Word() => words.Count == 0 ? [_edges[random.Next(_edges.Length)]] : words[random.Next(words.Count)];

    private byte[] Piece()
    {
        byte[] other = others[random.Next(others.Count)].Bytes;
        int from = random.Next(other.Length + 1);
        return other[from..(from + random.Next(Math.Min(other.Length - from, MostGrowth) + 1))];
    }
}
