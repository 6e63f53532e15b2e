using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Devices;

/// <summary>A key that a unit has or had.</summary>
/// <param name="KeyId">Thumbprint.</param>
/// <param name="Since">When it was enrolled, Unix seconds.</param>
/// <param name="Until">When it was replaced; null for the present one.</param>
public sealed record UnitKey(string KeyId, long Since, long? Until);

/// <summary>A check that fails in a unit's last live report.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Reason">The reason code.</param>
/// <param name="Since">Since when it answers so, Unix seconds.</param>
public sealed record PresentFailure(string Check, string Reason, long Since);

/// <summary>Whether another key was authorised for a unit.</summary>
/// <param name="Token">The one-time token that the unit enrols with; null when it was not authorised.</param>
/// <param name="Obstacle">Why not.</param>
public sealed record ReplacementAnswer(string? Token, ReplacementObstacle Obstacle);

/// <summary>Why another key is not authorised for a unit.</summary>
public enum ReplacementObstacle
{
    /// <summary>It was authorised.</summary>
    None = 0,

    /// <summary>There is no such unit.</summary>
    UnknownUnit,

    /// <summary>A failure is open: another key must not make anybody forget what the old one signed.</summary>
    FailureOpen,
}

/// <summary>What people do with units over their lives (LIFE.md). Every step is in the log, with who and why.</summary>
public sealed class LifeDesk(CollectorServices collector)
{
    /// <summary>How long an authorisation for another key is good.</summary>
    public static readonly TimeSpan ReplacementLifetime = TimeSpan.FromHours(24);

    /// <summary>Sets the state of many units at once: of all, or of none.</summary>
    /// <returns>The UEIDs that nobody has; empty when all were set.</returns>
    public IReadOnlyList<string> SetStates(IReadOnlyList<string> ueids, UnitState state, string who, string why) => collector.Store.WriteNow((session, log) =>
    {
        string[] unknown = [.. ueids.Where(ueid => UnitRows.ByUeid(session, ueid) is null)];

        if (unknown.Length == 0)
        {
            foreach (string ueid in ueids.Distinct(StringComparer.Ordinal))
            {
                SetState(session, log, UnitRows.ByUeid(session, ueid)!, state, who, why);
            }
        }

        return unknown;
    });

    /// <summary>Authorises another key for a known unit: after a flash erase, or for a new owner. The old key is good until the unit enrols with the new one.</summary>
    /// <remarks>One permission a unit: the newest. Retiring or revoking the unit ends it.</remarks>
    public ReplacementAnswer AllowReplacement(string ueid, string who, string why)
    {
        string token = Secret.Make();
        ReplacementObstacle obstacle = collector.Store.WriteNow((session, log) =>
        {
            if (UnitRows.ByUeid(session, ueid) is not Unit unit)
            {
                return ReplacementObstacle.UnknownUnit;
            }

            if (FailureRows.AnyOpen(session, unit.Id))
            {
                return ReplacementObstacle.FailureOpen;
            }

            EndPermissions(session, ueid);
            session.Execute(
                "INSERT INTO enrolment_tokens (hash, model, made_at, made_by, expires_at, ueid) VALUES (@hash, @model, @at, @by, @expires, @ueid)",
                CollectorServices.HashOf(token), unit.Model, collector.Now, who, collector.Now + (long)ReplacementLifetime.TotalSeconds, ueid);
            collector.AppendAct(log, "allow-key-replacement", ueid, unit.KeyId, who, why);
            collector.Audit(session, who, "allow-key-replacement", ueid, why);
            return ReplacementObstacle.None;
        });
        return new ReplacementAnswer(obstacle == ReplacementObstacle.None ? token : null, obstacle);
    }

    /// <summary>The keys of a unit, the present one last.</summary>
    public IReadOnlyList<UnitKey> Keys(string ueid) => collector.Store.Read(session => session.Query(
        "SELECT kid, since, until_at FROM unit_keys JOIN units ON units.id = unit_keys.unit_id WHERE ueid = @ueid ORDER BY since_index",
        row => new UnitKey(row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt64(2)),
        ueid));

    /// <summary>The steps of a unit's life, the oldest first.</summary>
    public IReadOnlyList<StateChange> Changes(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return collector.Store.Read(session => StateRows.Of(session, unit.Id));
    }

