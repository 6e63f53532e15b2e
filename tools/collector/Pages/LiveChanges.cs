using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using NanoAgent.Collector.Pages.Overview;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Pages;

/// <summary>Tells open pages that something has changed (server-sent events). Only that: what it is, they read like any other page.</summary>
/// <remarks>A page says what it has seen, and so does one that comes back: what changed before it listened is told too.</remarks>
internal sealed class LiveChanges(CollectorServices collector, FleetSummaries fleet)
{
    private const int MostListeners = 200;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private int _listeners;

    /// <summary>What there is to see now; another text once something has changed.</summary>
    /// <remarks>A count that was made beside the pages is a change too. A database that does not answer is none.</remarks>
    public string Version()
    {
        try
        {
            (long size, long generation) = collector.Store.Read(FleetReading.Version);
            return $"{size}-{generation}-{fleet.MadeBeside}";
        }
        catch (StoreUnavailableException)
        {
            return "none";
        }
    }

    /// <summary>Answers with a stream of events, or that there are too many listeners; a page then goes without.</summary>
    /// <param name="seen">What the page has seen (<see cref="Version"/>); null for what there is now.</param>
    /// <param name="cancel">Ends it.</param>
    public IResult Listen(string? seen, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _listeners) > MostListeners)
        {
            Interlocked.Decrement(ref _listeners);
            return Results.StatusCode(StatusCodes.Status204NoContent);
        }

        return TypedResults.ServerSentEvents(Changes(seen, cancel));
    }

    private async IAsyncEnumerable<SseItem<string>> Changes(string? seen, [EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            seen ??= Version();

            while (!cancel.IsCancellationRequested)
            {
                string now = Version();

                if (now != seen)
                {
                    seen = now;
                    yield return new SseItem<string>("", "change") { EventId = now };
                }

                await Task.Delay(_pause, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _listeners);
        }
    }
}
