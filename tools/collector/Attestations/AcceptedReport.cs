using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Collector.Challenges;

namespace NanoAgent.Collector.Attestations;

/// <summary>A verified and appraised report on its way into the database.</summary>
internal sealed record AcceptedReport
{
    public required byte[] Token { get; init; }

    public required byte[] Receipt { get; init; }

    public required string ReceiptText { get; init; }

    public required EatToken Claims { get; init; }

    public required string Ueid { get; init; }

    public required string KeyId { get; init; }

    public required Nonce Nonce { get; init; }

    public required AppraisalResult Appraisal { get; init; }

    public required string Ear { get; init; }

    /// <summary>The first bucket whose nonces may still be taken; the database need not remember the use of older ones.</summary>
    public required long ForgetBefore { get; init; }

    public required string NextNonce { get; init; }

    public required long At { get; init; }
}
