namespace NanoAgent.Tests.Virtual;

/// <summary>One expected finding.</summary>
public sealed record Expected(string Check, string Outcome, string Reason, string Basis);

/// <summary>The table of matrix.txt: what each check must find on each persona.</summary>
public static class Matrix
{
    private const string BaseName = "compliant";

    private static readonly Lazy<Dictionary<string, List<Expected>>> s_blocks = new(Read);

    /// <summary>The personas of the table.</summary>
    public static IReadOnlyCollection<string> Personas => s_blocks.Value.Keys;

    /// <summary>The ids of all checks, in the order of the base row.</summary>
    public static IReadOnlyList<string> Checks => [.. s_blocks.Value[BaseName].Select(e => e.Check)];

    /// <summary>All expected findings on a persona, in the order of <see cref="Checks"/>.</summary>
    public static IReadOnlyList<Expected> Of(string persona)
    {
        List<Expected> own = s_blocks.Value[persona];
        return [.. s_blocks.Value[BaseName].Select(b => own.SingleOrDefault(e => e.Check == b.Check) ?? b)];
    }

    /// <summary>Only what differs from the base row.</summary>
    public static IReadOnlyList<Expected> DifferencesOf(string persona) => persona == BaseName ? [] : s_blocks.Value[persona];

    private static Dictionary<string, List<Expected>> Read()
    {
        var blocks = new Dictionary<string, List<Expected>>();
        List<Expected>? block = null;

        foreach (string line in File.ReadLines(Repository.At("tests", "virtual", "matrix.txt")).Select(l => l.Trim()))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                blocks.Add(line[1..^1], block = []);
                continue;
            }

            string[] f = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.HasCount(4, f, line);
            block!.Add(new Expected(f[0], f[1], f[2], f[3]));
        }

        return blocks;
    }
}
