namespace NanoAgent.Attestation.Crypto;

/// <summary>Numbers of 256 bits as nine limbs of 29 bits, least significant first.</summary>
/// <remarks>
/// A limb is a <c>long</c>: 29 × 29 bits leave room to add up a whole column of products, and to subtract without borrowing.
/// "Plain" limbs are 0 to 2^29-1 each; lazy ones may be negative or larger, within the bounds that tools/p256gen proves.
/// </remarks>
internal static class Limbs
{
    internal const int Count = 9;
    internal const int Bits = 29;
    internal const long Mask = (1L << Bits) - 1;

    /// <summary>The number 1. A product with it divides by R, for either modulus.</summary>
    internal static readonly long[] One = { 1, 0, 0, 0, 0, 0, 0, 0, 0 };

    /// <summary>Reads 32 bytes, big-endian.</summary>
    internal static void FromBytes(byte[] bytes, int offset, long[] limbs)
    {
        long held = 0;
        int bits = 0;
        int limb = 0;

        for (int i = 31; i >= 0; i--)
        {
            held |= (long)bytes[offset + i] << bits;
            bits += 8;

            if (bits >= Bits)
            {
                limbs[limb++] = held & Mask;
                held >>= Bits;
                bits -= Bits;
            }
        }

        limbs[limb] = held;
    }

    /// <summary>Writes 32 bytes, big-endian.</summary>
    /// <param name="limbs">Plain limbs of a number below 2^256.</param>
    /// <param name="bytes">Room for 32 bytes at the offset.</param>
    /// <param name="offset">Where the first byte goes.</param>
    internal static void ToBytes(long[] limbs, byte[] bytes, int offset)
    {
        long held = 0;
        int bits = 0;
        int limb = 0;

        for (int i = 31; i >= 0; i--)
        {
            if (bits < 8)
            {
                held |= (limb < Count ? limbs[limb++] : 0) << bits;
                bits += Bits;
            }

            bytes[offset + i] = (byte)held;
            held >>= 8;
            bits -= 8;
        }
    }

    /// <summary>Carries, so that the lower eight limbs are plain; the top one takes what is left, with its sign.</summary>
    internal static void Carry(long[] limbs)
    {
        long held = 0;

        for (int i = 0; i < Count - 1; i++)
        {
            held += limbs[i];
            limbs[i] = held & Mask;
            held >>= Bits;
        }

        limbs[Count - 1] += held;
    }

    /// <summary>1 when a is below b, else 0, in a time that does not depend on their values. Both are plain.</summary>
    internal static long Less(long[] a, long[] b)
    {
        long borrow = 0;

        for (int i = 0; i < Count; i++)
        {
            borrow = (a[i] - b[i] + borrow) >> 63;
        }

        return -borrow;
    }

    /// <summary>Brings a number between -modulus and 2·modulus into 0 to modulus-1, in a time that does not depend on it.</summary>
    /// <param name="limbs">Carried limbs.</param>
    /// <param name="modulus">Plain limbs.</param>
    internal static void Reduce(long[] limbs, long[] modulus)
    {
        Add(limbs, modulus, limbs[Count - 1] >> 63);
        Subtract(limbs, modulus);
        Add(limbs, modulus, limbs[Count - 1] >> 63);
    }

    /// <summary>Adds the other number where the mask is -1, nothing where it is 0, and carries.</summary>
    internal static void Add(long[] limbs, long[] other, long mask)
    {
        for (int i = 0; i < Count; i++)
        {
            limbs[i] += other[i] & mask;
        }

        Carry(limbs);
    }

    /// <summary>Subtracts the other number and carries.</summary>
    internal static void Subtract(long[] limbs, long[] other)
    {
        for (int i = 0; i < Count; i++)
        {
            limbs[i] -= other[i];
        }

        Carry(limbs);
    }

    /// <summary>True when both have the same limbs; looks at all of them.</summary>
    internal static bool Equal(long[] a, long[] b)
    {
        long difference = 0;

        for (int i = 0; i < Count; i++)
        {
            difference |= a[i] ^ b[i];
        }

        return difference == 0;
    }

    /// <summary>True from 1 to modulus-1. Plain limbs.</summary>
    internal static bool IsUnit(long[] limbs, long[] modulus) => !IsZero(limbs) && Less(limbs, modulus) != 0;

    /// <summary>True when every limb is zero; looks at all of them.</summary>
    internal static bool IsZero(long[] limbs)
    {
        long any = 0;

        for (int i = 0; i < Count; i++)
        {
            any |= limbs[i];
        }

        return any == 0;
    }
}
