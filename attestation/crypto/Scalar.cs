using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>Numbers modulo n, the order of the base point: private keys, nonces and the halves of a signature.</summary>
internal static partial class Scalar
{
    /// <summary>result = left · right / R modulo n, between 0 and 2n.</summary>
    /// <param name="result">Nine limbs; no factor's array.</param>
    /// <param name="left">Carried limbs of a number from 0 to 2^257.</param>
    /// <param name="right">The same.</param>
    /// <remarks>A loop, where the field's product is unrolled: a signature needs six of these, and they would take 1.4 KB of flash.</remarks>
    internal static void Multiply(long[] result, long[] left, long[] right)
    {
        long[] modulus = Modulus;
        Array.Clear(result, 0, Limbs.Count);

        // A limb of the left factor a turn, and the sum one limb down. A column adds up 18 products of 29 × 29 bits and a carry: below 2^63.
        for (int i = 0; i < Limbs.Count; i++)
        {
            long digit = left[i];
            long lowest = result[0] + digit * right[0];
            long quotient = ((lowest & Limbs.Mask) * ((1L << Limbs.Bits) - ModulusInverse)) & Limbs.Mask;

            for (int j = 1; j < Limbs.Count; j++)
            {
                result[j - 1] = result[j] + digit * right[j] + quotient * modulus[j];
            }

            result[0] += (lowest + quotient * modulus[0]) >> Limbs.Bits;
            result[Limbs.Count - 1] = 0;
        }

        Limbs.Carry(result);
    }

    /// <summary>A product, brought into 0 to n-1. The result is no factor's array, here and below.</summary>
    internal static void MultiplyReduced(long[] result, long[] left, long[] right)
    {
        Multiply(result, left, right);
        Limbs.Reduce(result, Modulus);
    }

    /// <summary>Brings a number into Montgomery form, reduced.</summary>
    internal static void Enter(long[] result, long[] number) => MultiplyReduced(result, number, RSquared);

    /// <summary>Divides by R: takes a number out of Montgomery form, reduced.</summary>
    internal static void Leave(long[] result, long[] number) => MultiplyReduced(result, number, Limbs.One);

    /// <summary>The one of k and n-k that is odd. Both give points with the same x.</summary>
    /// <returns>1 when it is n-k.</returns>
    internal static int MakeOdd(long[] result, long[] k)
    {
        long even = (k[0] & 1) - 1;

        for (int i = 0; i < Limbs.Count; i++)
        {
            // k where it is odd, n-k where it is even: (k ^ m) - m is k or -k.
            result[i] = (Modulus[i] & even) + ((k[i] ^ even) - even);
        }

        Limbs.Carry(result);
        return (int)-even;
    }
}
