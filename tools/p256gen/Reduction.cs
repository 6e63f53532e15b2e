namespace NanoAgent.P256Gen;

/// <summary>Montgomery reduction by columns.</summary>
/// <remarks>p is -1 modulo 2^96, so that a column's low bits are the quotient digit, and the digit's own product is four shifts.</remarks>
internal static class Reduction
{
    /// <summary>The lower half gives quotient digits, the upper half the result's limbs.</summary>
    public const int Columns = 2 * Prime.Limbs;

    /// <summary>What a column's low bits are.</summary>
    public static string Target(int k, string name) => k < Prime.Limbs ? $"q{k}" : $"{name}{k - Prime.Limbs}";

    /// <summary>Everything that a column adds up, with the carry from the one before it where the caller wants it.</summary>
    public static Term Column(int k, Vector product, Vector? minus, Term? first = null, Term? last = null)
    {
        Term sum = Term.Sum([first, k < product.Terms.Length ? product.Terms[k] : null, QuotientTimesPrime(k), last])!;
        return k >= Prime.Limbs && minus is not null ? sum - minus.Terms[k - Prime.Limbs] : sum;
    }

    /// <summary>What the whole can be.</summary>
    public static Interval Result(Vector product, Vector? minus)
    {
        Interval value = (product.Value + new Interval(0, (Prime.R - 1) * Prime.P)).DividedBy(Prime.R);
        return minus is null ? value : value - minus.Value;
    }

    private static Term Quotient(int i) => new($"q{i}", Prime.PlainLimb);

    // p = 2^256 - 2^224 + 2^192 + 2^96 - 1; the -1 has cancelled the digit itself.
    private static Term? QuotientTimesPrime(int k)
    {
        Term? Part(int limb, int shift) => k - limb >= 0 && k - limb < Prime.Limbs ? Quotient(k - limb).Shifted(shift) : null;
        Term? sum = Term.Sum([Part(3, 9), Part(6, 18), Part(8, 24)]);
        return Part(7, 21) is { } minus ? (sum is null ? throw new InvalidOperationException() : sum - minus) : sum;
    }
}
