using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NanoAgent.Attestation.Verify.Prepared;
using NanoAgent.P256Gen;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>The formulas over four lanes against big integers, with the largest and smallest numbers that can come and with limbs all ones, which chance does not bring.</summary>
[TestClass]
public sealed class LanePointTests
{
    private static readonly BigInteger s_top = BigInteger.One << 232;
    private static readonly BigInteger s_alternating = Numbers.FromLimbs([0, Prime.Mask, 0, Prime.Mask, 0, Prime.Mask, 0, Prime.Mask, 0]);
    private static readonly BigInteger s_perR = Numbers.Invert(Numbers.R % Numbers.P, Numbers.P);
    private static readonly JacobianPoint s_bounds = PointFormulas.Invariant();
    private static readonly BigInteger[] s_affine = [0, 1, Numbers.P - 1, s_top - 1, (0xFFFFFE * s_top) + s_top - 1, s_alternating];

    [TestInitialize]
    public void Need()
    {
        if (!PreparedKey.IsSupported)
        {
            Assert.Inconclusive("this processor has no AVX2");
        }
    }

    [TestMethod]
    public void A_doubling_is_right_at_every_edge()
    {
        BigInteger[][] points = [.. from x in Edges(s_bounds.X) from y in Edges(s_bounds.Y) from z in Edges(s_bounds.Z) select new[] { x, y, z }];

        foreach (BigInteger[][] four in points.Chunk(Lanes.Count))
        {
            LanePoint point = Points(four);
            point.Double();
            AssertLanes(point, four, p => Doubled(p[0], p[1], p[2]));
        }
    }

    [TestMethod]
    public void An_addition_of_an_affine_point_and_of_its_opposite_is_right_at_every_edge()
    {
        BigInteger[][] sums =
        [
            .. from x in Edges(s_bounds.X) from y in Edges(s_bounds.Y) from z in Edges(s_bounds.Z)
               from i in Enumerable.Range(0, s_affine.Length) from sign in new[] { 1, -1 }
               select new[] { x, y, z, s_affine[i], sign * s_affine[^(i + 1)] },
        ];

        foreach (BigInteger[][] four in sums.Chunk(Lanes.Count))
        {
            LanePoint point = Points(four);
            Lanes a = TableLanesOf(four, 3), b = TableLanesOf(four, 4);
            point.Add(ref a, ref b);
            AssertLanes(point, four, p => Sum(p[..3], [p[3], p[4], Numbers.R]));
        }
    }

    [TestMethod]
    public void An_addition_of_two_points_is_right_at_every_edge()
    {
        var random = new Random(3);
        BigInteger[][] points = [.. from x in Edges(s_bounds.X) from y in Edges(s_bounds.Y) from z in Edges(s_bounds.Z) select new[] { x, y, z }];

        for (int round = 0; round < 4; round++)
        {
            foreach (BigInteger[][] four in points.Chunk(Lanes.Count))
            {
                BigInteger[][] others = [.. four.Select(_ => points[random.Next(points.Length)])];
                LanePoint point = Points(four), other = Points(others);
                point.Add(ref other);
                AssertLanes(point, [.. four.Zip(others, (p, o) => (BigInteger[])[.. p, .. o])], p => Sum(p[..3], p[3..]));
            }
        }
    }

    [TestMethod]
    public void A_gathered_lane_is_the_sum_of_all_four()
    {
        BigInteger[][] four = [.. Enumerable.Range(1, Lanes.Count).Select(i => (BigInteger[])[s_affine[i], s_affine[^i] - 7, i + 1])];
        LanePoint point = Points(four);

        point.Gather();

        // Each adds its neighbour's first, then what the two others have.
        AssertLanes(point, four, p => Array.IndexOf(four, p) is var i ? Sum(Sum(four[i], four[i ^ 1]), Sum(four[i ^ 2], four[i ^ 3])) : p);
    }

    [TestMethod]
    public void A_start_has_plain_limbs_where_y_was_negated_and_where_not()
    {
        foreach (BigInteger[] four in s_affine.Skip(1).Chunk(Lanes.Count))
        {
            BigInteger[][] signed = [.. four.Select((y, i) => (BigInteger[])[four[0], i % 2 == 0 ? -y : y])];
            Lanes x = TableLanesOf(signed, 0), y = TableLanesOf(signed, 1);
            LanePoint point = default;

            point.Start(ref x, ref y, Vector256.Create(-1L, 0, -1, 0));

            AssertLanes(point, signed, p => [p[0], p[1], Numbers.R]);
        }
    }

