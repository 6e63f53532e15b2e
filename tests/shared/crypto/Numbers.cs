using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>Limbs, bytes and big integers, and points as .NET computes them.</summary>
internal static class Numbers
{
    public static readonly BigInteger P = Parse("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF");
    public static readonly BigInteger N = Parse(Keys.Order);
    public static readonly BigInteger R = BigInteger.One << 261;

    /// <summary>Scalars at which carries, digits and formulas turn: around 0, n, n/2, and every power of two.</summary>
    public static IEnumerable<BigInteger> EdgeScalars() =>
        new BigInteger[] { 1, 2, 3, 4, 5, 6, 7, 8, N - 1, N - 2, N - 3, N - 4, (N - 1) / 2, (N + 1) / 2, N >> 128 }
            .Concat(from i in Enumerable.Range(0, 256) select BigInteger.One << i)
            .Concat(from i in Enumerable.Range(3, 253) select (BigInteger.One << i) - 1)
            .Concat(from i in Enumerable.Range(3, 250) select N - (BigInteger.One << i))
            .Distinct();

    public static BigInteger Parse(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static BigInteger Modulo(BigInteger value, BigInteger modulus) => ((value % modulus) + modulus) % modulus;

    public static BigInteger Invert(BigInteger value, BigInteger prime) => BigInteger.ModPow(value, prime - 2, prime);

    public static BigInteger FromBytes(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    public static byte[] ToBytes(BigInteger value)
    {
        byte[] bytes = new byte[32];
        byte[] shortest = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        shortest.CopyTo(bytes, 32 - shortest.Length);
        return bytes;
    }

    public static long[] ToLimbs(BigInteger value)
    {
        long[] limbs = new long[9];

        for (int i = 0; i < 8; i++)
        {
            limbs[i] = (long)((value >> (29 * i)) & ((1 << 29) - 1));
        }

        limbs[8] = (long)(value >> 232);
        return limbs;
    }

    public static BigInteger FromLimbs(long[] limbs) =>
        Enumerable.Range(0, 9).Aggregate(BigInteger.Zero, (sum, i) => sum + ((BigInteger)limbs[i] << (29 * i)));

    /// <summary>The multiple of the base point, as .NET computes it.</summary>
    public static ECPoint PointOf(BigInteger scalar)
    {
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = ToBytes(scalar) });
        return key.ExportParameters(false).Q;
    }
}
