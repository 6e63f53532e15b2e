using System.Collections.Concurrent;

namespace NanoAgent.Collector.Operators;

/// <summary>Slows guessing down, and never locks anybody out.</summary>
/// <remarks>
/// Each attempt runs in lanes; a lane's waits double with every wrong attempt, up to a bound. A browser that signed in before has a lane of its own
/// (OWASP, "device cookies"), so a stranger's guessing never costs its owner a second; strangers share one lane an address and a loose one a name.
/// A one-time secret has 256 random bits and runs in no lane: it is the way in that nobody can obstruct. Kept in memory, by each collector for itself.
/// </remarks>
internal sealed class SignInThrottle(TimeProvider clock)
{
    private const int MostLanes = 10_000;
    private const int MostDoublings = 20;

    private static readonly Pace _strict = new(FreeAttempts: 3, Longest: TimeSpan.FromSeconds(60));
    private static readonly Pace _loose = new(FreeAttempts: 30, Longest: TimeSpan.FromSeconds(10));

    private readonly ConcurrentDictionary<string, Lane> _lanes = new();
    private readonly Lock _gate = new();

    /// <summary>The lanes of an attempt.</summary>
    /// <param name="name">The account's name as typed.</param>
    /// <param name="address">From where.</param>
    /// <param name="knownBrowser">The id of a browser that signed in to this account before; null for a stranger.</param>
    public static SignInAttempt Attempt(string name, string address, string? knownBrowser) => new(
        knownBrowser is not null ? [("browser " + knownBrowser, _strict)] : [("address " + address + " " + name, _strict), ("name " + name, _loose)]);

    /// <summary>Lets an attempt begin, or says how long to wait. An attempt counts as wrong until it succeeds, so that many at once gain nothing.</summary>
    public TimeSpan Begin(SignInAttempt attempt)
    {
        DateTimeOffset now = clock.GetUtcNow();

        lock (_gate)
        {
            DateTimeOffset open = attempt.Lanes.Max(lane => _lanes.TryGetValue(lane.Key, out Lane? known) ? known.OpenAt : now);

            if (open > now)
            {
                return open - now;
            }

            MakeRoom();

            foreach ((string key, Pace pace) in attempt.Lanes)
            {
                int wrong = (_lanes.TryGetValue(key, out Lane? known) ? known.Wrong : 0) + 1;
                _lanes[key] = new Lane(wrong, now + pace.WaitAfter(wrong));
            }

            return TimeSpan.Zero;
        }
    }

    /// <summary>The attempt was right: its lanes are free again.</summary>
    public void Succeeded(SignInAttempt attempt)
    {
        foreach ((string key, _) in attempt.Lanes)
        {
            _lanes.TryRemove(key, out _);
        }
    }

    // Memory is bounded; what has waited longest goes first.
    private void MakeRoom()
    {
        if (_lanes.Count < MostLanes)
        {
            return;
        }

        foreach ((string key, _) in _lanes.OrderBy(lane => lane.Value.OpenAt).Take(MostLanes / 10).ToArray())
        {
            _lanes.TryRemove(key, out _);
        }
    }

    internal sealed record Pace(int FreeAttempts, TimeSpan Longest)
    {
        public TimeSpan WaitAfter(int wrong)
        {
            int doublings = Math.Min(wrong - FreeAttempts - 1, MostDoublings);
            return doublings < 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, doublings)));
        }
    }

    private sealed record Lane(int Wrong, DateTimeOffset OpenAt);
}

/// <summary>An attempt to sign in, with the lanes in which it runs.</summary>
internal sealed record SignInAttempt(IReadOnlyList<(string Key, SignInThrottle.Pace Pace)> Lanes);
