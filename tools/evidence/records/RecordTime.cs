using System.Globalization;

namespace NanoAgent.Evidence;

/// <summary>The time at which a person recorded something. Its texts sort as the times do.</summary>
public static class RecordTime
{
    /// <summary>How it is written, in UTC.</summary>
    public const string Form = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private const string Exact = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Writes a time.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Exact, CultureInfo.InvariantCulture);

    /// <summary>Is it one?</summary>
    internal static bool IsOne(string text) => DateTime.TryParseExact(text, Exact, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
