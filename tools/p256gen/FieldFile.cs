namespace NanoAgent.P256Gen;

/// <summary>Field.g.cs: the numbers of the field and its multiplication over arrays.</summary>
public static class FieldFile
{
    /// <summary>What a factor may be, in primes: everything that the point engine leaves, and more.</summary>
    public static Interval Factor { get; } = new(-5 * Prime.P, 5 * Prime.P);

    /// <summary>What a product can be.</summary>
    public static Interval Product => Multiplication(new CodeWriter(0)).Value;

    internal static string Body()
    {
        var code = new CodeWriter(8);
        Multiplication(code);
        return $$"""
            /// <summary>The prime p.</summary>
            internal static readonly long[] Modulus = {{Prime.ArrayText(Prime.P)}};

            /// <summary>The curve's b, in Montgomery form.</summary>
            internal static readonly long[] CurveB = {{Prime.ArrayText(Prime.B * Prime.R % Prime.P)}};

            /// <summary>1 in Montgomery form: R mod p.</summary>
            internal static readonly long[] One = {{Prime.ArrayText(Prime.R % Prime.P)}};

            /// <summary>R² mod p, which brings a number into Montgomery form.</summary>
            internal static readonly long[] RSquared = {{Prime.ArrayText(Prime.R * Prime.R % Prime.P)}};

            /// <summary>1 / p modulo 2^29.</summary>
            internal const long ModulusInverse = {{Inverse(Prime.P)}};

            static partial void Count(int multiplications, int squarings);

            /// <summary>result = left · right / R modulo p, between -p and 2p.</summary>
            /// <param name="result">Nine limbs; may be a factor's array.</param>
            /// <param name="left">Carried limbs of a number between -5p and 5p.</param>
            /// <param name="right">The same.</param>
            internal static void Multiply(long[] result, long[] left, long[] right)
            {
        {{PointEngineFile.MaskAndSum}}
        {{PointEngineFile.Declaration("q")}}
        {{PointEngineFile.Lines(i => $"long a{i} = left[{i}], b{i} = right[{i}];")}}
        {{code.ToString().TrimEnd()}}
        {{PointEngineFile.Lines(i => $"result[{i}] = a{i};")}}
            }
        """;
    }

    internal static long Inverse(System.Numerics.BigInteger modulus) =>
        (long)System.Numerics.BigInteger.ModPow(modulus, (1L << (Prime.LimbBits - 1)) - 1, 1L << Prime.LimbBits);

    private static Vector Multiplication(CodeWriter code) =>
        code.Reduce("a", CodeWriter.Carried("a", Factor) * CodeWriter.Carried("b", Factor));
}
