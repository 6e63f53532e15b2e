namespace NanoAgent.P256Gen;

/// <summary>Scalar.g.cs: the order of the base point and multiplication modulo it.</summary>
public static class ScalarFile
{
    /// <summary>What a factor may be: any 256 bits and a sum of two of them.</summary>
    public static Interval Factor { get; } = new(0, System.Numerics.BigInteger.One << 257);

    /// <summary>What a product can be.</summary>
    public static Interval Product => Multiplication(new CodeWriter(0)).Value;

    internal static string Body()
    {
        var code = new CodeWriter(8);
        Multiplication(code);
        return $$"""
            /// <summary>The order n.</summary>
            internal static readonly long[] Modulus = {{Prime.ArrayText(Prime.N)}};

            /// <summary>R² mod n, which brings a number into Montgomery form.</summary>
            internal static readonly long[] RSquared = {{Prime.ArrayText(Prime.R * Prime.R % Prime.N)}};

            /// <summary>1 / n modulo 2^29.</summary>
            internal const long ModulusInverse = {{FieldFile.Inverse(Prime.N)}};

            /// <summary>result = left · right / R modulo n, between 0 and 2n.</summary>
            /// <param name="result">Nine limbs; may be a factor's array.</param>
            /// <param name="left">Carried limbs of a number from 0 to 2^257.</param>
            /// <param name="right">The same.</param>
            internal static void Multiply(long[] result, long[] left, long[] right)
            {
        {{PointEngineFile.MaskAndSum}}
                long inverse = {{(1L << Prime.LimbBits) - FieldFile.Inverse(Prime.N)}}; // -1 / n modulo 2^29
        {{PointEngineFile.Declaration("q")}}
                long {{string.Join(", ", Prime.LimbsOf(Prime.N).Select((v, i) => $"n{i} = {v}"))}};
        {{PointEngineFile.Lines(i => $"long a{i} = left[{i}], b{i} = right[{i}];")}}
        {{code.ToString().TrimEnd()}}
        {{PointEngineFile.Lines(i => $"result[{i}] = a{i};")}}
            }
        """;
    }

    private static Vector Multiplication(CodeWriter code) =>
        code.ReduceByOrder("a", CodeWriter.Carried("a", Factor) * CodeWriter.Carried("b", Factor));
}