    // Both ends, the numbers around the multiples of p, the limbs below the top one all zeros or all ones. 0 and p are a Z of nothing.
    private static BigInteger[] Edges(Interval bounds) =>
    [
        .. new[] { bounds.Low, bounds.High, 0, Numbers.P, Numbers.P - 1, -1, s_top - 1, s_alternating, ((bounds.Low / s_top) * s_top), ((bounds.High / s_top) * s_top) - 1 }
            .Where(v => bounds.Contains(Interval.Of(v)))
            .Distinct(),
    ];

    // dbl-2001-b, over numbers in Montgomery form.
    private static BigInteger[] Doubled(BigInteger x, BigInteger y, BigInteger z)
    {
        BigInteger delta = Times(z, z), gamma = Times(y, y), beta = Times(x, gamma), alpha = 3 * Times(x - delta, x + delta);
        BigInteger tripled = Times(alpha, alpha) - (8 * beta);
        return [tripled, Times(alpha, (4 * beta) - tripled) - (8 * Times(gamma, gamma)), 2 * Times(y, z)];
    }

    // add-2007-bl without its doublings; with a Z of 1 it is madd.
    private static BigInteger[] Sum(BigInteger[] p, BigInteger[] o)
    {
        BigInteger z1 = Times(p[2], p[2]), z2 = Times(o[2], o[2]);
        BigInteger u = Times(p[0], z2), s = Times(p[1], Times(z2, o[2]));
        BigInteger h = Times(o[0], z1) - u, r = Times(o[1], Times(z1, p[2])) - s;
        BigInteger hh = Times(h, h), hhh = Times(hh, h), v = Times(u, hh);
        BigInteger x = Times(r, r) - hhh - (2 * v);
        return [x, Times(r, v - x) - Times(s, hhh), Times(Times(p[2], o[2]), h)];
    }

    private static BigInteger Times(BigInteger a, BigInteger b) => Numbers.Modulo(a * b * s_perR, Numbers.P);

    private static void AssertLanes(LanePoint point, BigInteger[][] operands, Func<BigInteger[], BigInteger[]> expected)
    {
        Interval[] bounds = [s_bounds.X, s_bounds.Y, s_bounds.Z];
        long[] limbs = new long[27];

        for (int lane = 0; lane < operands.Length; lane++)
        {
            point.CopyTo(lane, limbs);
            BigInteger[] right = expected(operands[lane]);

            for (int i = 0; i < bounds.Length; i++)
            {
                long[] coordinate = limbs[(9 * i)..(9 * (i + 1))];
                BigInteger value = Numbers.FromLimbs(coordinate);

                if (!((value - right[i]) % Numbers.P).IsZero || !bounds[i].Contains(Interval.Of(value)) || coordinate[..8].Any(l => l is < 0 or > Prime.Mask))
                {
                    Assert.Fail($"coordinate {i} in lane {lane}: {string.Join(", ", operands[lane])}");
                }
            }
        }
    }

    private static LanePoint Points(BigInteger[][] points)
    {
        LanePoint point = default;
        ref Lanes coordinates = ref Unsafe.As<LanePoint, Lanes>(ref point);

        for (int i = 0; i < 3; i++)
        {
            Unsafe.Add(ref coordinates, i) = LanesOf(points, i);
        }

        return point;
    }

    private static Lanes LanesOf(BigInteger[][] numbers, int which) => LanesOf([.. numbers.Select(n => Numbers.ToLimbs(n[which]))]);

    // As it comes out of a table: where a number is negative, each of its limbs is.
    private static Lanes TableLanesOf(BigInteger[][] numbers, int which) =>
        LanesOf([.. numbers.Select(n => Numbers.ToLimbs(BigInteger.Abs(n[which])).Select(l => l * n[which].Sign).ToArray())]);

    private static Lanes LanesOf(long[][] numbers)
    {
        Lanes lanes = default;

        for (int lane = 0; lane < numbers.Length; lane++)
        {
            for (int i = 0; i < numbers[lane].Length; i++)
            {
                lanes.Limb(i) = lanes.Limb(i).WithElement(lane, numbers[lane][i]);
            }
        }

        return lanes;
    }
}
