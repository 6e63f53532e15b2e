using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Evidence;

/// <summary>A report whose signature and claims were checked.</summary>
/// <param name="Evidence">As received.</param>
/// <param name="Claims">What it says.</param>
public sealed record CheckedReport(ReportEvidence Evidence, TokenClaims Claims);

/// <summary>A unit whose enrolment and reports were checked against its key.</summary>
public sealed class UnitReading
{
    /// <summary>The <c>typ</c> of an enrolment.</summary>
    public const string EnrolmentType = "nanoagent-enrol+jwt";

    private UnitReading(UnitEvidence unit, IReadOnlyList<CheckedReport> reports)
    {
        Unit = unit;
        Reports = reports;
        Present = reports.LastOrDefault(r => r.Claims.Live);
    }

    /// <summary>The unit.</summary>
    public UnitEvidence Unit { get; }

    /// <summary>Its reports, by observation number.</summary>
    public IReadOnlyList<CheckedReport> Reports { get; }

    /// <summary>The newest live one, which alone says what is so now; null when there is none.</summary>
    public CheckedReport? Present { get; }

    /// <summary>Virtual by its enrolment or by any of its reports.</summary>
    public bool Virtual => Unit.Virtual || Reports.Any(r => r.Claims.Virtual);

    /// <summary>Checks everything that the unit signed.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="collectorId">The audience that its tokens must name.</param>
    /// <param name="firmware">The firmware version that its reports must name.</param>
    /// <param name="reading">The reading, or null.</param>
    /// <param name="problem">The first thing that does not hold, or null.</param>
    public static bool TryRead(UnitEvidence unit, string collectorId, string firmware, out UnitReading? reading, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(unit);
        reading = null;

        if (!Jwk.TryParse(unit.Jwk, out PublicKey? key))
        {
            problem = "the unit's key is no P-256 key";
            return false;
        }

        problem = FindEnrolmentProblem(unit, collectorId, key!);
        var reports = new List<CheckedReport>();

        foreach (ReportEvidence report in problem is null ? unit.Reports : [])
        {
            TokenClaims? claims = TryReadToken(report.Token, key!);
            problem = FindReportProblem(unit, claims, collectorId, firmware);

            if (problem is not null)
            {
                return false;
            }

            reports.Add(new CheckedReport(report, claims!));
        }

        if (problem is null)
        {
            reading = new UnitReading(unit, [.. reports.OrderBy(r => r.Claims.Observation).ThenBy(r => r.Claims.Live)]);
        }

        return problem is null;
    }

    /// <summary>The claims of a token, or null when its form, key or signature does not hold.</summary>
    public static TokenClaims? TryReadToken(string token, PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return CompactJws.TryParse(token, TokenClaims.Type, out CompactJws? jws) && jws!.KeyId == key.Thumbprint() && jws.IsSignedBy(key)
            ? TokenClaims.TryRead(jws.Payload)
            : null;
    }

    private static string? FindEnrolmentProblem(UnitEvidence unit, string collectorId, PublicKey key)
    {
        if (!CompactJws.TryParse(unit.Enrolment, EnrolmentType, out CompactJws? jws) || !jws!.IsSignedBy(key))
        {
            return "the enrolment is not signed by the unit's key";
        }

        return Json.Text(jws.Payload, "aud") != collectorId ? "the enrolment is for another collector"
            : Json.Text(jws.Payload, "ueid") != unit.Ueid ? "the enrolment names another unit"
            : Json.Text(jws.Payload, "model") != unit.Model ? "the enrolment names another model"
            : Json.Boolean(jws.Payload, "virtual") != unit.Virtual ? "the enrolment says otherwise whether the unit is virtual"
            : null;
    }

    private static string? FindReportProblem(UnitEvidence unit, TokenClaims? claims, string collectorId, string firmware) =>
        claims is null ? "a token's signature or form does not hold"
        : claims.Audience != collectorId ? "a token is for another collector"
        : claims.Ueid != unit.Ueid ? "a token names another unit"
        : claims.Model != unit.Model ? "a token names another model"
        : claims.Firmware != firmware ? "a token is of another firmware version"
        : null;
}
