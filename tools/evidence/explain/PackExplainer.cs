using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Evidence;

/// <summary>Walks from a row of a pack down to the bytes that a unit signed.</summary>
public static class PackExplainer
{
    /// <summary>Explains a row.</summary>
    /// <param name="report">What <see cref="PackVerifier.Verify"/> said of the pack; anything but an altered pack.</param>
    /// <param name="row">The criterion, such as <c>S1.1-02</c>.</param>
    /// <param name="ueid">The unit to walk down to; null for one that contradicts, or else the first that answered.</param>
    /// <returns>Null when the pack has no such row.</returns>
    /// <exception cref="ArgumentException">The report is of a pack that was altered or is none.</exception>
    public static RowExplanation? Explain(PackReport report, string row, string? ueid = null)
    {
        ArgumentNullException.ThrowIfNull(report);

        if (report.Judged is not DeclarationResult judged)
        {
            throw new ArgumentException("a pack that was verified", nameof(report));
        }

        if (judged.Rows.FirstOrDefault(r => string.Equals(r.Criterion.Id, row, StringComparison.OrdinalIgnoreCase)) is not DeclarationRow found)
        {
            return null;
        }

        using var signatures = new Es256Verifier();
        UnitReading[] units = [.. judged.Units.Where(u => ueid is null || u.Ueid == ueid).Select(u => Read(u, judged, signatures)).OfType<UnitReading>()];
        var traces = new List<ClaimTrace>();
        var unanswered = new List<string>();
        var provisioning = new List<ProvisioningTrace>();

        foreach (CheckInput check in found.Checks)
        {
            if (Trace(check, units, judged, signatures) is ClaimTrace trace)
            {
                traces.Add(trace);
            }
            else
            {
                unanswered.Add(check.Check);
            }

            if (ProvisioningTrace.Of(check.Check, FirstConcerned(units, check), judged, report) is ProvisioningTrace provisioned)
            {
                provisioning.Add(provisioned);
            }
        }

        return new RowExplanation { Row = found, Pack = report, Traces = traces, Provisioning = provisioning, Unanswered = unanswered };
    }

    private static UnitReading? Read(UnitEvidence unit, DeclarationResult judged, Es256Verifier signatures) =>
        UnitReading.TryRead(unit, judged.CollectorId, judged.Firmware, signatures, out UnitReading? reading, out _) ? reading : null;

    private static IEnumerable<UnitReading> FirstConcerned(UnitReading[] units, CheckInput check) => units.OrderBy(u => check.Concerned.Contains(u.Unit.Ueid) ? 0 : 1);

    private static ClaimTrace? Trace(CheckInput check, UnitReading[] units, DeclarationResult judged, Es256Verifier signatures)
    {
        foreach (UnitReading unit in FirstConcerned(units, check))
        {
            // An earlier failure is shown where the present result is not what contradicts.
            IEnumerable<CheckedReport> reports = unit.Reports.OrderBy(r => r == unit.Present ? 0 : 1);
            bool concerned = check.Concerned.Contains(unit.Unit.Ueid);
            (CheckedReport Report, TokenFinding Finding)[] found =
                [.. reports.SelectMany(r => r.Claims.Findings.Where(f => f.Check == check.Check).Select(f => (r, f)))];
            (CheckedReport Report, TokenFinding Finding) chosen = found.FirstOrDefault(f => !concerned || UnitAnswer.Of(f.Finding).IsFailure, found.FirstOrDefault());

            if (chosen.Report is not null)
            {
                return ClaimTrace.Of(unit.Unit, chosen.Report, chosen.Finding, chosen.Report == unit.Present, judged, signatures);
            }
        }

        return null;
    }
}
