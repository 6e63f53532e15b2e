using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Evidence;

/// <summary>For what a collector's key may sign. A key is good for its own role only.</summary>
public enum KeyRole
{
    /// <summary>Attestation results (EAR).</summary>
    Ear = 1,

    /// <summary>Tree heads and signed acts of the log.</summary>
    Log = 2,

    /// <summary>Manifests of evidence packs.</summary>
    Pack = 3,

    /// <summary>External test records.</summary>
    Tester = 4,
}

/// <summary>A public key and its role.</summary>
/// <param name="Role">For what it may sign.</param>
/// <param name="Key">The key.</param>
public sealed record CollectorKey(KeyRole Role, PublicKey Key);

/// <summary>A signed tree head (SPEC: JWS typ <c>nanoagent-head+jwt</c>, payload iss, size, root, iat).</summary>
/// <param name="Size">Leaves in the tree.</param>
/// <param name="Root">Root hash, base64url of 32 bytes.</param>
/// <param name="Jws">The signed form.</param>
public sealed record TreeHead(long Size, string Root, string Jws);

/// <summary>An inclusion proof (RFC 9162 §2.1.3).</summary>
/// <param name="Index">Leaf index from 0.</param>
/// <param name="Size">Tree size that it proves against.</param>
/// <param name="Path">Sibling hashes from the leaf up, base64url of 32 bytes each.</param>
public sealed record LogProof(long Index, long Size, IReadOnlyList<string> Path);

/// <summary>The answer of a check that the collector made over the fleet.</summary>
public enum CheckAnswer
{
    /// <summary>It could not tell: too few units, or nothing to compare yet.</summary>
    Unknown = 0,

    /// <summary>What it looked for does not hold.</summary>
    Fails = 1,

    /// <summary>It holds.</summary>
    Holds = 2,

    /// <summary>There is nothing to which it applies, such as no factory-set credential on any unit.</summary>
    NothingToCheck = 3,
}

/// <summary>A check over several units that no single unit can make.</summary>
/// <param name="Id">One of <see cref="CollectorCheckIds"/>.</param>
/// <param name="Answer">What was found.</param>
/// <param name="At">When, in Unix seconds.</param>
/// <param name="Units">Over how many units.</param>
/// <param name="Concerned">The UEIDs for which it does not hold; empty otherwise.</param>
/// <param name="Note">One short sentence with the numbers; never anything derived from a credential.</param>
public sealed record CollectorCheck(string Id, CheckAnswer Answer, long At, int Units, IReadOnlyList<string> Concerned, string Note);
