using System.Numerics;

namespace NanoAgent.Attestation.Verify.Log;

/// <summary>A subtree that an append completed.</summary>
/// <param name="Level">0 for a leaf.</param>
/// <param name="Index">Its place in the level, from the left.</param>
/// <param name="Hash">32 bytes.</param>
public sealed record CompletedNode(int Level, long Index, byte[] Hash);

/// <summary>The right edge of a growing tree: enough to append and to know the root, whatever the size. Not thread-safe.</summary>
public sealed class TreeGrower
{
    // _edge[l] is the complete subtree of level l at the right edge, there when bit l of the size is set.
    private readonly byte[]?[] _edge = new byte[]?[63];

    /// <summary>Takes up a tree of <paramref name="size"/> leaves.</summary>
    public TreeGrower(long size, INodeSource nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Size = size;

        for (int level = 0; level < _edge.Length; level++)
        {
            if ((size >> level & 1) == 1)
            {
                _edge[level] = nodes.Node(level, (size >> level) - 1);
            }
        }
    }

    /// <summary>Starts an empty tree.</summary>
    public TreeGrower()
    {
    }

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Appends a leaf.</summary>
    /// <param name="leafHash">Of <see cref="TreeHash.Leaf"/>.</param>
    /// <param name="completed">Receives the leaf and every subtree that it completed, from the leaf upwards: what is to be stored.</param>
    public void Append(byte[] leafHash, ICollection<CompletedNode> completed)
    {
        byte[] hash = leafHash;
        long index = Size;
        int level = 0;
        completed.Add(new CompletedNode(0, index, hash));

        while ((index & 1) == 1)
        {
            hash = TreeHash.Node(_edge[level]!, hash);
            _edge[level] = null;
            index >>= 1;
            level++;
            completed.Add(new CompletedNode(level, index, hash));
        }

        _edge[level] = hash;
        Size++;
    }

    /// <summary>The head now.</summary>
    public TreeHead Head()
    {
        if (Size == 0)
        {
            return TreeHead.Empty;
        }

        int level = BitOperations.TrailingZeroCount(Size);
        byte[] root = _edge[level]!;

        for (level++; level < _edge.Length; level++)
        {
            if (_edge[level] is { } left)
            {
                root = TreeHash.Node(left, root);
            }
        }

        return new TreeHead(Size, root);
    }
}
