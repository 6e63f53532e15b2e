using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>Questions about points of P-256. Their scratch is for the most part the inversion's, which rests meanwhile.</summary>
internal sealed class Curve
{
    private readonly long[] _z = new long[Limbs.Count];

    /// <summary>Inverts Z, and whatever else its owner has to invert.</summary>
    internal readonly Inversion Inversion = new Inversion();

    /// <summary>Is the point on the curve and not infinity? Y² = X³ - 3·X·Z⁴ + b·Z⁶ and Z is not 0.</summary>
    /// <param name="point">Jacobian coordinates in Montgomery form, as the point engine leaves them.</param>
    internal bool Holds(long[] point)
    {
        long[] x = Inversion.F, y = Inversion.G, z2 = Inversion.D, z4 = Inversion.E;
        Load(point, 0, x);
        Load(point, Limbs.Count, y);
        Load(point, 2 * Limbs.Count, _z);
        Field.MultiplyReduced(x, x, Field.One);
        Field.MultiplyReduced(_z, _z, Field.One);

        if (Limbs.IsZero(_z))
        {
            return false;
        }

        Field.MultiplyReduced(z2, _z, _z);
        Field.MultiplyReduced(z4, z2, z2);
        Field.MultiplyReduced(_z, z4, z2);
        Field.MultiplyReduced(_z, _z, Field.CurveB);
        Field.MultiplyReduced(z2, x, x);

        // X² - 3·Z⁴ lies above -3p, which a factor may.
        for (int i = 0; i < Limbs.Count; i++)
        {
            z2[i] -= 3 * z4[i];
        }

        Limbs.Carry(z2);
        Field.MultiplyReduced(x, x, z2);
        Limbs.Add(x, _z, -1);
        Limbs.Reduce(x, Field.Modulus);
        Field.MultiplyReduced(y, y, y);
        return Limbs.Equal(x, y);
    }

    /// <summary>The affine coordinates of a point other than infinity, out of Montgomery form.</summary>
    internal void ToAffine(long[] point, long[] x, long[] y)
    {
        Load(point, 2 * Limbs.Count, _z);
        Field.Leave(_z, _z);
        Inversion.Invert(_z, Field.Modulus, Field.ModulusInverse);
        Field.Enter(_z);
        long[] z2 = Inversion.D;
        Field.MultiplyReduced(z2, _z, _z);
        Load(point, 0, x);
        Field.Multiply(x, x, z2);
        Field.Leave(x, x);
        Field.Multiply(z2, z2, _z);
        Load(point, Limbs.Count, y);
        Field.Multiply(y, y, z2);
        Field.Leave(y, y);
    }

    /// <summary>Wipes the scratch.</summary>
    internal void Wipe()
    {
        Array.Clear(_z, 0, Limbs.Count);
        Inversion.Wipe();
    }

    /// <summary>Copies one coordinate out of a point.</summary>
    internal static void Load(long[] point, int offset, long[] coordinate) => Array.Copy(point, offset, coordinate, 0, Limbs.Count);
}
