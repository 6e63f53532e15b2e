using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Attestations;

/// <summary>What an accepted report is answered with. The same bytes get the same receipt, EAR and nonce.</summary>
/// <param name="Receipt">base64url of the token's SHA-256.</param>
/// <param name="Observation">The observation's number.</param>
/// <param name="NextNonce">The nonce for the next report.</param>
/// <param name="Ear">The signed attestation result.</param>
/// <param name="Head">The log's head, this report included.</param>
/// <param name="Index">The report's leaf in the log.</param>
public sealed record ReportAnswer(string Receipt, long Observation, string NextNonce, string Ear, TreeHead Head, long Index);

/// <summary>The verdict about a report, and the answer when it was accepted.</summary>
/// <param name="Refusal">Why not.</param>
/// <param name="Detail">The claim concerned, or null.</param>
/// <param name="Answer">The answer, or null.</param>
public sealed record ReportResult(Refusal Refusal, string? Detail, ReportAnswer? Answer);

/// <summary>Takes reports: repeat? → verify → appraise → append → answer, and an answer only after its commit is durable.</summary>
public sealed class ReportDesk(CollectorServices collector)
{
    private static readonly VerifierId _verifier = new("nanoAgent", "0.1.0");

    /// <summary>Takes one report.</summary>
    /// <param name="token">The bytes as received.</param>
    /// <exception cref="StoreUnavailableException">A fault of the store; says nothing about the device.</exception>
    public async Task<ReportResult> TakeAsync(byte[] token)
    {
        byte[] receipt = SHA256.HashData(token);

        // An answer may have been lost: the same bytes are recognised before freshness is judged.
        if (collector.Store.Read(session => StoredReports.FindAnswer(session, receipt, new StoredNodes(session).HeadAt)) is ReportAnswer repeated)
        {
            return new ReportResult(Refusal.None, null, repeated);
        }

        Verdict verdict = collector.Verifier.Verify(token);

        if (verdict.Refusal != Refusal.None)
        {
            return new ReportResult(verdict.Refusal, verdict.Detail, null);
        }

        return await AppendAsync(token, receipt, verdict.Token!, verdict.Key!);
    }

    private async Task<ReportResult> AppendAsync(byte[] token, byte[] receipt, EatToken claims, EnrolledKey key)
    {
        ReferenceValues? reference = collector.Store.Read(session => StoredReports.FindReference(session, claims.Model, claims.SoftwareVersion));
        AppraisalResult appraisal = Appraiser.Appraise(claims, reference);
        string receiptText = Base64Url.Encode(receipt);
        string? policy = reference is null ? null : $"{reference.Product}/{reference.Model}/{reference.Firmware}";
        string payload = Ear.Write(claims, receiptText, appraisal, collector.Now, _verifier, policy);
        collector.Nonces.TryRead(claims.Nonce, key.KeyId, out Challenges.Nonce? nonce);
        var report = new AcceptedReport
        {
            Token = token,
            Receipt = receipt,
            ReceiptText = receiptText,
            Claims = claims,
            Ueid = key.Ueid,
            KeyId = key.KeyId,
            Nonce = nonce!,
            Appraisal = appraisal,
            Ear = collector.Keys.Active(KeyPurpose.Ear).Sign(Ear.Type, payload),
            ForgetBefore = collector.Nonces.OldestBucket(),
            NextNonce = collector.Nonces.Next(key.KeyId),
            At = collector.Now,
        };
        return await collector.Store.Write((session, log) => ReportWriter.Write(session, log, report));
    }
}
