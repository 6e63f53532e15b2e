using System.Globalization;

namespace NanoAgent.Schemes;

/// <summary>A number with its noun, in English.</summary>
public static class Plural
{
    /// <summary>"1 unit", "2 units", "0 units".</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">The noun for one.</param>
    /// <param name="many">The noun for any other number; null for <paramref name="one"/> with an s.</param>
    public static string Of(long number, string one, string? many = null) => number.ToString(CultureInfo.InvariantCulture) + " " + (number == 1 ? one : many ?? one + "s");
}
