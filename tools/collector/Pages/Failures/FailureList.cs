using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Pages.Failures;

/// <summary>A failure that nobody acknowledged.</summary>
public sealed record OpenFailure(long Id, string Ueid, string Model, string Firmware, string Check, string Reason, long At);

/// <summary>One page of open failures, newest first.</summary>
/// <param name="Failures">The failures.</param>
/// <param name="Next">The id before which the next page begins; null when there is none.</param>
public sealed record FailureList(IReadOnlyList<OpenFailure> Failures, long? Next)
{
    private const int PageSize = 50;

    /// <summary>Reads a page.</summary>
    /// <param name="session">A reading session.</param>
    /// <param name="check">Only this check; null for all.</param>
    /// <param name="before">Only failures with a smaller id.</param>
    public static FailureList Read(StoreSession session, string? check, long before)
    {
        List<OpenFailure> found = session.Query(
            """
            SELECT failures.id, ueid, model, firmware, check_id, reason, at FROM failures JOIN units ON units.id = failures.unit_id
            WHERE acknowledged_at IS NULL AND failures.id < @before AND (@check = '' OR check_id = @check) ORDER BY failures.id DESC LIMIT @most
            """,
            row => new OpenFailure(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6)),
            before, check ?? "", PageSize + 1L);
        return found.Count > PageSize ? new FailureList(found[..PageSize], found[PageSize - 1].Id) : new FailureList(found, null);
    }
}
