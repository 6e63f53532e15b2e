using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Log;

/// <summary>What an audit of the log found.</summary>
/// <param name="Holds">Every entry hashes to the stored tree, the log only grew from every given head, and no unit saw another history.</param>
/// <param name="Head">The head now.</param>
/// <param name="Problems">What does not hold, one line each.</param>
public sealed record LogAuditResult(bool Holds, TreeHead Head, IReadOnlyList<string> Problems);

/// <summary>Has history only grown? Hashes every entry anew and compares with heads that others kept.</summary>
/// <remarks>
/// Whoever holds all keys and the disk can still write another history: it is found by anyone who holds an earlier head.
/// So this asks for heads from outside: those that units echoed, and those in evidence packs.
/// </remarks>
internal static class LogAudit
{
    private const int PageSize = 1000;

    public static LogAuditResult Run(StoreSession session, IReadOnlyList<TreeHead> seen)
    {
        var problems = new List<string>();
        var nodes = new StoredNodes(session);
        TreeHead head = nodes.Head();
        TreeHead found = Rehash(session, head.Size, seen, problems);

        if (!found.SameAs(head))
        {
            problems.Add($"the entries hash to another tree than the stored head of size {head.Size}");
        }

        problems.AddRange(seen.Where(other => other.Size > head.Size).Select(other => $"somebody saw {other.Size} entries, and there are {head.Size}"));
        problems.AddRange(session.Query(
            "SELECT size, ueid FROM forks JOIN units ON units.id = forks.unit_id ORDER BY forks.id LIMIT 1000",
            row => $"unit {row.GetString(1)} saw a head of size {row.GetInt64(0)} that this log never had"));
        return new LogAuditResult(problems.Count == 0, head, problems);
    }

    private static TreeHead Rehash(StoreSession session, long size, IReadOnlyList<TreeHead> seen, List<string> problems)
    {
        ILookup<long, TreeHead> bySize = seen.ToLookup(head => head.Size);
        var grower = new TreeGrower();
        var completed = new List<CompletedNode>();

        while (grower.Size < size)
        {
            List<byte[]> page = session.Query(
                "SELECT entry FROM log_entries WHERE idx >= @from AND idx < @to ORDER BY idx", row => (byte[])row.GetValue(0), grower.Size, Math.Min(size, grower.Size + PageSize));

            if (page.Count == 0)
            {
                problems.Add($"entry {grower.Size} is missing");
                break;
            }

            foreach (byte[] entry in page)
            {
                completed.Clear();
                grower.Append(TreeHash.Leaf(entry), completed);
                problems.AddRange(bySize[grower.Size].Where(head => !head.SameAs(grower.Head())).Select(head => $"the log of size {head.Size} had another root when somebody saw it"));
            }
        }

        return grower.Head();
    }
}
