using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Evidence;

/// <summary>A report whose signature and claims were checked.</summary>
/// <param name="Evidence">As received.</param>
/// <param name="Claims">What it says.</param>
public sealed record CheckedReport(ReportEvidence Evidence, EatToken Claims);

/// <summary>A unit whose enrolment and reports were checked against its key, by the verifier that the collector uses.</summary>
public sealed class UnitReading
{
    private UnitReading(UnitEvidence unit, IReadOnlyList<CheckedReport> reports)
    {
        Unit = unit;
        Reports = reports;
        Present = reports.LastOrDefault(r => r.Claims.IsLive);
    }

    /// <summary>The unit.</summary>
    public UnitEvidence Unit { get; }

    /// <summary>Its reports, by observation number.</summary>
    public IReadOnlyList<CheckedReport> Reports { get; }

    /// <summary>The newest live one, which alone says what is so now; null when there is none.</summary>
    public CheckedReport? Present { get; }

    /// <summary>Checks everything that the unit signed.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="collectorId">The audience that its tokens must name.</param>
    /// <param name="firmware">The firmware version that its reports must name.</param>
    /// <param name="signatures">ECDSA, with its cache.</param>
    /// <param name="reading">The reading, or null.</param>
    /// <param name="problem">The first thing that does not hold, or null.</param>
    public static bool TryRead(UnitEvidence unit, string collectorId, string firmware, Es256Verifier signatures, out UnitReading? reading, out UnitProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(unit);
        reading = null;

        if (!Jwk.TryRead(Encoding.UTF8.GetBytes(unit.Jwk), out PublicKey? key))
        {
            problem = new UnitProblem(null, UnitFault.Key);
            return false;
        }

        problem = FindEnrolmentProblem(unit, collectorId, key!, signatures);
        var verifier = new TokenVerifier(collectorId, new OneUnit(unit, key!), AlreadyJudged.Instance, signatures);
        var reports = new List<CheckedReport>(unit.Reports.Count);

        foreach (ReportEvidence report in problem is null ? unit.Reports : [])
        {
            Verdict verdict = verifier.Verify(Encoding.ASCII.GetBytes(report.Token));
            problem = FindProblem(report, verdict, firmware);

            if (problem is not null)
            {
                return false;
            }

            reports.Add(new CheckedReport(report, verdict.Token!));
        }

        if (problem is null)
        {
            reading = new UnitReading(unit, [.. reports.OrderBy(r => r.Claims.ObservationNumber).ThenBy(r => r.Claims.IsLive)]);
        }

        return problem is null;
    }

    private static UnitProblem? FindProblem(ReportEvidence report, Verdict verdict, string firmware) =>
        verdict.Refusal != Refusal.None ? new UnitProblem(report, UnitFault.Token) { Refusal = verdict.Refusal, Claim = verdict.Detail }
        : verdict.Token!.SoftwareVersion != firmware ? new UnitProblem(report, UnitFault.Firmware)
        : null;

    private static UnitProblem? FindEnrolmentProblem(UnitEvidence unit, string collectorId, PublicKey key, Es256Verifier signatures)
    {
        Refusal refusal = EnrolmentVerifier.TryVerify(Encoding.ASCII.GetBytes(unit.Enrolment), collectorId, signatures, out Enrolment? enrolment);
        return refusal != Refusal.None ? new UnitProblem(null, UnitFault.Enrolment) { Refusal = refusal }
            : enrolment!.KeyId != key.Thumbprint() ? new UnitProblem(null, UnitFault.EnrolmentKey)
            : enrolment.Ueid != unit.Ueid || enrolment.Model != unit.Model || enrolment.IsVirtual != unit.Virtual ? new UnitProblem(null, UnitFault.EnrolmentUnit)
            : null;
    }

    private sealed class OneUnit(UnitEvidence unit, PublicKey key) : IKeyDirectory
    {
        private readonly EnrolledKey _key = new(key.Thumbprint(), key, unit.Ueid, unit.Model, unit.Virtual, IsRevoked: false);

        public EnrolledKey? Find(string keyId) => keyId == _key.KeyId ? _key : null;
    }

    // Only the collector could judge freshness, when the report came; that it did is its own word, in the receipt.
    private sealed class AlreadyJudged : INonceJudge
    {
        public static AlreadyJudged Instance { get; } = new();

        public bool IsFresh(string nonce, string keyId) => true;
    }
}
