namespace NanoAgent.P256Gen;

/// <summary>PointEngine.g.cs: doubling and mixed addition, wholly inlined in one method, since a call is dear on an interpreter.</summary>
internal static class PointEngineFile
{
    // The quotient digits come first: the first four locals of a method have opcodes of one byte.
    private static readonly string[] s_numbers = ["q", "X", "Y", "Z", "a", "b", "d", "e"];

    public static string Body()
    {
        JacobianPoint bounds = PointFormulas.Invariant();
        var both = new CodeWriter(12);
        Vector d = PointFormulas.Begin(both, bounds);
        var doubling = new CodeWriter(16);
        PointFormulas.Double(doubling, bounds, d);
        var addition = new CodeWriter(12);
        PointFormulas.Add(addition, bounds, d);
        return Text(both.ToString().TrimEnd(), doubling.ToString().TrimEnd(), addition.ToString().TrimEnd());
    }

    private static string Text(string both, string doubling, string addition) =>
        $$"""
            static partial void Count(int multiplications, int squarings);

            static partial void CountDoubling();

            static partial void CountAddition();

            /// <summary>Walks a schedule (see PointEngine.cs) over a point in Jacobian coordinates, Montgomery form.</summary>
            /// <param name="schedule">What to do, in order.</param>
            /// <param name="from">First entry to do.</param>
            /// <param name="to">One past the last.</param>
            /// <param name="table0">Affine points, 18 limbs each.</param>
            /// <param name="table1">The other table.</param>
            /// <param name="point">X, Y and Z, nine limbs each; taken and given back.</param>
            /// <param name="trace">The trace of what was done before this call.</param>
            /// <returns>The trace of what was done, as <c>Trace</c> computes it from a schedule.</returns>
            internal static long Walk(short[] schedule, int from, int to, int[] table0, int[] table1, long[] point, long trace)
            {
        {{MaskAndSum}}
        {{string.Join("\n", s_numbers.Select(Declaration))}}
        {{Lines(i => $"X{i} = point[{i}]; Y{i} = point[{i + 9}]; Z{i} = point[{i + 18}];")}}

                for (int s = from; s < to; s++)
                {
                    int entry = schedule[s];
                    trace = (trace * 31) + entry;
        {{both}}

                    if (entry < 0)
                    {
        {{doubling}}
                        CountDoubling();
                        continue;
                    }

                    int k = entry >> 2;
                    int[] table = (entry & 2) != 0 ? table1 : table0;
                    long sign = -(long)(entry & 1);
        {{Lines(i => $"    a{i} = table[k + {i}]; b{i} = (table[k + {i + 9}] ^ sign) - sign;")}}
        {{addition}}
                    CountAddition();
                }

        {{Lines(i => $"point[{i}] = X{i}; point[{i + 9}] = Y{i}; point[{i + 18}] = Z{i};")}}
                return trace;
            }
        """;

    /// <summary>The mask as a local: a constant would be two operations and six bytes at each use.</summary>
    internal static string MaskAndSum => $"        long M = {Prime.Mask};\n        long t;";

    internal static string Declaration(string name) =>
        "        long " + string.Join(", ", Enumerable.Range(0, Prime.Limbs).Select(i => $"{name}{i}")) + ";";

    internal static string Lines(Func<int, string> line) =>
        string.Join("\n", Enumerable.Range(0, Prime.Limbs).Select(i => "        " + line(i)));
}
