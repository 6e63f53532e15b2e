using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Challenges;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Keys.OpenSsl;
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
/// <param name="Restrictions">What the unit must not do from now on, as the reference values say now; empty for nothing.</param>
public sealed record ReportAnswer(string Receipt, long Observation, string NextNonce, string Ear, TreeHead Head, long Index, string Restrictions);

/// <summary>The verdict about a report, and the answer when it was accepted.</summary>
/// <param name="Refusal">Why not.</param>
/// <param name="Detail">The claim concerned, or null.</param>
/// <param name="Answer">The answer, or null.</param>
public sealed record ReportResult(Refusal Refusal, string? Detail, ReportAnswer? Answer);

/// <summary>Takes reports: verify → appraise → append → answer, and an answer only after its commit is durable.</summary>
public sealed class ReportDesk(CollectorServices collector)
{
    // Reference values change by a person's hand: twice while one report waits is already strange.
    private const int MostAppraisals = 16;

    // Two codes, two digits, three separators.
    private const int MostFindingBytes = (2 * Profile.MaxCodeLength) + 5;

    private static readonly VerifierId _verifier = new("nanoAgent", "0.1.0");

    private readonly ReferenceCache _references = new(collector.Store);
    private readonly ReportBatch _batch = new();

    /// <summary>Takes one report.</summary>
    /// <param name="token">The bytes as received.</param>
    /// <exception cref="StoreUnavailableException">A fault of the store; says nothing about the device.</exception>
    public async Task<ReportResult> TakeAsync(byte[] token)
    {
        Verdict verdict = collector.Verifier.Verify(token);

        if (verdict.Refusal != Refusal.None)
        {
            return FindRepeated(token, verdict.Refusal) ?? new ReportResult(verdict.Refusal, verdict.Detail, null);
        }

        AcceptedReport report = Accept(token, verdict.Token!, verdict.Key!);

        for (int i = 0; i < MostAppraisals; i++)
        {
            if (await collector.Store.Append(_batch, Appraise(report)) is ReportResult result)
            {
                return result;
            }
        }

        throw new StoreUnavailableException("the reference values change faster than a report can be appraised");
    }

    // An answer may have been lost: the same bytes get it again, though their nonce has expired or their unit is not trusted any more.
    // Whatever else is refused was never accepted, and costs no query.
    private ReportResult? FindRepeated(byte[] token, Refusal refusal)
    {
        if (refusal is not (Refusal.StaleNonce or Refusal.RevokedUnit or Refusal.UnknownUnit))
        {
            return null;
        }

        if (UnverifiedToken.Read(token) is not EatToken claims || Nonces.PartsOf(claims.Nonce) is not Nonce nonce)
        {
            return null;
        }

        byte[] receipt = EvpDigest.Of(token);
        ReportAnswer? answer = collector.Store.Read(session => StoredReports.FindAnswer(session, nonce, receipt));
        return answer is null ? null : new ReportResult(Refusal.None, null, answer);
    }

    private AcceptedReport Accept(byte[] token, EatToken claims, EnrolledKey key)
    {
        byte[] receipt = EvpDigest.Of(token);
        return new AcceptedReport
        {
            Token = token,
            LeafHash = EvpDigest.Of(TreeHash.LeafPrefix, token),
            Receipt = receipt,
            ReceiptText = Base64Url.Encode(receipt),
            Claims = claims,
            Digest = DigestOf(claims),
            KeyId = key.KeyId,
            Nonce = Nonces.PartsOf(claims.Nonce)!,
            Generation = -1,
            Appraisal = _unappraised,
            Ear = "",
            ForgetBefore = collector.Nonces.OldestBucket(),
            NextNonce = collector.Nonces.Next(key.KeyId),
            At = collector.Now,
        };
    }

    private AcceptedReport Appraise(AcceptedReport report)
    {
        AppraisalBasis basis = _references.Find(report.Claims.Model, report.Claims.SoftwareVersion);
        AppraisalResult appraisal = Appraiser.Appraise(report.Claims, basis.Values);
        ReadOnlySpan<byte> payload = Ear.Write(report.Claims, report.ReceiptText, appraisal, report.At, _verifier, basis.Policy);
        return report with
        {
            Generation = basis.Generation,
            Appraisal = appraisal,
            Ear = collector.Keys.Active(KeyPurpose.Ear).Sign(Ear.Type, payload),
            Restrictions = basis.Values?.Restrictions ?? "",
        };
    }

    private static byte[] DigestOf(EatToken claims)
    {
        Span<byte> text = stackalloc byte[Profile.MaxFindings * MostFindingBytes];
        int length = 0;

        foreach (TokenFinding finding in claims.Findings)
        {
            length += Encoding.ASCII.GetBytes(finding.Check, text[length..]);
            text[length++] = (byte)' ';
            text[length++] = (byte)('0' + (int)finding.Outcome);
            text[length++] = (byte)('0' + (int)finding.Basis);
            text[length++] = (byte)' ';
            length += Encoding.ASCII.GetBytes(finding.Reason, text[length..]);
            text[length++] = (byte)'\n';
        }

        return EvpDigest.Of(text[..length]);
    }

    private static readonly AppraisalResult _unappraised = new(EarStatus.None, new TrustworthinessVector());
}
