namespace NanoAgent.Attestation.Verify.Log;

/// <summary>Where the hashes of complete subtrees lie. Level 0 is the leaves' hashes; node (l, i) covers leaves i·2^l to (i+1)·2^l − 1.</summary>
/// <remarks>Only complete subtrees are asked for, so a stored hash never changes. A proof asks for at most some 2·log2(size) of them.</remarks>
public interface INodeSource
{
    /// <summary>The hash of a complete subtree, 32 bytes.</summary>
    /// <exception cref="KeyNotFoundException">It is not stored: the log is damaged or shorter than was said.</exception>
    byte[] Node(int level, long index);
}
