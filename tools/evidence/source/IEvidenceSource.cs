namespace NanoAgent.Evidence;

/// <summary>Where a declaration's evidence comes from: one snapshot of a collector.</summary>
/// <remarks>
/// Every answer belongs to one and the same tree head, so proofs and units fit together even while the collector goes on.
/// One thread at a time. <see cref="Units"/> streams: no more than one unit need be held, so that 100,000 units fit in bounded memory.
/// An infrastructure fault is an exception, never an empty answer.
/// </remarks>
public interface IEvidenceSource
{
    /// <summary>The collector's id: the <c>aud</c> of its tokens and the <c>iss</c> of its tree heads; 1 to 64 characters.</summary>
    string CollectorId { get; }

    /// <summary>The collector's public keys, retired ones that signed anything handed out here included.</summary>
    IReadOnlyList<CollectorKey> Keys { get; }

    /// <summary>The tree head of this snapshot; null when the collector keeps no log.</summary>
    TreeHead? Head { get; }

    /// <summary>The units of these models that reported with this firmware version, in the order of their UEID text (ordinal).</summary>
    /// <param name="models">The models of the product family, as enrolled.</param>
    /// <param name="firmware">The firmware version, exactly as in <c>swversion</c>.</param>
    IEnumerable<UnitEvidence> Units(IReadOnlyList<string> models, string firmware);

    /// <summary>How many units of these models reported last with which firmware version, virtual and real, revoked ones left out.</summary>
    SortedDictionary<string, int> Versions(IReadOnlyList<string> models);

    /// <summary>What the collector itself checked over these units.</summary>
    IReadOnlyList<CollectorCheck> Checks(IReadOnlyList<string> models, string firmware);

    /// <summary>The inclusion proof of a leaf under <see cref="Head"/> (RFC 9162 §2.1.3); null when the leaf is not under it.</summary>
    /// <param name="index">Leaf index from 0.</param>
    LogProof? Prove(long index);

    /// <summary>The consistency proof from an earlier tree size to <see cref="Head"/> (RFC 9162 §2.1.4); null when that size never was.</summary>
    /// <param name="size">Earlier tree size, 1 or more.</param>
    IReadOnlyList<string>? ProveConsistency(long size);
}
