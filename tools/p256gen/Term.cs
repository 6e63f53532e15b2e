namespace NanoAgent.P256Gen;

/// <summary>An expression of the generated code beside everything it can be: text and proof come from one place.</summary>
/// <remarks>No term exists whose value might not fit a <c>long</c>: making one throws.</remarks>
public sealed class Term
{
    private readonly bool _isSum;

    /// <summary>A term that stands for a variable or a literal.</summary>
    public Term(string text, Interval range) : this(text, range, false)
    {
    }

    private Term(string text, Interval range, bool isSum)
    {
        if (!range.FitsLong)
        {
            throw new OverflowException($"does not fit 64 bits: {text}");
        }

        (Text, Range, _isSum) = (text, range, isSum);
    }

    /// <summary>C# text.</summary>
    public string Text { get; }

    /// <summary>What the value can be.</summary>
    public Interval Range { get; }

    /// <summary>Does an <c>int</c> hold every factor in it? Vectors multiply no more than that.</summary>
    public bool HasNarrowFactors { get; private init; } = true;

    private string Operand => _isSum ? $"({Text})" : Text;

    public static Term operator +(Term a, Term b) =>
        new($"{a.Text} + {b.Text}", a.Range + b.Range, true) { HasNarrowFactors = a.HasNarrowFactors && b.HasNarrowFactors };

    public static Term operator -(Term a, Term b) =>
        new($"{a.Text} - {b.Operand}", a.Range - b.Range, true) { HasNarrowFactors = a.HasNarrowFactors && b.HasNarrowFactors };

    public static Term operator *(Term a, Term b) =>
        new($"{a.Operand} * {b.Operand}", a.Text == b.Text ? a.Range.Squared() : a.Range * b.Range, false)
        {
            HasNarrowFactors = a.Range.FitsInt && b.Range.FitsInt,
        };

    /// <summary>Shifted left; in parentheses, since a shift binds less than a sum.</summary>
    public Term Shifted(int bits) => new($"({Operand} << {bits})", Range * Interval.Of(1L << bits), false) { HasNarrowFactors = HasNarrowFactors };

    /// <summary>What is carried to the next column.</summary>
    public Term Carry() => new($"({Text} >> {Prime.LimbBits})", Range.ShiftedRight(Prime.LimbBits), false);

    /// <summary>The sum of some terms; null when there are none.</summary>
    public static Term? Sum(IEnumerable<Term?> terms)
    {
        Term? sum = null;

        foreach (Term? term in terms)
        {
            sum = sum is null ? term : term is null ? sum : sum + term;
        }

        return sum;
    }
}
