using System.Text;
using System.Text.Json;
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
            problem = new UnitProblem(null, "its key is no P-256 key");
            return false;
        }

        problem = FindEnrolmentProblem(unit, collectorId, key!, signatures);
        var verifier = new TokenVerifier(collectorId, new OneUnit(unit, key!), AlreadyJudged.Instance, signatures);
        var reports = new List<CheckedReport>(unit.Reports.Count);

        foreach (ReportEvidence report in problem is null ? unit.Reports : [])
        {
            Verdict verdict = verifier.Verify(Encoding.ASCII.GetBytes(report.Token));
            problem = FindProblem(verdict, firmware) is string what ? new UnitProblem(report, what) : null;

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

    private static string? FindProblem(Verdict verdict, string firmware) =>
        verdict.Refusal != Refusal.None ? $"a token is refused: {NameOf(verdict.Refusal)}{(verdict.Detail is null ? "" : ": " + verdict.Detail)}"
        : verdict.Token!.SoftwareVersion != firmware ? "a token is of another firmware version"
        : null;

    private static UnitProblem? FindEnrolmentProblem(UnitEvidence unit, string collectorId, PublicKey key, Es256Verifier signatures)
    {
        Refusal refusal = EnrolmentVerifier.TryVerify(Encoding.ASCII.GetBytes(unit.Enrolment), collectorId, signatures, out Enrolment? enrolment);
        string? what = refusal != Refusal.None ? $"its enrolment is refused: {NameOf(refusal)}"
            : enrolment!.KeyId != key.Thumbprint() ? "its enrolment is by another key"
            : enrolment.Ueid != unit.Ueid || enrolment.Model != unit.Model || enrolment.IsVirtual != unit.Virtual ? "its enrolment names another unit"
            : null;
        return what is null ? null : new UnitProblem(null, what);
    }

    private static string NameOf(Refusal refusal) => JsonNamingPolicy.KebabCaseLower.ConvertName(refusal.ToString());

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

/// <summary>What of a unit does not hold.</summary>
/// <param name="Report">The report concerned; null when it is the unit's key or enrolment.</param>
/// <param name="What">In one clause.</param>
public sealed record UnitProblem(ReportEvidence? Report, string What);
