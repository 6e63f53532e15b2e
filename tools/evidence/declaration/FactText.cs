using System.Globalization;

namespace NanoAgent.Evidence;

/// <summary>A fact's value as text, the same wherever it is shown and on every machine: as it stands in the token.</summary>
internal static class FactText
{
    /// <summary>The text of a <see cref="long"/>, <see cref="bool"/> or <see cref="string"/>.</summary>
    public static string Of(object value) => value is bool yes ? (yes ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
