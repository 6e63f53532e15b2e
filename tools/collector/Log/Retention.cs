using NanoAgent.Collector.Storage;
using NanoAgent.Collector.Watching;

namespace NanoAgent.Collector.Log;

/// <summary>Drops old tokens that no declaration needs, and never a leaf: the log stays whole, its proofs hold, and who holds a dropped token can still prove it.</summary>
/// <remarks>
/// Kept whatever their age: each unit's newest live report of every firmware version, its newest report, every report that shows a failure, enrolments and acts.
/// Of a dropped report its row stays (receipt, attestation result, numbers), so that the same bytes still get the same answer.
/// </remarks>
internal static class Retention
{
    private const long RowsAtOnce = 500;

    /// <summary>Drops the tokens of reports received before a time, a short transaction at a time.</summary>
    /// <param name="store">The collector's data.</param>
    /// <param name="before">Unix seconds.</param>
    /// <returns>How many were dropped.</returns>
    public static long Drop(CollectorStore store, long before)
    {
        long dropped = 0;
        long next = 0;

        while (next >= 0)
        {
            (next, int rows) = store.WriteNow((session, _) => DropSome(session, before, next));
            dropped += rows;
        }

        return dropped;
    }

    private static (long Next, int Dropped) DropSome(StoreSession session, long before, long from)
    {
        List<long> page = session.Query("SELECT idx FROM reports WHERE idx >= @from ORDER BY idx LIMIT @most", row => row.GetInt64(0), from, RowsAtOnce);

        if (page.Count == 0)
        {
            return (-1, 0);
        }

        int dropped = session.Execute(
            """
            UPDATE log_entries SET entry = @nothing
            WHERE idx IN (
                SELECT r.idx FROM reports AS r JOIN unit_states AS s ON s.unit_id = r.unit_id JOIN unit_firmware AS v ON v.unit_id = r.unit_id AND v.firmware = r.firmware
                WHERE r.idx >= @from AND r.idx <= @to AND r.received_at < @before AND r.idx <> s.last_index
                    AND r.idx < CASE WHEN s.firmware = r.firmware THEN s.live_index ELSE v.live_index END
                    AND NOT EXISTS (SELECT 1 FROM failures AS f WHERE f.unit_id = r.unit_id AND f.idx = r.idx))
                AND kind = 0 AND LENGTH(entry) > 0
            """,
            Array.Empty<byte>(), from, page[^1], before);
        return (page[^1] + 1, dropped);
    }
}

/// <summary>Lets retention run by itself, once an hour.</summary>
internal sealed class RetentionTimer : IDisposable
{
    private static readonly TimeSpan _between = TimeSpan.FromHours(1);

    private readonly ITimer _timer;

    /// <summary>Starts it.</summary>
    public RetentionTimer(CollectorServices collector) => _timer = collector.Options.Clock.CreateTimer(_ => Run(collector), null, _between, _between);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    /// <summary>Drops what is old. On a timer's thread an exception would end the collector.</summary>
    internal static void Run(CollectorServices collector)
    {
        try
        {
            collector.DropOldTokens();
        }
        catch (StoreUnavailableException fault)
        {
            // The next hour is soon enough.
            collector.EventLog.Unserved("retention", fault.Message);
        }
        catch (Exception fault)
        {
            collector.EventLog.Broken("retention", fault.GetType().Name, fault.Message);
        }
    }
}