    /// <summary>What is open about a unit: each waits for somebody's acknowledgement, the oldest first.</summary>
    public IReadOnlyList<UnitFailure> OpenFailures(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return collector.Store.Read(session => FailureRows.OpenOf(session, unit.Id));
    }

    /// <summary>What was open about a unit and somebody acknowledged, the earliest acknowledgement first.</summary>
    public IReadOnlyList<AcknowledgedFailure> AcknowledgedFailures(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return collector.Store.Read(session => FailureRows.AcknowledgedOf(session, unit.Id));
    }

    /// <summary>What a unit's last live report shows as failing: it stays failed by these, whatever was acknowledged.</summary>
    public IReadOnlyList<PresentFailure> PresentFailures(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return collector.Store.Read(session => session.Query(
            "SELECT check_id, reason, since_at FROM findings WHERE unit_id = @unit AND outcome = @fail ORDER BY check_id",
            row => new PresentFailure(row.GetString(0), row.GetString(1), row.GetInt64(2)),
            unit.Id, (long)Outcome.Fail));
    }

    /// <summary>The claims of a unit's last live attestation result (AR4SI), in its order; empty without reference values, null before its first live report.</summary>
    public IReadOnlyList<(string Claim, int Value)>? Appraisal(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.Standing.LiveIndex < 0 ? null : collector.Store.Read(session => StoredReports.At(session, unit.Standing.LiveIndex)?.Appraisal());
    }

    private void SetState(StoreSession session, TransparencyLog log, Unit unit, UnitState state, string who, string why)
    {
        // Nobody sets a failed unit active: that follows from reports and acknowledgements.
        UnitState wanted = state == UnitState.Active ? UnitRows.StateByReports(session, unit) : state;
        UnitRows.Update(session, [(unit.Id, StateRows.Change(session, unit.Id, unit.Standing, wanted, collector.Now, who, why))]);
        collector.AppendAct(log, "set-state", unit.Ueid, UnitStates.Name(wanted), who, why);

        if (wanted is UnitState.Revoked or UnitState.Retired)
        {
            EndPermissions(session, unit.Ueid);
        }

        log.BumpGeneration();
        collector.Audit(session, who, "set-state", unit.Ueid, UnitStates.Name(state) + ": " + why);
    }

    // Whoever found an earlier permission that was mislaid would otherwise put a key of his own in the place of the newest one, or bring back what was revoked since.
    private static void EndPermissions(StoreSession session, string ueid) => session.Execute("DELETE FROM enrolment_tokens WHERE ueid = @ueid AND used_by IS NULL", ueid);

    /// <summary>Puts an authorised key in the old one's place: what the old one signed stays, and the counters begin anew with an erased flash.</summary>
    internal static Unit Replace(CollectorServices collector, StoreSession session, TransparencyLog log, Unit unit, PublicKey key, string enrolment, string authorisedBy)
    {
        session.Execute("UPDATE unit_keys SET until_at = @at WHERE unit_id = @unit AND until_at IS NULL", collector.Now, unit.Id);
        log.Append(EntryKind.Act, System.Text.Encoding.ASCII.GetBytes(enrolment));
        long index = collector.AppendAct(log, "replace-key", unit.Ueid, unit.KeyId + " " + key.Thumbprint(), authorisedBy, "the unit enrolled with a key that was allowed");
        UnitRows.InsertKey(session, unit.Id, key, collector.Now, index);
        session.Execute("UPDATE units SET enrolment = @enrolment WHERE id = @id", enrolment, unit.Id);
        session.Execute("DELETE FROM findings WHERE unit_id = @unit", unit.Id);
        UnitStanding anew = unit.Standing with { LiveAt = 0, LiveIndex = -1, Boots = 0, ReportNumber = 0, Events = 0, Observation = 0, Failing = false, EarStatus = 0, Digest = [] };

        // What was found after the permission was given stays open, whichever key the unit has.
        UnitState state = FailureRows.AnyOpen(session, unit.Id) ? UnitState.Failed : UnitState.Pending;
        UnitRows.Update(session, [(unit.Id, StateRows.Change(session, unit.Id, anew, state, collector.Now, authorisedBy, CollectorWhys.AnotherKey))]);
        log.BumpGeneration();
        return UnitRows.ById(session, unit.Id);
    }
}
