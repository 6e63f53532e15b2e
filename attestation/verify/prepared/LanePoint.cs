using System.Runtime.Intrinsics;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Verify.Prepared;

/// <summary>Four points in Jacobian coordinates, Montgomery form, one in each lane. Doubling and addition are generated beside the device's, from the same formulas and with the same proof.</summary>
/// <remarks>The formulas do not handle sums with infinity, of a point with itself or with its opposite, but show them: the lane's Z is 0 from there on.</remarks>
internal partial struct LanePoint
{
    private Lanes _x;
    private Lanes _y;
    private Lanes _z;

    /// <summary>Starts from affine points.</summary>
    /// <param name="x">Plain limbs.</param>
    /// <param name="y">Plain limbs, negated limb by limb in the lanes where the sign is -1; carried here, so that doubling meets no such limbs.</param>
    /// <param name="sign">0 or -1.</param>
    internal void Start(ref Lanes x, ref Lanes y, Vector256<long> sign)
    {
        _x = x;
        _z.Fill(Field.One);
        Vector256<long> carry = Lanes.First;

        for (int i = 0; i < Limbs.Count - 1; i++)
        {
            carry += y.Limb(i) + (Vector256.Create(Field.Modulus[i]) & sign);
            _y.Limb(i) = carry & Lanes.Mask;
            carry = Lanes.Next + (carry >>> Limbs.Bits);
        }

        _y.L8 = carry - Lanes.First + y.L8 + (Vector256.Create(Field.Modulus[Limbs.Count - 1]) & sign);
    }

    /// <summary>Adds the four lanes up; each then holds the sum of all.</summary>
    internal void Gather()
    {
        LanePoint other = this;
        other.Swap(Vector256.Create(1L, 0, 3, 2));
        Add(ref other);
        other = this;
        other.Swap(Vector256.Create(2L, 3, 0, 1));
        Add(ref other);
    }

    /// <summary>Copies one lane's X, Y and Z out, nine limbs each.</summary>
    internal void CopyTo(int lane, long[] point)
    {
        _x.CopyTo(lane, point, 0);
        _y.CopyTo(lane, point, Limbs.Count);
        _z.CopyTo(lane, point, 2 * Limbs.Count);
    }

    private void Swap(Vector256<long> order)
    {
        for (int i = 0; i < Limbs.Count; i++)
        {
            _x.Limb(i) = Vector256.Shuffle(_x.Limb(i), order);
            _y.Limb(i) = Vector256.Shuffle(_y.Limb(i), order);
            _z.Limb(i) = Vector256.Shuffle(_z.Limb(i), order);
        }
    }
}
