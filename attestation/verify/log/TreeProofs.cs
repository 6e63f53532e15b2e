using System.Numerics;

namespace NanoAgent.Attestation.Verify.Log;

/// <summary>Makes RFC 9162 §2.1.3 and §2.1.4 proofs from stored subtrees; the work grows with the logarithm of the size.</summary>
public static class TreeProofs
{
    /// <summary>The root of the first <paramref name="size"/> leaves.</summary>
    public static byte[] Root(INodeSource nodes, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return size == 0 ? TreeHash.Empty() : Range(nodes, 0, size);
    }

    /// <summary>The proof that leaf <paramref name="index"/> is in the tree of <paramref name="size"/> leaves (PATH of RFC 9162 §2.1.3.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below the size.</exception>
    public static IReadOnlyList<byte[]> Inclusion(INodeSource nodes, long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<byte[]>();
        AddPath(nodes, index, 0, size, path);
        return path;
    }

    /// <summary>The proof that the tree of <paramref name="from"/> leaves is a beginning of the one of <paramref name="to"/> (PROOF of RFC 9162 §2.1.4.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is below 0 or above <paramref name="to"/>.</exception>
    public static IReadOnlyList<byte[]> Consistency(INodeSource nodes, long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var proof = new List<byte[]>();

        if (from > 0 && from < to)
        {
            AddSubproof(nodes, from, 0, to, whole: true, proof);
        }

        return proof;
    }

    private static void AddPath(INodeSource nodes, long index, long start, long end, List<byte[]> path)
    {
        if (end - start == 1)
        {
            return;
        }

        long middle = start + TreeHash.Split(end - start);

        if (index < middle)
        {
            AddPath(nodes, index, start, middle, path);
            path.Add(Range(nodes, middle, end));
        }
        else
        {
            AddPath(nodes, index, middle, end, path);
            path.Add(Range(nodes, start, middle));
        }
    }

    private static void AddSubproof(INodeSource nodes, long from, long start, long end, bool whole, List<byte[]> proof)
    {
        if (from == end)
        {
            if (!whole)
            {
                proof.Add(Range(nodes, start, end));
            }

            return;
        }

        long middle = start + TreeHash.Split(end - start);

        if (from <= middle)
        {
            AddSubproof(nodes, from, start, middle, whole, proof);
            proof.Add(Range(nodes, middle, end));
        }
        else
        {
            AddSubproof(nodes, from, middle, end, whole: false, proof);
            proof.Add(Range(nodes, start, middle));
        }
    }

    // A range here always starts at a multiple of its split, so its left part is one stored subtree.
    private static byte[] Range(INodeSource nodes, long start, long end)
    {
        long size = end - start;

        if (BitOperations.IsPow2(size))
        {
            int level = BitOperations.TrailingZeroCount(size);
            return nodes.Node(level, start >> level);
        }

        long middle = start + TreeHash.Split(size);
        return TreeHash.Node(Range(nodes, start, middle), Range(nodes, middle, end));
    }
}
