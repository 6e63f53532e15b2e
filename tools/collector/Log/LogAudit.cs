using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Storage;
using NanoAgent.Schemes;

namespace NanoAgent.Collector.Log;

/// <summary>What an audit of the log found.</summary>
/// <param name="Holds">Every entry hashes to the stored tree, the log only grew from every given head, and no unit saw another history.</param>
/// <param name="Head">The head now.</param>
/// <param name="Problems">What does not hold, one line each.</param>
/// <param name="Echoed">Heads that units echoed inside the log's own tokens, each compared with the log.</param>
/// <param name="Dropped">Tokens that retention dropped: of these only the leaf's hash is there, and whoever kept the token can compare it.</param>
public sealed record LogAuditResult(bool Holds, TreeHead Head, IReadOnlyList<string> Problems, long Echoed, long Dropped);

/// <summary>Has history only grown? Hashes every entry anew and compares with heads that others kept.</summary>
/// <remarks>
/// Whoever holds all keys and the disk can still write another history: it is found by anyone who holds an earlier head.
/// So this asks for heads from outside: those that units echoed inside the tokens of the log itself, and those that others kept, in evidence packs.
/// </remarks>
internal static class LogAudit
{
    private const int PageSize = 1000;

    public static LogAuditResult Run(StoreSession session, IReadOnlyList<TreeHead> seen)
    {
        var problems = new List<string>();
        long size = session.Scalar<long>("SELECT size FROM log_state WHERE id = 1");
        var counts = new Counts();
        TreeHead found = Rehash(session, size, seen, problems, counts);
        TreeHead? head = FindHead(session, size);

        if (head is null || !found.SameAs(head))
        {
            problems.Add(head is null ? $"the entries and nodes of which the head of size {size} is made are not all there" : $"the entries hash to another tree than the stored head of size {size}");
        }

        long past = session.Scalar<long>("SELECT COUNT(*) FROM log_entries WHERE idx >= @size", size);

        if (past > 0)
        {
            problems.Add($"{Plural.Of(past, "entry stands", "entries stand")} past the head of size {size}");
        }

        problems.AddRange(seen.Where(other => other.Size == 0 && !other.SameAs(TreeHead.Empty)).Select(_ => "an empty log has another root than somebody saw"));
        problems.AddRange(seen.Where(other => other.Size > size).Select(other => $"somebody saw {Plural.Of(other.Size, "entry", "entries")}, and there are {size}"));
        return new LogAuditResult(problems.Count == 0, head ?? found, problems, counts.Echoed, counts.Dropped);
    }

    // Null where what it is made of is missing: that is told of the entry beside which it stood.
    private static TreeHead? FindHead(StoreSession session, long size)
    {
        try
        {
            return new StoredNodes(session).HeadAt(size);
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    private static TreeHead Rehash(StoreSession session, long size, IReadOnlyList<TreeHead> seen, List<string> problems, Counts counts)
    {
        ILookup<long, TreeHead> bySize = seen.ToLookup(head => head.Size);
        var grower = new TreeGrower();
        var completed = new List<CompletedNode>();

        while (grower.Size < size)
        {
            List<Entry> page = session.Query(
                "SELECT idx, entry, root, kind, nodes FROM log_entries WHERE idx >= @from AND idx < @to ORDER BY idx",
                row => new Entry(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), (EntryKind)row.GetInt64(3), row.GetFieldValue<byte[]>(4)),
                grower.Size, Math.Min(size, grower.Size + PageSize));

            foreach (Entry entry in page.TakeWhile(entry => entry.Index == grower.Size))
            {
                completed.Clear();
                grower.Append(entry.LeafHash, completed);
                counts.Dropped += entry.IsDropped ? 1 : 0;
                problems.AddRange(Contradictions(session, entry, grower, counts));
                problems.AddRange(bySize[grower.Size].Where(head => !head.SameAs(grower.Head())).Select(head => $"the log of size {head.Size} had another root when somebody saw it"));

                // Proofs, and heads of sizes that were not told to anybody, are made of the stored nodes.
                if (!entry.Nodes.AsSpan().SequenceEqual(StoredNodes.Join(completed)))
                {
                    problems.Add($"the nodes stored with entry {entry.Index} are others than those of the entries");
                }
            }

            if (page.Count == 0 || page[^1].Index != grower.Size - 1)
            {
                problems.Add($"entry {grower.Size} is missing");
                break;
            }
        }

        return grower.Head();
    }

    private static IEnumerable<string> Contradictions(StoreSession session, Entry entry, TreeGrower grower, Counts counts)
    {
        if (entry.Root.Length > 0 && !entry.Root.AsSpan().SequenceEqual(grower.Head().Root))
        {
            yield return $"the stored root of size {grower.Size} is another than that of the entries";
        }

        if (entry.Kind == EntryKind.Report && !entry.IsDropped && UnverifiedToken.Read(entry.Bytes) is { Seen: SeenHead seen } token)
        {
            counts.Echoed++;

            if (!IsOfThisLog(session, seen, grower.Size))
            {
                yield return $"unit {token.Ueid} saw a head of size {seen.Size} that this log never had (entry {entry.Index})";
            }
        }
    }

    private static bool IsOfThisLog(StoreSession session, SeenHead seen, long size) =>
        seen.Size < size && (FindHead(session, seen.Size) is not TreeHead had || Base64Url.Encode(had.Root) == seen.Root);

    private sealed class Counts
    {
        public long Echoed { get; set; }

        public long Dropped { get; set; }
    }

    private sealed record Entry(long Index, byte[] Bytes, byte[] Root, EntryKind Kind, byte[] Nodes)
    {
        public bool IsDropped => Kind == EntryKind.Report && Bytes.Length == 0;

        // Of a dropped token only the stored leaf is there; one that is missing too hashes to another tree.
        public byte[] LeafHash => !IsDropped ? TreeHash.Leaf(Bytes) : Nodes.Length >= StoredNodes.NodeBytes ? Nodes[..StoredNodes.NodeBytes] : [];
    }
}
