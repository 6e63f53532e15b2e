using System.Numerics;
using System.Text;

namespace NanoAgent.P256Gen;

/// <summary>Writes straight-line limb arithmetic, and knows the bounds of every variable that it has written.</summary>
public sealed class CodeWriter(int indent) : IFormulaWriter
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

    /// <inheritdoc/>
    public Vector Assign(string name, Vector source)
    {
        Line(string.Join(" ", source.Terms.Select((t, i) => $"{name}{i} = {t.Text};")));
        return Named(name, [.. source.Terms.Select(t => t.Range)], source.Value);
    }

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public Vector Reduce(string name, Vector product, Vector? minus = null)
    {
        Term carry = Column("q0", product.Terms[0]);

        for (int k = 1; k < Reduction.Columns; k++)
        {
            Term sum = Reduction.Column(k, product, minus, first: carry);

            if (k == Reduction.Columns - 1)
            {
                Line($"{name}{Last} = {sum.Text};");
            }
            else
            {
                carry = Column(Reduction.Target(k, name), sum);
            }
        }

        Count(product.Cost);
        return Carried(name, Reduction.Result(product, minus));
    }

    private Term Column(string target, Term sum)
    {
        Line($"{target} = (t = {sum.Text}) & M;");
        return new Term("t", sum.Range).Carry();
    }

    private void Count((int Multiplications, int Squarings) cost) => Line($"Count({cost.Multiplications}, {cost.Squarings});");
}
