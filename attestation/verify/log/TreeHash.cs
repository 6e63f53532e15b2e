using System.Numerics;
using System.Security.Cryptography;

namespace NanoAgent.Attestation.Verify.Log;

/// <summary>The hashing of an RFC 9162 §2.1.1 Merkle tree over SHA-256: leaves and nodes have different prefixes, so neither passes for the other.</summary>
public static class TreeHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Bytes = 32;

    /// <summary>What stands before a leaf's entry in its hash.</summary>
    public static ReadOnlySpan<byte> LeafPrefix => [0];

    private const int StackLimit = 4096;

    /// <summary>The root of the tree without leaves: SHA-256 of nothing.</summary>
    public static byte[] Empty() => SHA256.HashData([]);

    /// <summary>The hash of one leaf: SHA-256(0x00 ‖ entry).</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        int length = entry.Length + 1;
        Span<byte> input = length <= StackLimit ? stackalloc byte[StackLimit] : new byte[length];
        LeafPrefix.CopyTo(input);
        entry.CopyTo(input[1..]);
        return SHA256.HashData(input[..length]);
    }

    /// <summary>The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Bytes];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Bytes)..]);
        return SHA256.HashData(input);
    }

    /// <summary>The largest power of two below <paramref name="size"/> (2 or more): where RFC 9162 splits a tree.</summary>
    internal static long Split(long size) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(size - 1)));
}
