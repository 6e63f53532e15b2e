using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>Compares a filed declaration with the fleet as it is now: which rows no longer hold, on which units, since when.</summary>
public static class DriftWatch
{
    /// <summary>Compares.</summary>
    /// <param name="filed">The declaration's pack, verified with this collector's keys, from a folder (its documents are looked at again).</param>
    /// <param name="source">The collector now.</param>
    /// <param name="now">The day and time.</param>
    /// <returns>The report, or null and why the fleet could not be judged.</returns>
    /// <exception cref="ArgumentException">A pack that was not verified.</exception>
    public static (DriftReport? Report, Text? Problem) Compare(PackReport filed, IEvidenceSource source, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(filed);
        ArgumentNullException.ThrowIfNull(source);

        if (filed.Judged is not DeclarationResult then)
        {
            throw new ArgumentException("a pack that was verified", nameof(filed));
        }

        var options = new DeclarationOptions { Now = now, Demonstration = then.Options.Demonstration };
        DeclarationResult today = Declaration.Build(source, then.Product.Product, then.Firmware, then.Scheme, then.Records, options);

        if (today.Refusal != DeclarationRefusal.None)
        {
            return (null, new Text($"{RefusalTexts.Of(today.Refusal).Ja}{today.Detail.Ja}", $"{today.Refusal}: {today.Detail.En}"));
        }

        using var signatures = new Es256Verifier();
        var provisioned = new ProvisionedFleet(then.Records, then.Product.Product, now);
        UnitReading[] units = [.. today.Units.Select(u => UnitReading.TryRead(u, today.CollectorId, today.Firmware, signatures, out UnitReading? r, out _) ? r : null).OfType<UnitReading>()];
        DriftRow[] lost = [.. then.Rows.Zip(today.Rows).Where(p => IsLost(p.First.State, p.Second.State)).Select(p => Describe(p.First, p.Second, units, provisioned))];
        return (new DriftReport
        {
            Product = then.Product.Product,
            Firmware = then.Firmware,
            Scheme = then.Scheme.Id,
            Manifest = filed.Manifest!,
            Filed = filed.Made,
            At = now.ToUnixTimeSeconds(),
            NoLonger = lost,
            Unchanged = then.Rows.Zip(today.Rows).Count(p => p.First.State == p.Second.State),
            ByState = today.Fleet.ByState,
            Versions = today.Versions,
            Life = LabelLife.Of(then.Product, then.Scheme.Id, DateOnly.FromDateTime(now.UtcDateTime)).Notices,
        }, null);
    }

    private static bool IsLost(CriterionState filed, CriterionState now) =>
        filed != now && (filed is CriterionState.Satisfied or CriterionState.NotApplicable || now == CriterionState.NotSatisfied);

    private static DriftRow Describe(DeclarationRow filed, DeclarationRow now, UnitReading[] units, ProvisionedFleet provisioned)
    {
        DriftUnit[] concerned =
        [
            .. units.SelectMany(u => Concerned(u, now, provisioned)).Concat(now.CollectorChecks.Where(c => c.Effect == Effect.Contradicts).SelectMany(c => c.Result!.Concerned
                .Select(u => new DriftUnit(u, c.Check, RowJudge.NameOf(c.Result.Answer), c.Result.At))))
                .OrderBy(u => u.Since).ThenBy(u => u.Ueid, StringComparer.Ordinal),
        ];
        return new DriftRow(now.Criterion.Id, filed.State, now.State, now.Open, [.. concerned.Take(DriftReport.MaxUnits)], concerned.Select(u => u.Ueid).Distinct().Count());
    }

    // A unit is a cause when what it says now, or said earlier and nobody acknowledged, is neither for the row nor silent about it.
    private static IEnumerable<DriftUnit> Concerned(UnitReading unit, DeclarationRow row, ProvisionedFleet provisioned)
    {
        foreach (CheckVoice voice in row.Criterion.Checks.Where(v => row.Open.Any(o => o.Name == v.Check)))
        {
            (CheckedReport Report, UnitAnswer Answer)[] bad = [.. unit.Reports
                .SelectMany(r => provisioned.Join(unit.Unit.Ueid, r.Claims.Findings).Where(a => a.Check == voice.Check).Select(a => (r, a)))
                .Where(x => Counts(unit, x.r, x.a, voice))];

            if (bad.Length > 0)
            {
                yield return new DriftUnit(unit.Unit.Ueid, voice.Check, bad[^1].Answer.Key, bad.Min(b => b.Report.Evidence.ReceivedAt));
            }
        }
    }

    private static bool Counts(UnitReading unit, CheckedReport report, UnitAnswer answer, CheckVoice voice)
    {
        Effect effect = voice.EffectOf(ClaimNames.Of(answer.Outcome), answer.Reason);
        bool acknowledged = unit.Unit.Acknowledgements.Any(a => a.Check == answer.Check && a.Through >= report.Claims.ObservationNumber);
        return report == unit.Present
            ? effect == Effect.Contradicts || (effect == Effect.Unknown && unit.Unit.State == UnitState.Active)
            : effect == Effect.Contradicts && !acknowledged;
    }
}
