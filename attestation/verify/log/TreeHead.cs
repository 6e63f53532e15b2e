namespace NanoAgent.Attestation.Verify.Log;

/// <summary>What a tree was at a size: its number of leaves and its root.</summary>
/// <param name="Size">Number of leaves, from 0.</param>
/// <param name="Root">The root hash, 32 bytes.</param>
public sealed record TreeHead(long Size, byte[] Root)
{
    /// <summary>The head of the tree without leaves.</summary>
    public static TreeHead Empty { get; } = new(0, TreeHash.Empty());

    /// <summary>Same size and same root?</summary>
    public bool SameAs(TreeHead other) => other is not null && Size == other.Size && Root.AsSpan().SequenceEqual(other.Root);
}
