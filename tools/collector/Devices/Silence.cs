using System.Globalization;
using NanoAgent.Collector.Storage;
using NanoAgent.Schemes;

namespace NanoAgent.Collector.Devices;

/// <summary>That units may be silent for so long from now on: it decides which of them a declaration calls stale, so it is somebody's act.</summary>
/// <param name="Most">For how long, in whole hours.</param>
/// <param name="Who">The person, or the machine's user.</param>
/// <param name="Why">The reason.</param>
public sealed record SilenceRule(TimeSpan Most, string Who, string Why);

/// <summary>How long a unit may be silent. It lies in the database, so that every collector and command over it tells the same units stale, those that run already from their next write on.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Silence(CollectorStore store)
{
    private const string Name = "stale-after";

    // A unit that reports once a day, and half a day late.
    private static readonly TimeSpan _unlessSaid = TimeSpan.FromHours(36);

    private volatile Remembered? _last;

    /// <summary>What holds.</summary>
    public TimeSpan Most()
    {
        long generation = store.Generation;

        if (_last is not Remembered last || last.Generation != generation)
        {
            last = new Remembered(generation, store.Read(Read));
            _last = last;
        }

        return last.Most;
    }

    /// <summary>Keeps what is said.</summary>
    /// <param name="session">The database.</param>
    /// <param name="said">What is to hold; null for what was said last.</param>
    /// <returns>From what to what it was changed; null when it holds already.</returns>
    public static string? Keep(StoreSession session, SilenceRule? said)
    {
        TimeSpan known = Read(session);

        if (said is null || said.Most == known)
        {
            return null;
        }

        Meta.Keep(session, Name, ((long)said.Most.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return $"{Plural.Of((long)said.Most.TotalHours, "hour")}, {(long)known.TotalHours} before";
    }

    private static TimeSpan Read(StoreSession session) =>
        Meta.Find(session, Name) is string kept ? TimeSpan.FromSeconds(long.Parse(kept, CultureInfo.InvariantCulture)) : _unlessSaid;

    private sealed record Remembered(long Generation, TimeSpan Most);
}
