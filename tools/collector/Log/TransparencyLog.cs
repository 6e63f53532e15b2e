using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Log;

/// <summary>What a leaf of the log is.</summary>
public enum EntryKind
{
    /// <summary>A token, exactly as received.</summary>
    Report = 0,

    /// <summary>An act of a person or of the collector, a compact JWS by the log key.</summary>
    Act = 1,
}

/// <summary>The append-only log inside a writing transaction: one at a time, over all collectors of a database.</summary>
public sealed class TransparencyLog
{
    private static readonly BulkStatement _entry = new(
        "INSERT INTO log_entries (idx, kind, entry, root, nodes) VALUES (@idx, @kind, @entry, @root, @nodes)",
        "INSERT INTO log_entries (idx, kind, entry, root, nodes) SELECT * FROM unnest(@idx, @kind, @entry, @root, @nodes)");

    private const int RootColumn = 3;

    private static readonly byte[] _untold = [];

    // Units echo the head of their last answer: nearly always one of these.
    private const int RecentHeads = 16_384;

    private readonly List<object[]> _entries = [];
    private readonly List<CompletedNode> _completed = [];
    private TreeHead?[] _recent = new TreeHead?[RecentHeads];
    private StoreSession? _session;
    private TreeGrower? _tree;
    private long _stored;
    private bool _changed;
    private (long Size, long Generation) _left = (-1, -1);

    /// <summary>Has nobody else written to the log since this one's last commit?</summary>
    public bool IsAsLeft { get; private set; }

    /// <summary>The generation of what readers cache, as the transaction found it or made it.</summary>
    public long Generation { get; private set; }

    /// <summary>Number of leaves, those of this transaction included.</summary>
    public long Size => _tree?.Size ?? _stored;

    // Taken up when it is needed: whoever only looks, such as an audit, can do so at a log that somebody changed.
    private TreeGrower Tree => _tree ??= TakeUp();

    /// <summary>Locks the log; its right edge is taken up when something is appended, and is there already when nobody else wrote in between.</summary>
    public void Begin(StoreSession session)
    {
        _session = session;
        _entries.Clear();
        _changed = false;
        (_stored, Generation) = session.Query(session.Database.LockLog, row => (row.GetInt64(0), row.GetInt64(1)))[0];

        IsAsLeft = _left == (_stored, Generation);

        if (!IsAsLeft)
        {
            _tree = null;
            _recent = new TreeHead?[RecentHeads];
        }
    }

    /// <summary>Appends a leaf.</summary>
    /// <returns>Its index.</returns>
    public long Append(EntryKind kind, byte[] entry) => Append(kind, entry, TreeHash.Leaf(entry));

    /// <summary>Appends a leaf whose hash is known.</summary>
    /// <returns>Its index.</returns>
    public long Append(EntryKind kind, byte[] entry, byte[] leafHash)
    {
        _completed.Clear();
        Tree.Append(leafHash, _completed);
        _entries.Add([Tree.Size - 1, (long)kind, entry, _untold, StoredNodes.Join(_completed)]);
        return Tree.Size - 1;
    }

    /// <summary>The head with all that was appended so far, to be told to others; it is kept beside its last leaf.</summary>
    /// <exception cref="StoreRefusedException">The database lacks nodes of the log.</exception>
    /// <remarks>Reports of one group are told one head, which proves each of them as well as a head of its own would: a root costs a hash for every level of the tree.</remarks>
    public TreeHead Head()
    {
        TreeHead head = Tree.Head();
        _recent[head.Size % RecentHeads] = head;

        if (_entries.Count > 0)
        {
            _entries[^1][RootColumn] = head.Root;
        }

        return head;
    }

    /// <summary>The head at a size that may have been told: at its end a transaction before this one, or one of <see cref="Head"/>; null when the log never was of that size.</summary>
    public TreeHead? HeadAt(long size)
    {
        if (size > 0 && size <= Size && _recent[size % RecentHeads] is TreeHead recent && recent.Size == size)
        {
            return recent;
        }

        return size <= Size - _entries.Count ? new StoredNodes(_session!).HeadAt(size) : null;
    }

    /// <summary>Something that readers cache has changed: every collector of this database will read it anew.</summary>
    public void BumpGeneration()
    {
        Generation++;
        _changed = true;
    }

    /// <summary>Writes what was appended; the caller commits.</summary>
    public void Flush()
    {
        if (_entries.Count > 0)
        {
            Head();
            _session!.Database.Bulk.Run(_session, _entry, _entries);
            _changed = true;
        }

        if (_changed)
        {
            _session!.Execute("UPDATE log_state SET size = @size, generation = @generation WHERE id = 1", Size, Generation);
        }
    }

    /// <summary>The transaction is committed.</summary>
    public void Committed() => _left = (Size, Generation);

    /// <summary>Forgets everything since <see cref="Begin"/>, for a transaction that did not commit.</summary>
    public void Forget() => _left = (-1, -1);

    private TreeGrower TakeUp()
    {
        try
        {
            return new TreeGrower(_stored, new StoredNodes(_session!));
        }
        catch (KeyNotFoundException missing)
        {
            throw new StoreRefusedException($"the log of {_stored} entries cannot be continued, since {missing.Message}: the database is damaged or was changed; `log audit` says where, and a backup has it whole");
        }
    }
}
