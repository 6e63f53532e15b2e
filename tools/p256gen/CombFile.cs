using System.Numerics;

namespace NanoAgent.P256Gen;

/// <summary>Comb.g.cs: the table of the base point's multiples for a signed all-odd comb.</summary>
internal static class CombFile
{
    private const int Teeth = 6;
    private const int Tables = 2;
    private const int Spacing = (256 + Teeth - 1) / Teeth;
    private const int Rows = (Spacing + Tables - 1) / Tables;

    public static string Body() =>
        $$"""
            /// <summary>Digits that one look-up serves.</summary>
            private const int Teeth = {{Teeth}};

            /// <summary>Bits from tooth to tooth.</summary>
            private const int Spacing = {{Spacing}};

            /// <summary>Tables side by side: the second holds the first one's points times 2^{{Rows}}.</summary>
            internal const int Tables = {{Tables}};

            /// <summary>Doublings plus one: how many bits one table serves.</summary>
            internal const int Rows = {{Rows}};

            /// <summary>The base point itself, for the sums that the comb does not compute. Made anew each time: hardly ever needed, it would lie in the heap for good.</summary>
            internal static int[] Generator() => new[]
            {
        {{Row(Point.Base)}}
            };

            /// <summary>Affine points in Montgomery form: x then y, nine limbs each.</summary>
            internal static readonly int[] Table =
            {
        {{string.Join("\n", Points().Select(Row))}}
            };
        """;

    // Entry i of a table: the top tooth added, each lower tooth t added when bit t of i is set, and else subtracted.
    private static IEnumerable<Point> Points()
    {
        Point[] teeth = [.. Enumerable.Range(0, Teeth).Select(t => Twofold(Point.Base, Spacing * t))];

        for (int table = 0; table < Tables; table++)
        {
            for (int index = 0; index < 1 << (Teeth - 1); index++)
            {
                yield return Enumerable.Range(0, Teeth - 1).Aggregate(teeth[^1], (sum, t) => sum + ((index >> t) % 2 == 1 ? teeth[t] : -teeth[t]));
            }

            teeth = [.. teeth.Select(p => Twofold(p, Rows))];
        }
    }

    private static Point Twofold(Point point, int times) => Enumerable.Range(0, times).Aggregate(point, (p, _) => p + p);

    private static string Row(Point point) =>
        "        " + string.Join(", ", Prime.LimbsOf(point.X * Prime.R % Prime.P).Concat(Prime.LimbsOf(point.Y * Prime.R % Prime.P))) + ",";

    /// <summary>An affine point; the sums made here never meet infinity.</summary>
    private sealed record Point(BigInteger X, BigInteger Y)
    {
        public static readonly Point Base = new(Prime.G.X, Prime.G.Y);

        public static Point operator -(Point a) => a with { Y = Prime.P - a.Y };

        public static Point operator +(Point a, Point b)
        {
            BigInteger slope = a == b
                ? 3 * ((a.X * a.X) - 1) * Prime.Invert(2 * a.Y, Prime.P)
                : (b.Y - a.Y) * Prime.Invert(b.X - a.X, Prime.P);
            BigInteger x = Prime.Modulo((slope * slope) - a.X - b.X, Prime.P);
            return new(x, Prime.Modulo((slope * (a.X - x)) - a.Y, Prime.P));
        }
    }
}
