namespace NanoAgent.P256Gen;

/// <summary>A number as limbs (9 terms), or a product before its reduction as columns (17 terms), beside the bounds of its value.</summary>
public sealed record Vector(Term[] Terms, Interval Value)
{
    /// <summary>How many field multiplications and squarings it took.</summary>
    public (int Multiplications, int Squarings) Cost { get; init; }

    public static Vector operator +(Vector a, Vector b) => new([.. a.Terms.Zip(b.Terms, (x, y) => x + y)], a.Value + b.Value) { Cost = Both(a, b) };

    public static Vector operator -(Vector a, Vector b) => new([.. a.Terms.Zip(b.Terms, (x, y) => x - y)], a.Value - b.Value) { Cost = Both(a, b) };

    /// <summary>A product by columns.</summary>
    public static Vector operator *(Vector a, Vector b) => new([.. Columns(i => j => a.Terms[i] * b.Terms[j])], a.Value * b.Value) { Cost = (1, 0) };

    /// <summary>Twice the number.</summary>
    public Vector Doubled() => new([.. Terms.Select(t => t.Shifted(1))], Value + Value) { Cost = Cost };

    /// <summary>The square: each mixed product is computed once and doubled.</summary>
    public Vector Squared()
    {
        var columns = new Term[2 * Prime.Limbs - 1];

        for (int k = 0; k < columns.Length; k++)
        {
            Term? mixed = Term.Sum(from i in Pairs(k) where i < k - i select Terms[i] * Terms[k - i]);
            Term? middle = k % 2 == 0 ? Terms[k / 2] * Terms[k / 2] : null;
            columns[k] = Term.Sum([mixed?.Shifted(1), middle])!;
        }

        return new(columns, Value.Squared()) { Cost = (0, 1) };
    }

    private static IEnumerable<Term> Columns(Func<int, Func<int, Term>> product) =>
        from k in Enumerable.Range(0, 2 * Prime.Limbs - 1)
        select Term.Sum(from i in Pairs(k) select product(i)(k - i))!;

    private static IEnumerable<int> Pairs(int k) => Enumerable.Range(0, Prime.Limbs).Where(i => k - i >= 0 && k - i < Prime.Limbs);

    private static (int, int) Both(Vector a, Vector b) => (a.Cost.Multiplications + b.Cost.Multiplications, a.Cost.Squarings + b.Cost.Squarings);
}
