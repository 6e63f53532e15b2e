using System.Globalization;
using NanoAgent.Collector.Storage;
using NanoAgent.Schemes;

namespace NanoAgent.Collector.Devices;

/// <summary>That units may be silent for so long from now on: it decides which of them a declaration calls stale, so it is somebody's act.</summary>
/// <param name="Most">For how long, in whole hours.</param>
/// <param name="Who">The person, or the machine's user.</param>
/// <param name="Why">The reason.</param>
public sealed record SilenceRule(TimeSpan Most, string Who, string Why);

/// <summary>How long a unit may be silent. It lies in the database, so that every collector and command over it tells the same units stale.</summary>
internal static class Silence
{
    private const string Name = "stale-after";

    // A unit that reports once a day, and half a day late.
    private static readonly TimeSpan _unlessSaid = TimeSpan.FromHours(36);

    /// <summary>Keeps what is said, and tells what holds.</summary>
    /// <param name="session">The database.</param>
    /// <param name="said">What is to hold; null for what was said last.</param>
    /// <param name="change">From what to what it was changed; null when it holds already.</param>
    public static TimeSpan Keep(StoreSession session, SilenceRule? said, out string? change)
    {
        string? kept = Meta.Find(session, Name);
        TimeSpan known = kept is null ? _unlessSaid : TimeSpan.FromSeconds(long.Parse(kept, CultureInfo.InvariantCulture));
        change = null;

        if (said is null || said.Most == known)
        {
            return known;
        }

        change = $"{Plural.Of((long)said.Most.TotalHours, "hour")}, {(long)known.TotalHours} before";
        Meta.Keep(session, Name, ((long)said.Most.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return said.Most;
    }
}
