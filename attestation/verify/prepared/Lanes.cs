using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Attestation.Verify.Prepared;

/// <summary>Four numbers of the field side by side, as <see cref="Limbs"/> writes each: vector i holds limb i of all four.</summary>
internal struct Lanes
{
    internal const int Count = 4;

    internal Vector256<long> L0, L1, L2, L3, L4, L5, L6, L7, L8;

    internal static Vector256<long> Mask => Vector256.Create(Limbs.Mask);

    // A column carries 2^63 more than it is worth, so that its sign needs no shift of its own: First brings that into the lowest column,
    // Next into every other one, less what the shifted 2^63 of the column before has brought already, and Excess takes that from the top limb.
    internal static Vector256<long> First => Vector256.Create(long.MinValue);

    internal static Vector256<long> Next => Vector256.Create(long.MaxValue - (1L << (63 - Limbs.Bits)) + 1);

    internal static Vector256<long> Excess => Vector256.Create(1L << (63 - Limbs.Bits));

    /// <summary>The same number in every lane.</summary>
    internal void Fill(long[] limbs)
    {
        for (int i = 0; i < Limbs.Count; i++)
        {
            Limb(i) = Vector256.Create(limbs[i]);
        }
    }

    /// <summary>Copies one lane's limbs out.</summary>
    internal void CopyTo(int lane, long[] limbs, int offset)
    {
        for (int i = 0; i < Limbs.Count; i++)
        {
            limbs[offset + i] = Limb(i).GetElement(lane);
        }
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    internal ref Vector256<long> Limb(int i) => ref Unsafe.Add(ref L0, i);
}
