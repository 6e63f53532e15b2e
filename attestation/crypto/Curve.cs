using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>Questions about points of P-256, with their scratch.</summary>
internal sealed class Curve
{
    private readonly long[] _x = new long[Limbs.Count];
    private readonly long[] _y = new long[Limbs.Count];
    private readonly long[] _z = new long[Limbs.Count];
    private readonly long[] _z2 = new long[Limbs.Count];
    private readonly long[] _z4 = new long[Limbs.Count];

    /// <summary>Is the point on the curve and not infinity? Y² = X³ - 3·X·Z⁴ + b·Z⁶ and Z is not 0.</summary>
    /// <param name="point">Jacobian coordinates in Montgomery form, as the point engine leaves them.</param>
    internal bool Holds(long[] point)
    {
        Load(point, 0, _x);
        Load(point, Limbs.Count, _y);
        Load(point, 2 * Limbs.Count, _z);
        Field.MultiplyReduced(_x, _x, Field.One);
        Field.MultiplyReduced(_z, _z, Field.One);

        if (Limbs.IsZero(_z))
        {
            return false;
        }

        Field.MultiplyReduced(_z2, _z, _z);
        Field.MultiplyReduced(_z4, _z2, _z2);
        Field.MultiplyReduced(_z, _z4, _z2);
        Field.MultiplyReduced(_z, _z, Field.CurveB);
        Field.MultiplyReduced(_z2, _x, _x);

        // X² - 3·Z⁴ lies above -3p, which a factor may.
        for (int i = 0; i < Limbs.Count; i++)
        {
            _z2[i] -= 3 * _z4[i];
        }

        Limbs.Carry(_z2);
        Field.MultiplyReduced(_x, _x, _z2);
        Limbs.Add(_x, _z, -1);
        Limbs.Reduce(_x, Field.Modulus);
        Field.MultiplyReduced(_y, _y, _y);
        return Limbs.Equal(_x, _y);
    }

    /// <summary>The affine coordinates of a point other than infinity, out of Montgomery form.</summary>
    internal void ToAffine(long[] point, Inversion inversion, long[] x, long[] y)
    {
        Load(point, 2 * Limbs.Count, _z);
        Field.Leave(_z, _z);
        inversion.Invert(_z, Field.Modulus, Field.ModulusInverse);
        Field.Enter(_z);
        Field.MultiplyReduced(_z2, _z, _z);
        Load(point, 0, x);
        Field.Multiply(x, x, _z2);
        Field.Leave(x, x);
        Field.Multiply(_z2, _z2, _z);
        Load(point, Limbs.Count, y);
        Field.Multiply(y, y, _z2);
        Field.Leave(y, y);
    }

    /// <summary>Wipes the scratch.</summary>
    internal void Wipe()
    {
        Array.Clear(_x, 0, Limbs.Count);
        Array.Clear(_y, 0, Limbs.Count);
        Array.Clear(_z, 0, Limbs.Count);
        Array.Clear(_z2, 0, Limbs.Count);
        Array.Clear(_z4, 0, Limbs.Count);
    }

    /// <summary>Copies one coordinate out of a point.</summary>
    internal static void Load(long[] point, int offset, long[] coordinate) => Array.Copy(point, offset, coordinate, 0, Limbs.Count);
}
