using System.Numerics;
using System.Text;

namespace NanoAgent.P256Gen;

/// <summary>Writes straight-line limb arithmetic, and knows the bounds of every variable that it has written.</summary>
public sealed class CodeWriter(int indent)
{
    private const int Last = Prime.Limbs - 1;

    private readonly StringBuilder _text = new();
    private readonly string _indent = new(' ', indent);

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Writes one line as it is.</summary>
    public void Line(string line) => _text.Append(_indent).Append(line).Append('\n');

    /// <summary>A variable of nine limbs: the lower eight plain, the top one as the value's bounds allow.</summary>
    public static Vector Carried(string name, Interval value)
    {
        BigInteger lower = (BigInteger.One << (Prime.LimbBits * Last)) - 1;
        Interval top = new Interval(value.Low - lower, value.High).DividedBy(lower + 1);
        return Named(name, [.. Enumerable.Repeat(Prime.PlainLimb, Last), top], value);
    }

    /// <summary>A variable of nine limbs with the given bounds.</summary>
    public static Vector Named(string name, Interval[] limbs, Interval value) =>
        new([.. limbs.Select((range, i) => new Term($"{name}{i}", range))], value);

    /// <summary>Assigns limb by limb, without carries.</summary>
    public Vector Assign(string name, Vector source)
    {
        Line(string.Join(" ", source.Terms.Select((t, i) => $"{name}{i} = {t.Text};")));
        return Named(name, [.. source.Terms.Select(t => t.Range)], source.Value);
    }

    /// <summary>Assigns three times a number, and carries.</summary>
    public Vector AssignTripled(string name, Vector source)
    {
        var three = new Term("3", Interval.Of(3));
        Term? carry = null;

        for (int i = 0; i < Prime.Limbs; i++)
        {
            Term sum = Term.Sum([carry, source.Terms[i] * three])!;
            Line(i < Last ? $"{name}{i} = (t = {sum.Text}) & M;" : $"{name}{i} = {sum.Text};");
            carry = new Term("t", sum.Range).Carry();
        }

        return Carried(name, source.Value * Interval.Of(3));
    }

    /// <summary>Montgomery reduction modulo p, then minus a number: <c>product / R - minus</c>, carried.</summary>
    /// <remarks>p is -1 modulo 2^96, so that a column's low bits are the quotient digit, and the digit's own product is four shifts.</remarks>
    public Vector Reduce(string name, Vector product, Vector? minus = null)
    {
        Term carry = Column("q0", product.Terms[0]);

        for (int k = 1; k < 2 * Prime.Limbs; k++)
        {
            Term sum = Term.Sum([carry, k < product.Terms.Length ? product.Terms[k] : null, QuotientTimesPrime(k)])!;
            sum = k >= Prime.Limbs && minus is not null ? sum - minus.Terms[k - Prime.Limbs] : sum;

            if (k == (2 * Prime.Limbs) - 1)
            {
                Line($"{name}{Last} = {sum.Text};");
            }
            else
            {
                carry = Column(k < Prime.Limbs ? $"q{k}" : $"{name}{k - Prime.Limbs}", sum);
            }
        }

        Count(product.Cost);
        Interval value = Reduced(product.Value);
        return Carried(name, minus is null ? value : value - minus.Value);
    }

    private static Interval Reduced(Interval product) =>
        (product + new Interval(0, (Prime.R - 1) * Prime.P)).DividedBy(Prime.R);

    private static Term Quotient(int i) => new($"q{i}", Prime.PlainLimb);

    // p = 2^256 - 2^224 + 2^192 + 2^96 - 1; the -1 has cancelled the digit itself.
    private static Term? QuotientTimesPrime(int k)
    {
        Term? Part(int limb, int shift) => k - limb >= 0 && k - limb < Prime.Limbs ? Quotient(k - limb).Shifted(shift) : null;
        Term? sum = Term.Sum([Part(3, 9), Part(6, 18), Part(8, 24)]);
        return Part(7, 21) is { } minus ? (sum is null ? throw new InvalidOperationException() : sum - minus) : sum;
    }

    private Term Column(string target, Term sum)
    {
        Line($"{target} = (t = {sum.Text}) & M;");
        return new Term("t", sum.Range).Carry();
    }

    private void Count((int Multiplications, int Squarings) cost) => Line($"Count({cost.Multiplications}, {cost.Squarings});");
}
