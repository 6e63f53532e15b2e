using System.Data.Common;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Log;

/// <summary>The log's stored subtrees, as a session sees them.</summary>
public sealed class StoredNodes(StoreSession session) : INodeSource
{
    /// <summary>Bytes of a node.</summary>
    public const int NodeBytes = 32;

    /// <summary>What an entry carries of the nodes that it completed: their hashes, lowest first.</summary>
    public static byte[] Join(IReadOnlyList<CompletedNode> completed)
    {
        byte[] nodes = new byte[completed.Count * NodeBytes];

        for (int i = 0; i < completed.Count; i++)
        {
            completed[i].Hash.CopyTo(nodes, i * NodeBytes);
        }

        return nodes;
    }

    /// <inheritdoc/>
    /// <remarks>It stands beside the entry that completed it.</remarks>
    public byte[] Node(int level, long index)
    {
        byte[]? nodes = session.Single("SELECT nodes FROM log_entries WHERE idx = @idx", Bytes, ((index + 1) << level) - 1);
        int from = level * NodeBytes;
        return nodes?.Length >= from + NodeBytes ? nodes[from..(from + NodeBytes)] : throw new KeyNotFoundException($"the log has no node at level {level}, index {index}");
    }

    /// <summary>The newest head.</summary>
    public TreeHead Head()
    {
        long size = session.Scalar<long>("SELECT size FROM log_state WHERE id = 1");
        return HeadAt(size) ?? throw new KeyNotFoundException($"the log of {size} entries lacks its last");
    }

    /// <summary>The head at an earlier size, or null when the log was never of that size.</summary>
    public TreeHead? HeadAt(long size)
    {
        if (size == 0)
        {
            return TreeHead.Empty;
        }

        return session.Single("SELECT root FROM log_entries WHERE idx = @idx", Bytes, size - 1) is { } told ? new TreeHead(size, told.Length > 0 ? told : TreeProofs.Root(this, size)) : null;
    }

    /// <summary>The head that was told with the entry at an index: the first one with it that has been told to anybody.</summary>
    /// <exception cref="KeyNotFoundException">The log lacks it.</exception>
    public TreeHead HeadToldWith(long index) =>
        session.Single(
            "SELECT idx, root FROM log_entries WHERE idx >= @idx AND LENGTH(root) > 0 ORDER BY idx LIMIT 1",
            row => new TreeHead(row.GetInt64(0) + 1, (byte[])row.GetValue(1)),
            index)
        ?? throw new KeyNotFoundException($"the log lacks entry {index}");

    // Whoever holds the disk may have put text in their place.
    private static byte[] Bytes(DbDataReader row) => row.GetFieldValue<byte[]>(0);
}
