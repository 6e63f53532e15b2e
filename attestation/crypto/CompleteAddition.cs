using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>Sums of any two points, infinity and equal ones included, by complete formulas (Renes, Costello, Batina, 2015, algorithm 4). Slow.</summary>
/// <remarks>
/// Homogeneous coordinates (X / Z, Y / Z) in Montgomery form, each reduced; infinity is (0, 1, 0).
/// Verification falls back on this where the fast formulas met an exceptional case, which only somebody who looks for one will see.
/// </remarks>
internal sealed class CompleteAddition
{
    private readonly long[] _xx = new long[Limbs.Count];
    private readonly long[] _yy = new long[Limbs.Count];
    private readonly long[] _zz = new long[Limbs.Count];
    private readonly long[] _xy = new long[Limbs.Count];
    private readonly long[] _yz = new long[Limbs.Count];
    private readonly long[] _xz = new long[Limbs.Count];
    private readonly long[] _u = new long[Limbs.Count];
    private readonly long[] _v = new long[Limbs.Count];
    private readonly long[] _w = new long[Limbs.Count];

    /// <summary>sum = k1 · p1 + k2 · p2, bit by bit. Coordinates are arrays of three numbers.</summary>
    internal void SumOfMultiples(long[][] sum, long[] k1, long[][] p1, long[] k2, long[][] p2)
    {
        Array.Clear(sum[0], 0, Limbs.Count);
        Array.Copy(Field.One, 0, sum[1], 0, Limbs.Count);
        Array.Clear(sum[2], 0, Limbs.Count);

        for (int bit = 255; bit >= 0; bit--)
        {
            Add(sum, sum);

            if (IsSet(k1, bit))
            {
                Add(sum, p1);
            }

            if (IsSet(k2, bit))
            {
                Add(sum, p2);
            }
        }
    }

    /// <summary>a = a + b. The two may be the same array.</summary>
    internal void Add(long[][] a, long[][] b)
    {
        Field.MultiplyReduced(_xx, a[0], b[0]);
        Field.MultiplyReduced(_yy, a[1], b[1]);
        Field.MultiplyReduced(_zz, a[2], b[2]);
        Cross(_xy, a[0], a[1], b[0], b[1], _xx, _yy);
        Cross(_yz, a[1], a[2], b[1], b[2], _yy, _zz);
        Cross(_xz, a[0], a[2], b[0], b[2], _xx, _zz);

        // w = 3 (xx - zz), u = 3 (xz - b zz), v = 3 (b xz - 3 zz - xx)
        Field.MultiplyReduced(_u, Field.CurveB, _zz);
        Difference(_u, _xz, _u);
        Triple(_u);
        Field.MultiplyReduced(_v, Field.CurveB, _xz);
        Triple(_zz);
        Difference(_v, _v, _zz);
        Difference(_v, _v, _xx);
        Triple(_v);
        Array.Copy(_xx, 0, _w, 0, Limbs.Count);
        Triple(_w);
        Difference(_w, _w, _zz);

        Sum(_xx, _yy, _u);
        Difference(_yy, _yy, _u);
        ProductDifference(a[0], _xy, _xx, _yz, _v);
        ProductSum(a[1], _xx, _yy, _w, _v);
        ProductSum(a[2], _yz, _yy, _xy, _w);
    }

    // (a1 + a2)(b1 + b2) - a1 b1 - a2 b2
    private void Cross(long[] result, long[] a1, long[] a2, long[] b1, long[] b2, long[] product1, long[] product2)
    {
        Sum(result, a1, a2);
        Sum(_v, b1, b2);
        Field.MultiplyReduced(result, result, _v);
        Difference(result, result, product1);
        Difference(result, result, product2);
    }

    private void ProductSum(long[] result, long[] a, long[] b, long[] c, long[] d)
    {
        Field.MultiplyReduced(result, a, b);
        Field.MultiplyReduced(_zz, c, d);
        Sum(result, result, _zz);
    }

    private void ProductDifference(long[] result, long[] a, long[] b, long[] c, long[] d)
    {
        Field.MultiplyReduced(result, a, b);
        Field.MultiplyReduced(_zz, c, d);
        Difference(result, result, _zz);
    }

    private static void Triple(long[] number)
    {
        for (int i = 0; i < Limbs.Count; i++)
        {
            number[i] *= 3;
        }

        Limbs.Carry(number);
        Limbs.Subtract(number, Field.Modulus);
        Limbs.Reduce(number, Field.Modulus);
    }

    private static void Sum(long[] result, long[] a, long[] b)
    {
        for (int i = 0; i < Limbs.Count; i++)
        {
            result[i] = a[i] + b[i];
        }

        Limbs.Carry(result);
        Limbs.Reduce(result, Field.Modulus);
    }

    private static void Difference(long[] result, long[] a, long[] b)
    {
        for (int i = 0; i < Limbs.Count; i++)
        {
            result[i] = a[i] - b[i];
        }

        Limbs.Carry(result);
        Limbs.Reduce(result, Field.Modulus);
    }

    private static bool IsSet(long[] number, int bit) => ((number[bit / Limbs.Bits] >> (bit % Limbs.Bits)) & 1) != 0;
}
