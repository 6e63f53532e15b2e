using System.Numerics;

namespace NanoAgent.P256Gen;

/// <summary>All integers from Low to High, both included.</summary>
public readonly record struct Interval(BigInteger Low, BigInteger High)
{
    /// <summary>One number.</summary>
    public static Interval Of(BigInteger value) => new(value, value);

    /// <summary>Does a <c>long</c> hold all of it?</summary>
    public bool FitsLong => Low >= long.MinValue && High <= long.MaxValue;

    /// <summary>Does an <c>int</c> hold all of it?</summary>
    public bool FitsInt => Low >= int.MinValue && High <= int.MaxValue;

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    public static Interval operator -(Interval a, Interval b) => new(a.Low - b.High, a.High - b.Low);

    public static Interval operator *(Interval a, Interval b)
    {
        BigInteger[] corners = [a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High];
        return new(corners.Min(), corners.Max());
    }

    /// <summary>The squares of its numbers; tighter than its product with itself.</summary>
    public Interval Squared()
    {
        BigInteger low = Low * Low, high = High * High;
        return new(Contains(Of(0)) ? 0 : BigInteger.Min(low, high), BigInteger.Max(low, high));
    }

    /// <summary>Division by a positive number, rounded outwards.</summary>
    public Interval DividedBy(BigInteger divisor) => new(Floor(Low, divisor), -Floor(-High, divisor));

    /// <summary>The arithmetic shift, which rounds towards minus infinity.</summary>
    public Interval ShiftedRight(int bits) => new(Low >> bits, High >> bits);

    /// <summary>The smallest interval that holds both.</summary>
    public Interval Or(Interval other) => new(BigInteger.Min(Low, other.Low), BigInteger.Max(High, other.High));

    /// <summary>Is the other inside?</summary>
    public bool Contains(Interval other) => Low <= other.Low && other.High <= High;

    private static BigInteger Floor(BigInteger a, BigInteger b) => (a - (((a % b) + b) % b)) / b;
}
