using System.Text;
using System.Text.RegularExpressions;

namespace NanoAgent.P256Gen;

/// <summary>Writes formulas over four numbers at once, one in each 64-bit lane of AVX2's vectors. A reduction is a method of its own, written once for each form of product.</summary>
/// <remarks>
/// Sixteen registers hold the limbs of one factor, the column and little more, so everything else stays in memory on purpose: with all in locals, .NET's compiler spills the column itself.
/// AVX2 multiplies the lower halves of lanes, with their signs, so a factor must fit 32 bits; and it shifts right without the sign, so a column carries 2^63 more than it is worth.
/// </remarks>
public sealed partial class LaneWriter : IFormulaWriter
{
    private const int Last = Prime.Limbs - 1;
    private const string First = "Lanes.First";
    private const string Next = "Lanes.Next";

    private readonly Dictionary<string, string> _methods;
    private readonly StringBuilder _text = new();

    /// <summary>Begins a formula.</summary>
    /// <param name="methods">Methods by their bodies, those of earlier formulas among them.</param>
    public LaneWriter(Dictionary<string, string> methods) => _methods = methods;

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString().TrimEnd();

    /// <inheritdoc/>
    public Vector Assign(string name, Vector source)
    {
        for (int i = 0; i < Prime.Limbs; i++)
        {
            Line($"{name}.L{i} = {InMemory(source.Terms[i].Text)};");
        }

        return CodeWriter.Named(name, [.. source.Terms.Select(t => t.Range)], source.Value);
    }

    /// <inheritdoc/>
    public Vector AssignTripled(string name, Vector source)
    {
        var body = new StringBuilder();
        Term? carry = null;

        for (int i = 0; i < Prime.Limbs; i++)
        {
            Term sum = Term.Sum([source.Terms[i].Shifted(1), source.Terms[i], carry])!;
            Append(body, $"r{i}", sum, i == 0, i == Last);
            carry = Carry(sum);
        }

        Call(name, body.ToString());
        return CodeWriter.Carried(name, source.Value * Interval.Of(3));
    }

    /// <inheritdoc/>
    public Vector Reduce(string name, Vector product, Vector? minus = null)
    {
        var body = new StringBuilder();
        Term? carry = null;

        for (int k = 0; k < Reduction.Columns; k++)
        {
            Term sum = Reduction.Column(k, product, minus, last: carry);

            if (!sum.HasNarrowFactors)
            {
                throw new OverflowException($"a factor does not fit 32 bits: {sum.Text}");
            }

            Append(body, Reduction.Target(k, "r"), sum, k == 0, k == Reduction.Columns - 1);
            carry = Carry(sum);
        }

        Call(name, body.ToString());
        return CodeWriter.Carried(name, Reduction.Result(product, minus));
    }

    [GeneratedRegex(@"\b([A-Za-z])(\d)\b")]
    private static partial Regex Limb();

    [GeneratedRegex(@"([\w.]+) \* ([\w.]+)")]
    private static partial Regex Product();

    private static Term Carry(Term sum) => new($"(t >>> {Prime.LimbBits})", sum.Range.ShiftedRight(Prime.LimbBits));

    private static void Append(StringBuilder body, string target, Term sum, bool first, bool last) =>
        body.Append(last ? $"{target} = {sum.Text} - Lanes.Excess;\n" : $"t = {(first ? First : Next)} + {sum.Text};\n{target} = t & Lanes.Mask;\n");

    private static string InMemory(string text) => Limb().Replace(text, "$1.L$2");

    private void Line(string line) => _text.Append("        ").Append(line).Append('\n');

    // Names the operands in the order in which they come, so that equal work has equal text, and keeps the limbs of the first in locals.
    private void Call(string name, string body)
    {
        var operands = new List<string>();

        foreach (string operand in Limb().Matches(body).Select(m => m.Groups[1].Value).Where(o => o is not ("q" or "r")))
        {
            if (!operands.Contains(operand))
            {
                operands.Add(operand);
            }
        }

        string Renamed(string operand) => operands.IndexOf(operand) is var i and >= 0 ? ((char)('a' + i)).ToString() : operand;
        string named = Limb().Replace(body, m => Renamed(m.Groups[1].Value) is var o && o == "a" ? $"a{m.Groups[2]}" : $"{o}.L{m.Groups[2]}");
        string text = Product().Replace(named, "Avx2.Multiply($1.AsInt32(), $2.AsInt32())");

        if (!_methods.TryGetValue(text, out string? method))
        {
            method = $"Step{_methods.Count}";
            _methods.Add(text, method);
        }

        Line($"{method}(ref {name}, {string.Join(", ", operands.Select(o => $"ref {o}"))}, ref q);");
    }
}
