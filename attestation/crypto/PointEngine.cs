namespace NanoAgent.Attestation.Crypto;

/// <summary>Walks schedules of doublings and additions.</summary>
/// <remarks>
/// An entry, 16 bits since memory is dear where this runs, is <see cref="Doubling"/>, or an addition: first limb of the affine point in its table times 4, plus 2 for the second table, plus 1 to subtract.
/// The formulas do not handle sums with infinity, of a point with itself or with its opposite, but show them: Z is 0 from there on.
/// </remarks>
internal static partial class PointEngine
{
    /// <summary>The entry that doubles.</summary>
    internal const int Doubling = -1;

    /// <summary>Limbs of an affine point in a table: x, then y.</summary>
    internal const int PointLimbs = 2 * Limbs.Count;

    /// <summary>Limbs of a point in Jacobian coordinates.</summary>
    internal const int JacobianLimbs = 3 * Limbs.Count;

    /// <summary>The trace that the walk must give back when it did all entries, each once and in order.</summary>
    internal static long Trace(short[] schedule, int from, int to)
    {
        long trace = 0;

        for (int i = from; i < to; i++)
        {
            trace = (trace * 31) + schedule[i];
        }

        return trace;
    }

    /// <summary>Puts the affine point of an addition entry into the point, where a walk begins.</summary>
    internal static void Start(int entry, int[] table0, int[] table1, long[] point)
    {
        int[] table = (entry & 2) != 0 ? table1 : table0;
        int k = entry >> 2;
        long sign = -(long)(entry & 1);
        long carry = 0;

        for (int i = 0; i < Limbs.Count; i++)
        {
            point[i] = table[k + i];
            point[(2 * Limbs.Count) + i] = Field.One[i];

            // -y is p - y, so that the limbs stay plain.
            carry += (Field.Modulus[i] & sign) + ((table[k + Limbs.Count + i] ^ sign) - sign);
            point[Limbs.Count + i] = carry & Limbs.Mask;
            carry >>= Limbs.Bits;
        }
    }
}
