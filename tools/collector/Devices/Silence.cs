using System.Globalization;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Devices;

/// <summary>How long a unit may be silent. It lies in the database, so that every collector and command over it tells the same units stale.</summary>
internal static class Silence
{
    private const string Name = "stale-after";

    // A unit that reports once a day, and half a day late.
    private static readonly TimeSpan _unlessSaid = TimeSpan.FromHours(36);

    /// <summary>Keeps what is said, and tells what holds.</summary>
    public static TimeSpan Keep(StoreSession session, TimeSpan? said)
    {
        if (said is TimeSpan asked)
        {
            Meta.Keep(session, Name, ((long)asked.TotalSeconds).ToString(CultureInfo.InvariantCulture));
            return asked;
        }

        string? kept = Meta.Find(session, Name);
        return kept is null ? _unlessSaid : TimeSpan.FromSeconds(long.Parse(kept, CultureInfo.InvariantCulture));
    }
}
