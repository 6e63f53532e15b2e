using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Verify.Log;

namespace NanoAgent.Tests.Collector;

/// <summary>The tree against RFC 9162's recursive definition, written out here a second time, for every size up to 70.</summary>
[TestClass]
public sealed class TreeTests
{
    private const int Most = 70;

    private static readonly byte[][] _leaves = [.. Enumerable.Range(0, Most).Select(i => Encoding.ASCII.GetBytes("entry " + i))];

    [TestMethod]
    public void The_root_is_the_recursive_definitions()
    {
        var grower = new TreeGrower();
        var nodes = new Nodes();
        Assert.IsTrue(grower.Head().SameAs(TreeHead.Empty));

        for (int size = 1; size <= Most; size++)
        {
            nodes.Append(grower, _leaves[size - 1]);
            CollectionAssert.AreEqual(Definition(_leaves.AsSpan(0, size)), grower.Head().Root);
            CollectionAssert.AreEqual(grower.Head().Root, TreeProofs.Root(nodes, size));
            Assert.IsTrue(grower.Head().SameAs(new TreeGrower(size, nodes).Head()));
        }
    }

    [TestMethod]
    public void Every_leaf_is_proven_in_every_tree_and_in_no_other_place()
    {
        Nodes nodes = Nodes.Of(_leaves);

        for (int size = 1; size <= Most; size++)
        {
            var head = new TreeHead(size, TreeProofs.Root(nodes, size));

            for (int i = 0; i < size; i++)
            {
                IReadOnlyList<byte[]> proof = TreeProofs.Inclusion(nodes, i, size);
                Assert.IsTrue(TreeVerifier.IsIncluded(TreeHash.Leaf(_leaves[i]), i, proof, head), $"leaf {i} of {size}");
                Assert.IsFalse(size > 1 && TreeVerifier.IsIncluded(TreeHash.Leaf(_leaves[i]), (i + 1) % size, proof, head), $"leaf {i} of {size}, one off");
                Assert.IsFalse(TreeVerifier.IsIncluded(TreeHash.Leaf(_leaves[(i + 1) % Most]), i, proof, head), $"another leaf at {i} of {size}");
            }
        }
    }

    [TestMethod]
    public void Every_tree_is_proven_to_have_grown_from_every_earlier_one()
    {
        Nodes nodes = Nodes.Of(_leaves);

        for (int to = 1; to <= Most; to++)
        {
            for (int from = 0; from <= to; from++)
            {
                IReadOnlyList<byte[]> proof = TreeProofs.Consistency(nodes, from, to);
                Assert.IsTrue(TreeVerifier.HasGrownFrom(Head(nodes, from), Head(nodes, to), proof), $"{from} to {to}");
                Assert.IsFalse(from > 0 && TreeVerifier.HasGrownFrom(new TreeHead(from, new byte[32]), Head(nodes, to), proof), $"{from} to {to}, another root");
            }
        }
    }

    [TestMethod]
    public void A_changed_proof_proves_nothing()
    {
        Nodes nodes = Nodes.Of(_leaves);
        byte[][] proof = [.. TreeProofs.Consistency(nodes, 21, 70)];

        for (int i = 0; i < proof.Length; i++)
        {
            byte[][] changed = [.. proof];
            changed[i] = [.. proof[i]];
            changed[i][5] ^= 1;
            Assert.IsFalse(TreeVerifier.HasGrownFrom(Head(nodes, 21), Head(nodes, 70), changed));
        }

        Assert.IsFalse(TreeVerifier.HasGrownFrom(Head(nodes, 21), Head(nodes, 70), proof[..^1]));
        Assert.IsFalse(TreeVerifier.HasGrownFrom(Head(nodes, 21), Head(nodes, 70), [.. proof, proof[0]]));
    }

    [TestMethod]
    public void A_proof_in_a_tree_of_a_million_leaves_asks_for_few_nodes()
    {
        var nodes = new Made();
        TreeProofs.Inclusion(nodes, 123_456, 1_000_001);

        Assert.IsLessThan(45, nodes.Asked);
    }

    private static TreeHead Head(Nodes nodes, int size) => new(size, TreeProofs.Root(nodes, size));

    private static byte[] Definition(Span<byte[]> entries)
    {
        if (entries.Length == 1)
        {
            return SHA256.HashData([0, .. entries[0]]);
        }

        int split = 1;

        while (split * 2 < entries.Length)
        {
            split *= 2;
        }

        return SHA256.HashData([1, .. Definition(entries[..split]), .. Definition(entries[split..])]);
    }

    private sealed class Nodes : INodeSource
    {
        private readonly Dictionary<(int, long), byte[]> _nodes = [];

        public static Nodes Of(byte[][] leaves)
        {
            var nodes = new Nodes();
            var grower = new TreeGrower();

            foreach (byte[] leaf in leaves)
            {
                nodes.Append(grower, leaf);
            }

            return nodes;
        }

        public void Append(TreeGrower grower, byte[] leaf)
        {
            var completed = new List<CompletedNode>();
            grower.Append(TreeHash.Leaf(leaf), completed);
            completed.ForEach(node => _nodes.Add((node.Level, node.Index), node.Hash));
        }

        public byte[] Node(int level, long index) => _nodes[(level, index)];
    }

    private sealed class Made : INodeSource
    {
        public int Asked { get; private set; }

        public byte[] Node(int level, long index)
        {
            Asked++;
            return new byte[32];
        }
    }
}
