namespace NanoAgent.Attestation.Crypto;

/// <summary>What was executed since the last reset. The hooks are partial methods that the product leaves empty.</summary>
public static class Counts
{
    /// <summary>Field multiplications, squarings not included.</summary>
    public static int Multiplications { get; internal set; }

    /// <summary>Field squarings.</summary>
    public static int Squarings { get; internal set; }

    /// <summary>Point doublings.</summary>
    public static int Doublings { get; internal set; }

    /// <summary>Point additions.</summary>
    public static int Additions { get; internal set; }

    /// <summary>Bytes of the comb's table.</summary>
    public static int TableBytes => Comb.Table.Length * sizeof(int);

    /// <summary>Starts over.</summary>
    public static void Reset() => Multiplications = Squarings = Doublings = Additions = 0;
}

internal static partial class Field
{
    static partial void Count(int multiplications, int squarings) => PointEngine.Add(multiplications, squarings);
}

internal static partial class PointEngine
{
    internal static void Add(int multiplications, int squarings)
    {
        Counts.Multiplications += multiplications;
        Counts.Squarings += squarings;
    }

    static partial void Count(int multiplications, int squarings) => Add(multiplications, squarings);

    static partial void CountDoubling() => Counts.Doublings++;

    static partial void CountAddition() => Counts.Additions++;
}
