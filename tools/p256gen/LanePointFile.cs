namespace NanoAgent.P256Gen;

/// <summary>LanePoint.g.cs: four points at a time, doubled and added by the formulas that the device walks.</summary>
internal static class LanePointFile
{
    public static string Body()
    {
        JacobianPoint bounds = PointFormulas.Invariant();
        var methods = new Dictionary<string, string>();
        var doubling = new LaneWriter(methods);
        var addition = new LaneWriter(methods);
        var sum = new LaneWriter(methods);
        JacobianPoint[] results =
        [
            PointFormulas.Double(doubling, bounds, PointFormulas.Begin(doubling, bounds)),
            PointFormulas.Add(addition, bounds, PointFormulas.Begin(addition, bounds)),
            PointFormulas.AddPoint(sum, bounds, bounds),
        ];

        if (!results.All(bounds.Contains))
        {
            throw new InvalidOperationException("a point does not stay within its bounds");
        }

        return Text(doubling, addition, sum) + "\n\n" + string.Join("\n\n", methods.Select(m => Method(m.Value, m.Key)));
    }

    private static string Text(LaneWriter doubling, LaneWriter addition, LaneWriter sum) =>
        $$"""
            /// <summary>Doubles the points.</summary>
            internal void Double()
            {
                ref Lanes X = ref _x, Y = ref _y, Z = ref _z;
        {{Room("a", "b", "d", "e", "q")}}
        {{doubling}}
            }

            /// <summary>Adds affine points; b's limbs may have been negated, and a is overwritten. Z becomes 0, and stays so, where both are the same point or opposites, or Z was 0.</summary>
            internal void Add(ref Lanes a, ref Lanes b)
            {
                ref Lanes X = ref _x, Y = ref _y, Z = ref _z;
        {{Room("d", "e", "q")}}
        {{addition}}
            }

            /// <summary>Adds points. Z becomes 0 where both are the same point or opposites, or either Z was 0.</summary>
            internal void Add(ref LanePoint other)
            {
                ref Lanes X = ref _x, Y = ref _y, Z = ref _z;
                ref Lanes A = ref other._x, B = ref other._y, C = ref other._z;
        {{Room("a", "b", "d", "e", "f", "q")}}
        {{sum}}
            }
        """;

    private static string Room(params string[] names) => string.Join("\n", names.Select(n => $"        Unsafe.SkipInit(out Lanes {n});"));

    private static string Method(string name, string body)
    {
        string[] operands = [.. "abcdef".Select(c => c.ToString()).Where(o => o == "a" || body.Contains($"{o}.L", StringComparison.Ordinal))];
        string limbs = string.Join(", ", Enumerable.Range(0, Prime.Limbs).Select(i => $"a{i} = a.L{i}"));
        string lines = string.Join("\n", body.TrimEnd().Split('\n').Select(l => "        " + l));
        return $$"""
                [MethodImpl(MethodImplOptions.NoInlining)]
                private static void {{name}}(ref Lanes r, {{string.Join(", ", operands.Select(o => $"ref Lanes {o}"))}}, ref Lanes q)
                {
                    Vector256<long> t, {{limbs}};
            {{lines}}
                }
            """;
    }
}
