namespace NanoAgent.Attestation.Verify.Log;

/// <summary>Checks proofs that came from outside. Anything malformed is simply not proven.</summary>
public static class TreeVerifier
{
    /// <summary>Is the leaf in the tree of that head (RFC 9162 §2.1.3.2)?</summary>
    public static bool IsIncluded(ReadOnlySpan<byte> leafHash, long index, IReadOnlyList<byte[]> proof, TreeHead head)
    {
        if (index < 0 || index >= head.Size || !WellFormed(proof))
        {
            return false;
        }

        long node = index;
        long last = head.Size - 1;
        byte[] hash = leafHash.ToArray();

        foreach (byte[] sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = TreeHash.Node(sibling, hash);
                Climb(ref node, ref last);
            }
            else
            {
                hash = TreeHash.Node(hash, sibling);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && hash.AsSpan().SequenceEqual(head.Root);
    }

    /// <summary>Is the later tree the earlier one, only grown (RFC 9162 §2.1.4.2)?</summary>
    public static bool HasGrownFrom(TreeHead earlier, TreeHead later, IReadOnlyList<byte[]> proof)
    {
        if (earlier.Size < 0 || earlier.Size > later.Size || !WellFormed(proof))
        {
            return false;
        }

        if (earlier.Size == later.Size)
        {
            return proof.Count == 0 && earlier.SameAs(later);
        }

        if (earlier.Size == 0)
        {
            return proof.Count == 0 && earlier.SameAs(TreeHead.Empty);
        }

        return Replay(earlier, later, proof);
    }

    private static bool Replay(TreeHead earlier, TreeHead later, IReadOnlyList<byte[]> proof)
    {
        bool startsWithRoot = (earlier.Size & (earlier.Size - 1)) == 0;
        int at = startsWithRoot ? 0 : 1;

        if (proof.Count < at)
        {
            return false;
        }

        byte[] before = startsWithRoot ? earlier.Root : proof[0];
        byte[] after = before;
        long node = earlier.Size - 1;
        long last = later.Size - 1;

        while ((node & 1) == 1)
        {
            node >>= 1;
            last >>= 1;
        }

        for (; at < proof.Count; at++)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                before = TreeHash.Node(proof[at], before);
                after = TreeHash.Node(proof[at], after);
                Climb(ref node, ref last);
            }
            else
            {
                after = TreeHash.Node(after, proof[at]);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && before.AsSpan().SequenceEqual(earlier.Root) && after.AsSpan().SequenceEqual(later.Root);
    }

    // At the right edge levels without a sibling are skipped.
    private static void Climb(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0)
        {
            node >>= 1;
            last >>= 1;
        }
    }

    private static bool WellFormed(IReadOnlyList<byte[]> proof)
    {
        foreach (byte[] hash in proof)
        {
            if (hash is not { Length: TreeHash.Bytes })
            {
                return false;
            }
        }

        return true;
    }
}
