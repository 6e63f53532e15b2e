using System.Globalization;

namespace NanoAgent.Tool;

/// <summary>A moment as the commands print it.</summary>
internal static class Moment
{
    /// <summary>Unix seconds as a date and time of UTC, sortable.</summary>
    public static string Utc(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("u", CultureInfo.InvariantCulture);
}
