using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>The curve P-256 (SP 800-186 §3.2.1.3).</summary>
public static class P256
{
    /// <summary>Is (x, y) a point of the curve other than infinity? 32 bytes each, big-endian.</summary>
    public static bool IsOnCurve(byte[] x, byte[] y)
    {
        if (x == null || y == null || x.Length != PublicKey.CoordinateBytes || y.Length != PublicKey.CoordinateBytes)
        {
            return false;
        }

        long[] point = new long[PointEngine.JacobianLimbs];
        return TryLoad(x, point, 0) && TryLoad(y, point, Limbs.Count) && IsAffinePointOnCurve(point);
    }

    private static bool IsAffinePointOnCurve(long[] point)
    {
        Array.Copy(Field.One, 0, point, 2 * Limbs.Count, Limbs.Count);
        return new Curve().Holds(point);
    }

    // False when the number is not below p, since a coordinate has one spelling.
    private static bool TryLoad(byte[] bytes, long[] point, int offset)
    {
        long[] coordinate = new long[Limbs.Count];
        Limbs.FromBytes(bytes, 0, coordinate);

        if (Limbs.Less(coordinate, Field.Modulus) == 0)
        {
            return false;
        }

        Field.Enter(coordinate);
        Array.Copy(coordinate, 0, point, offset, Limbs.Count);
        return true;
    }
}
