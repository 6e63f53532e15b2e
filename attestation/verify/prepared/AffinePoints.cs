using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Verify.Prepared;

/// <summary>Brings points out of Jacobian coordinates, many with one inversion (Montgomery's trick).</summary>
internal static class AffinePoints
{
    /// <summary>The affine points: x, then y, plain limbs in Montgomery form, one point after the other.</summary>
    /// <param name="points">X, Y and Z, nine limbs each, Montgomery form; none is infinity.</param>
    internal static int[] Of(long[][] points)
    {
        long[][] products = new long[points.Length][];
        long[] product = Field.One;

        for (int i = 0; i < points.Length; i++)
        {
            products[i] = product;
            product = Times(product, Coordinate(points[i], 2));
        }

        long[] inverse = new long[Limbs.Count];
        Field.Leave(inverse, product);
        new Inversion().Invert(inverse, Field.Modulus, Field.ModulusInverse);
        Field.Enter(inverse);
        int[] affine = new int[points.Length * PointEngine.PointLimbs];

        for (int i = points.Length - 1; i >= 0; i--)
        {
            // What is held is 1 / (Z of this point and all before it).
            long[] z = Times(inverse, products[i]);
            long[] z2 = Times(z, z);
            inverse = Times(inverse, Coordinate(points[i], 2));
            Store(Times(Coordinate(points[i], 0), z2), affine, i * PointEngine.PointLimbs);
            Store(Times(Coordinate(points[i], 1), Times(z2, z)), affine, (i * PointEngine.PointLimbs) + Limbs.Count);
        }

        return affine;
    }

    private static long[] Coordinate(long[] point, int which) => point[(which * Limbs.Count)..((which + 1) * Limbs.Count)];

    private static long[] Times(long[] a, long[] b)
    {
        long[] product = new long[Limbs.Count];
        Field.MultiplyReduced(product, a, b);
        return product;
    }

    private static void Store(long[] coordinate, int[] affine, int offset)
    {
        for (int i = 0; i < Limbs.Count; i++)
        {
            affine[offset + i] = (int)coordinate[i];
        }
    }
}
