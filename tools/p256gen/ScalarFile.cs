namespace NanoAgent.P256Gen;

/// <summary>Scalar.g.cs: the numbers of the order of the base point.</summary>
internal static class ScalarFile
{
    internal static string Body() =>
        $$"""
            /// <summary>The order n.</summary>
            internal static readonly long[] Modulus = {{Prime.ArrayText(Prime.N)}};

            /// <summary>R² mod n, which brings a number into Montgomery form.</summary>
            internal static readonly long[] RSquared = {{Prime.ArrayText(Prime.R * Prime.R % Prime.N)}};

            /// <summary>1 / n modulo 2^29.</summary>
            internal const long ModulusInverse = {{FieldFile.Inverse(Prime.N)}};
        """;
}
