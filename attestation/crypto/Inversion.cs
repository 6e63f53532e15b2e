using System;

namespace NanoAgent.Attestation.Crypto;

/// <summary>The inverse modulo an odd prime in a fixed number of steps: divsteps (Bernstein, Yang: "Fast constant-time gcd", 2019).</summary>
/// <remarks>
/// The variant with half a step's offset, as libsecp256k1 runs it: 590 steps are enough for numbers below 2^256; 21 rounds of 29 are 609.
/// A round works on the lowest bits of f and g alone, collects its steps in a 2×2 matrix, and then applies that to the whole numbers.
/// No branch and no index depends on a value.
/// </remarks>
internal sealed class Inversion
{
    private const int Rounds = 21;

    // Lent to Curve while no inversion runs: the same memory serves both.
    internal readonly long[] F = new long[Limbs.Count];
    internal readonly long[] G = new long[Limbs.Count];
    internal readonly long[] D = new long[Limbs.Count];
    internal readonly long[] E = new long[Limbs.Count];

    // The matrix of a round: (f, g) becomes (_u f + _v g, _q f + _r g) / 2^29.
    private long _u;
    private long _v;
    private long _q;
    private long _r;

    /// <summary>Replaces a number by its inverse.</summary>
    /// <param name="number">0 to modulus-1, plain limbs; 0 gives 0.</param>
    /// <param name="modulus">An odd prime below 2^256.</param>
    /// <param name="modulusInverse">1 / modulus modulo 2^29.</param>
    internal void Invert(long[] number, long[] modulus, long modulusInverse)
    {
        Array.Copy(modulus, 0, F, 0, Limbs.Count);
        Array.Copy(number, 0, G, 0, Limbs.Count);
        Array.Clear(D, 0, Limbs.Count);
        Array.Clear(E, 0, Limbs.Count);
        E[0] = 1;
        long zeta = -1;

        for (int round = 0; round < Rounds; round++)
        {
            zeta = Steps(zeta);
            UpdateCofactors(modulus, modulusInverse);
            UpdateNumbers();
        }

        // g is 0 and f is 1 or -1 (or the modulus, for 0); d is the inverse times f, between -2·modulus and modulus.
        Limbs.Add(D, modulus, D[Limbs.Count - 1] >> 63);
        long negative = F[Limbs.Count - 1] >> 63;

        for (int i = 0; i < Limbs.Count; i++)
        {
            number[i] = (D[i] ^ negative) - negative;
        }

        Limbs.Carry(number);
        Limbs.Reduce(number, modulus);
    }

    /// <summary>Forgets the last number.</summary>
    internal void Wipe()
    {
        Array.Clear(F, 0, Limbs.Count);
        Array.Clear(G, 0, Limbs.Count);
        Array.Clear(D, 0, Limbs.Count);
        Array.Clear(E, 0, Limbs.Count);
        _u = _v = _q = _r = 0;
    }

    // 29 steps on the lowest 58 bits. A row of the matrix rides in one long, one half of 32 bits for each entry:
    // the entries stay within ±2^29, so that adding, negating and doubling rows works on both halves at once.
    private long Steps(long zeta)
    {
        long f = F[0] | (F[1] << Limbs.Bits);
        long g = G[0] | (G[1] << Limbs.Bits);
        long rowF = 1;
        long rowG = 1L << 32;

        for (int i = 0; i < Limbs.Bits; i++)
        {
            long swap = zeta >> 63;
            long odd = -(g & 1);
            g += ((f ^ swap) - swap) & odd;
            rowG += ((rowF ^ swap) - swap) & odd;
            swap &= odd;
            zeta = (zeta ^ swap) - 1;
            f += g & swap;
            rowF += rowG & swap;
            g >>= 1;
            rowF <<= 1;
        }

        _u = (int)rowF;
        _v = (rowF - _u) >> 32;
        _q = (int)rowG;
        _r = (rowG - _q) >> 32;
        return zeta;
    }

    // f and g by the matrix; the division by 2^29 is exact.
    private void UpdateNumbers()
    {
        long[] f = F, g = G;
        long u = _u, v = _v, q = _q, r = _r;
        long sumF = (u * f[0]) + (v * g[0]);
        long sumG = (q * f[0]) + (r * g[0]);

        for (int i = 1; i < Limbs.Count; i++)
        {
            long fi = f[i], gi = g[i];
            sumF = (sumF >> Limbs.Bits) + (u * fi) + (v * gi);
            sumG = (sumG >> Limbs.Bits) + (q * fi) + (r * gi);
            f[i - 1] = sumF & Limbs.Mask;
            g[i - 1] = sumG & Limbs.Mask;
        }

        f[Limbs.Count - 1] = sumF >> Limbs.Bits;
        g[Limbs.Count - 1] = sumG >> Limbs.Bits;
    }

    // d and e by the matrix, modulo the modulus: multiples of it make the division by 2^29 exact and keep both in (-2·modulus, modulus).
    private void UpdateCofactors(long[] modulus, long modulusInverse)
    {
        long[] d = D, e = E;
        long u = _u, v = _v, q = _q, r = _r;
        long signD = d[Limbs.Count - 1] >> 63, signE = e[Limbs.Count - 1] >> 63;
        long timesD = (u & signD) + (v & signE);
        long timesE = (q & signD) + (r & signE);
        long sumD = (u * d[0]) + (v * e[0]);
        long sumE = (q * d[0]) + (r * e[0]);
        timesD -= ((modulusInverse * (sumD & Limbs.Mask)) + timesD) & Limbs.Mask;
        timesE -= ((modulusInverse * (sumE & Limbs.Mask)) + timesE) & Limbs.Mask;
        sumD += modulus[0] * timesD;
        sumE += modulus[0] * timesE;

        for (int i = 1; i < Limbs.Count; i++)
        {
            long di = d[i], ei = e[i], m = modulus[i];
            sumD = (sumD >> Limbs.Bits) + (u * di) + (v * ei) + (m * timesD);
            sumE = (sumE >> Limbs.Bits) + (q * di) + (r * ei) + (m * timesE);
            d[i - 1] = sumD & Limbs.Mask;
            e[i - 1] = sumE & Limbs.Mask;
        }

        d[Limbs.Count - 1] = sumD >> Limbs.Bits;
        e[Limbs.Count - 1] = sumE >> Limbs.Bits;
    }
}
