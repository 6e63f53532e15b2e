using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using NanoAgent.Collector.Pages.Overview;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Pages;

/// <summary>Tells open pages that something has changed (server-sent events). Only that: what it is, they read like any other page.</summary>
internal sealed class LiveChanges(CollectorServices collector, FleetSummaries fleet)
{
    private const int MostListeners = 200;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private int _listeners;

    /// <summary>Answers with a stream of events, or that there are too many listeners; a page then goes without.</summary>
    public IResult Listen(CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _listeners) > MostListeners)
        {
            Interlocked.Decrement(ref _listeners);
            return Results.StatusCode(StatusCodes.Status204NoContent);
        }

        return TypedResults.ServerSentEvents(Changes(cancel), eventType: "change");
    }

    private async IAsyncEnumerable<string> Changes([EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            ((long, long), long) seen = Version();

            while (!cancel.IsCancellationRequested)
            {
                await Task.Delay(_pause, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                ((long, long), long) now = Version();

                if (now != seen)
                {
                    seen = now;
                    yield return "";
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _listeners);
        }
    }

    // A count that was made beside the pages is a change too. A database that does not answer is none.
    private ((long, long) Data, long Counts) Version()
    {
        try
        {
            return (collector.Store.Read(FleetReading.Version), fleet.MadeBeside);
        }
        catch (StoreUnavailableException)
        {
            return ((-1, -1), -1);
        }
    }
}
