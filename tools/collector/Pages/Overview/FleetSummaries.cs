using System.Diagnostics;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Pages.Overview;

/// <summary>The counted fleet, counted anew when something has changed.</summary>
/// <remarks>
/// A small fleet is counted while a page waits. Once that takes longer than <see cref="_mostWait"/>, pages get the last count with its time, and the next one is made
/// beside them, with pauses, so that the overview costs a million units no more than a thousand. The first count of a large fleet after a start is made beside the pages
/// from the beginning. Thread-safe.
/// </remarks>
internal sealed class FleetSummaries(CollectorServices collector)
{
    private const int PauseFactor = 10;

    // So many units are counted within a page's own time, whatever else the machine does; the largest id tells without counting.
    private const long MostAtOnce = 20_000;

    private static readonly TimeSpan _mostWait = TimeSpan.FromMilliseconds(20);

    // Silence is a state that comes without a change in the database.
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private FleetSummary? _last;
    private TimeSpan _cost;
    private long _ended;
    private Task? _counting;

    /// <summary>How many counts were made beside the pages: a page that shows an older one may be read again.</summary>
    public long MadeBeside { get; private set; }

    /// <summary>The newest count; waits for the first one.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public FleetSummary Get()
    {
        FleetSummary? found = Find();

        for (; found is null; found = Find())
        {
            Task? counting;

            lock (_gate)
            {
                counting = _counting;
            }

            counting?.Wait();
        }

        return found;
    }

    /// <summary>The newest count; null while a large fleet is counted for the first time since the start.</summary>
    public FleetSummary? Find()
    {
        lock (_gate)
        {
            if (_last is null && collector.Store.Read(IsLarge))
            {
                _counting ??= Task.Run(CountBeside);
                return null;
            }

            if (_last is null || (_cost <= _mostWait && !IsCurrent()))
            {
                Count();
            }
            else if (_cost > _mostWait && _counting is null && Stopwatch.GetElapsedTime(_ended) > _cost * PauseFactor && !IsCurrent())
            {
                _counting = Task.Run(CountBeside);
            }

            return _last;
        }
    }

    private static bool IsLarge(StoreSession session) => session.Scalar<long>("SELECT COALESCE(MAX(id), 0) FROM units") > MostAtOnce;

    private bool IsCurrent() => collector.Options.Clock.GetUtcNow() - _last!.At < _longest && collector.Store.Read(FleetReading.Version) == _last.Version;

    private void CountBeside()
    {
        try
        {
            (FleetSummary summary, TimeSpan cost) = Counted();

            lock (_gate)
            {
                Keep(summary, cost);
                MadeBeside++;
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
        FleetSummary summary = collector.Store.Read(session => FleetReading.Read(session, collector.Options.Clock.GetUtcNow(), collector.StaleAfter, _last?.Days ?? []));
        return (summary, Stopwatch.GetElapsedTime(begun));
    }
}
