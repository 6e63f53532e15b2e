using System.Numerics;
using System.Text;

namespace NanoAgent.P256Gen;

/// <summary>Sha256Block.g.cs: sixteen rounds unrolled, run four times.</summary>
/// <remarks>
/// A word is kept twice in 64 bits, so that a right shift is a rotation: two IL operations instead of five. The two constants
/// are locals, and first of all, since a constant of 64 bits takes nine bytes at each use and the first locals one.
/// </remarks>
internal static class Sha256File
{
    public static string Body() =>
        $$"""
            private static readonly uint[] s_constants =
            {
        {{string.Join("\n", RoundConstants().Chunk(8).Select(c => "        " + string.Join(", ", c.Select(k => $"0x{k:X8}")) + ","))}}
            };

            /// <summary>Folds one block into the state (FIPS 180-4 §6.2.2).</summary>
            /// <param name="state">8 words, each in the low 32 bits.</param>
            /// <param name="block">16 words.</param>
            internal static void Compress(long[] state, long[] block)
            {
                ulong low = 0xFFFFFFFF;
                ulong twice = 0x100000001;
                ulong sum;
                uint[] constants = s_constants;
                ulong {{string.Join(", ", "abcdefgh".Select((c, i) => $"{c} = (ulong)state[{i}] * twice"))}};
        {{string.Join("\n", Enumerable.Range(0, 16).Select(i => $"        ulong w{i} = (ulong)block[{i}] * twice;"))}}

                for (int k = 0; ; k += 16)
                {
        {{Rounds()}}

                    if (k == 48)
                    {
                        break;
                    }

        {{string.Join("\n", Enumerable.Range(0, 16).Select(NextWord))}}
                }

        {{string.Join("\n", "abcdefgh".Select((c, i) => $"        state[{i}] = (state[{i}] + (long){c}) & 0xFFFFFFFF;"))}}
            }
        """;

    private static string Rounds()
    {
        var text = new StringBuilder();
        char[] v = [.. "abcdefgh"];

        for (int i = 0; i < 16; i++)
        {
            (char a, char b, char c, char d, char e, char f, char g, char h) = (v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
            text.Append($"            sum = {h} + ((((({e} >> 14) ^ {e}) >> 5) ^ {e}) >> 6) + ({g} ^ ({e} & ({f} ^ {g}))) + constants[k + {i}] + w{i};\n");
            text.Append($"            {d} = (({d} + sum) & low) * twice;\n");
            text.Append($"            {h} = ((sum + ((((({a} >> 9) ^ {a}) >> 11) ^ {a}) >> 2) + (({a} & {b}) | ({c} & ({a} | {b})))) & low) * twice;\n");
            v = [v[7], .. v[..7]];
        }

        return text.ToString().TrimEnd();
    }

    private static string NextWord(int i)
    {
        string w1 = $"w{(i + 1) % 16}", w9 = $"w{(i + 9) % 16}", w14 = $"w{(i + 14) % 16}";
        return $"            w{i} = ((w{i} + (((({w1} >> 11) ^ {w1}) >> 7) ^ (({w1} & low) >> 3)) + {w9} + (((({w14} >> 2) ^ {w14}) >> 17) ^ (({w14} & low) >> 10))) & low) * twice;";
    }

    // The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4 §4.2.2).
    private static IEnumerable<uint> RoundConstants() =>
        from prime in Enumerable.Range(2, 310).Where(n => Enumerable.Range(2, n - 2).All(d => n % d != 0)).Take(64)
        select (uint)(CubeRoot((BigInteger)prime << 96) & uint.MaxValue);

    private static BigInteger CubeRoot(BigInteger value)
    {
        BigInteger root = 0;

        for (int bit = 40; bit >= 0; bit--)
        {
            BigInteger next = root + (BigInteger.One << bit);
            root = next * next * next <= value ? next : root;
        }

        return root;
    }
}
