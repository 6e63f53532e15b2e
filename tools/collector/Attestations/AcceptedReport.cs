using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Collector.Challenges;

namespace NanoAgent.Collector.Attestations;

/// <summary>A verified and appraised report on its way into the database, with all that can be worked out before the writer's turn.</summary>
internal sealed record AcceptedReport
{
    public required byte[] Token { get; init; }

    /// <summary>The token's hash as a leaf of the log.</summary>
    public required byte[] LeafHash { get; init; }

    public required byte[] Receipt { get; init; }

    public required string ReceiptText { get; init; }

    public required EatToken Claims { get; init; }

    /// <summary>SHA-256 over the findings without their facts.</summary>
    public required byte[] Digest { get; init; }

    public required string KeyId { get; init; }

    public required Nonce Nonce { get; init; }

    /// <summary>The generation of the database under which it was appraised.</summary>
    public required long Generation { get; init; }

    public required AppraisalResult Appraisal { get; init; }

    public required string Ear { get; init; }

    /// <summary>The first bucket whose nonces may still be taken; the database need not remember the use of older ones.</summary>
    public required long ForgetBefore { get; init; }

    public required string NextNonce { get; init; }

    public required long At { get; init; }

    /// <summary>What the reference values forbid to the unit; empty for nothing.</summary>
    public string Restrictions { get; init; } = "";

    /// <summary>Does any check fail?</summary>
    public bool Fails => Claims.Findings.Any(finding => finding.Outcome == Attestation.Claims.Outcome.Fail);
}
