using System.Diagnostics;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Pages.Overview;

/// <summary>The counted fleet, counted anew when something has changed.</summary>
/// <remarks>
/// A small fleet is counted while a page waits. Once that takes longer than <see cref="_mostWait"/>, pages get the last count with its time, and the next one is made
/// beside them, with pauses, so that the overview costs a million units no more than a thousand. Thread-safe.
/// </remarks>
internal sealed class FleetSummaries(CollectorServices collector)
{
    private const int PauseFactor = 10;

    private static readonly TimeSpan _mostWait = TimeSpan.FromMilliseconds(20);

    // Silence is a state that comes without a change in the database.
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private FleetSummary? _last;
    private TimeSpan _cost;
    private long _ended;
    private Task? _counting;

    /// <summary>The newest count.</summary>
    public FleetSummary Get()
    {
        lock (_gate)
        {
            if (_last is null || (_cost <= _mostWait && !IsCurrent()))
            {
                Count();
            }
            else if (_cost > _mostWait && _counting is null && Stopwatch.GetElapsedTime(_ended) > _cost * PauseFactor && !IsCurrent())
            {
                _counting = Task.Run(CountBeside);
            }

            return _last!;
        }
    }

    private bool IsCurrent() => collector.Options.Clock.GetUtcNow() - _last!.At < _longest && collector.Store.Read(FleetReading.Version) == _last.Version;

    private void CountBeside()
    {
        try
        {
            (FleetSummary summary, TimeSpan cost) = Counted();

            lock (_gate)
            {
                Keep(summary, cost);
            }
        }
        catch (StoreUnavailableException)
        {
            // The last count stands, with its time beside it; the next page tries again.
        }
        finally
        {
            lock (_gate)
            {
                _counting = null;
            }
        }
    }

    private void Count()
    {
        (FleetSummary summary, TimeSpan cost) = Counted();
        Keep(summary, cost);
    }

    private void Keep(FleetSummary summary, TimeSpan cost)
    {
        _last = summary;
        _cost = cost;
        _ended = Stopwatch.GetTimestamp();
    }

    private (FleetSummary Summary, TimeSpan Cost) Counted()
    {
        long begun = Stopwatch.GetTimestamp();
        FleetSummary summary = collector.Store.Read(session => FleetReading.Read(session, collector.Options.Clock.GetUtcNow(), collector.Options.StaleAfter, _last?.Days ?? []));
        return (summary, Stopwatch.GetElapsedTime(begun));
    }
}
