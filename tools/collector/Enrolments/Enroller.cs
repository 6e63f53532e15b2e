using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Doors;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;
using NanoAgent.Collector.Watching;

namespace NanoAgent.Collector.Enrolments;

/// <summary>How an enrolment ended.</summary>
public enum EnrolmentOutcome
{
    /// <summary>The unit is enrolled now.</summary>
    Enrolled,

    /// <summary>The unit was enrolled with this very key before; its first answer stands.</summary>
    Repeated,

    /// <summary>The JWS was refused.</summary>
    Refused,

    /// <summary>The one-time token is unknown, used, expired, or for another model.</summary>
    BadToken,

    /// <summary>The UEID is enrolled with another key. Its owner is not harmed.</summary>
    UeidTaken,

    /// <summary>The key is enrolled for another UEID.</summary>
    KeyTaken,
}

/// <summary>The answer to an enrolment.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Refusal">Why the JWS was refused.</param>
/// <param name="Body">The answer's bytes as text, the same however often the enrolment is repeated; null when it was refused.</param>
public sealed record EnrolmentAnswer(EnrolmentOutcome Outcome, Refusal Refusal, string? Body);

/// <summary>Enrols units: proof of possession over a challenge, and a one-time token bound to a model.</summary>
public sealed class Enroller(CollectorServices collector, Es256Verifier signatures)
{
    /// <summary>Enrols.</summary>
    /// <param name="jws">The enrolment as received.</param>
    /// <param name="token">The one-time token, or null when none was given.</param>
    public async Task<EnrolmentAnswer> EnrolAsync(byte[] jws, string? token)
    {
        Refusal refusal = EnrolmentVerifier.TryVerify(jws, collector.Id, signatures, out Enrolment? enrolment);

        if (refusal != Refusal.None)
        {
            return new EnrolmentAnswer(EnrolmentOutcome.Refused, refusal, null);
        }

        // A repeat is recognised before freshness: its first answer may have been lost, and its token is used.
        if (collector.Store.Read(session => FirstAnswer(session, enrolment!)) is string first)
        {
            return new EnrolmentAnswer(EnrolmentOutcome.Repeated, Refusal.None, first);
        }

        if (!collector.Nonces.IsFresh(enrolment!.Nonce, enrolment.KeyId, out Challenges.Nonce? nonce))
        {
            return new EnrolmentAnswer(EnrolmentOutcome.Refused, Refusal.StaleNonce, null);
        }

        EnrolmentAnswer answer = await collector.Store.Write((session, log) => Insert(session, log, jws, enrolment, nonce!, token));

        if (answer.Outcome is EnrolmentOutcome.UeidTaken or EnrolmentOutcome.KeyTaken)
        {
            collector.EventLog.Contested(enrolment.Ueid, answer.Outcome);
        }

        return answer;
    }

    private static string? FirstAnswer(StoreSession session, Enrolment enrolment) =>
        UnitRows.ByKey(session, enrolment.KeyId) is Unit known && known.Ueid == enrolment.Ueid && known.Standing.State != UnitState.Revoked
            ? UnitRows.EnrolmentAnswer(session, known.Id)
            : null;

    private EnrolmentAnswer Insert(StoreSession session, TransparencyLog log, byte[] jws, Enrolment enrolment, Challenges.Nonce nonce, string? token)
    {
        // The twin of this very request may have been committed while this one was being verified.
        if (FirstAnswer(session, enrolment) is string first)
        {
            return new EnrolmentAnswer(EnrolmentOutcome.Repeated, Refusal.None, first);
        }

        Unit? known = UnitRows.ByUeid(session, enrolment.Ueid);
        string? madeBy = MakerOf(session, token, enrolment, known);

        if (known is not null && (madeBy is null || known.Virtual != enrolment.IsVirtual))
        {
            return new EnrolmentAnswer(EnrolmentOutcome.UeidTaken, Refusal.None, null);
        }

        if (session.Scalar<string>("SELECT kid FROM unit_keys WHERE kid = @kid", enrolment.KeyId) is not null)
        {
            FindSharedKey(session, log, enrolment, token);
            return new EnrolmentAnswer(EnrolmentOutcome.KeyTaken, Refusal.None, null);
        }

        if (madeBy is null)
        {
            return new EnrolmentAnswer(EnrolmentOutcome.BadToken, Refusal.None, null);
        }

        // Last of all: a refused enrolment uses up nothing.
        if (!Challenges.UsedNonces.Take(session, nonce))
        {
            return new EnrolmentAnswer(EnrolmentOutcome.Refused, Refusal.UsedNonce, null);
        }

        session.Execute("UPDATE enrolment_tokens SET used_by = @ueid WHERE hash = @hash", enrolment.Ueid, CollectorServices.HashOf(token!));
        Unit unit = known is null ? InsertNew(session, log, jws, enrolment) : LifeDesk.Replace(collector, session, log, known, enrolment.Key, Encoding.ASCII.GetString(jws), madeBy);
        collector.Audit(session, "collector", known is null ? "enrol" : "enrol-other-key", enrolment.Ueid, enrolment.Model);
        collector.Endorsements.Judge(session, unit);
        string answer = BodyOf(session, UnitRows.ById(session, unit.Id), log.Head());
        UnitRows.KeepAnswer(session, unit.Id, answer);
        return new EnrolmentAnswer(EnrolmentOutcome.Enrolled, Refusal.None, answer);
    }

    private Unit InsertNew(StoreSession session, TransparencyLog log, byte[] jws, Enrolment enrolment)
    {
        long id = UnitRows.Insert(session, enrolment.Ueid, enrolment.Model, enrolment.IsVirtual, collector.Now, Encoding.ASCII.GetString(jws));
        UnitRows.InsertKey(session, id, enrolment.Key, collector.Now, log.Append(EntryKind.Act, jws));
        return UnitRows.ById(session, id);
    }

    private string BodyOf(StoreSession session, Unit unit, TreeHead head) => JsonSerializer.Serialize(
        new EnrolmentReceipt(
            unit.Ueid,
            UnitStates.Name(unit.Standing.State),
            collector.Nonces.Next(unit.KeyId),
            DeviceDoors.HeadOf(head),
            StoredReports.FindRestrictions(session, unit.Model)),
        JsonSerializerOptions.Web);

    // Whoever holds an enrolment token and proves possession of the key shows that the unit is not alone with it.
    private void FindSharedKey(StoreSession session, TransparencyLog log, Enrolment enrolment, string? token)
    {
        bool mayEnrol = token is not null && session.Scalar<long>(
            "SELECT COUNT(*) FROM enrolment_tokens WHERE hash = @hash AND used_by IS NULL AND expires_at > @now", CollectorServices.HashOf(token), collector.Now) == 1;

        if (mayEnrol && UnitRows.ByKey(session, enrolment.KeyId) is Unit owner)
        {
            FailureRows.OpenFound(session, owner, CollectorFindings.KeyShared, CollectorReasons.SecondUeid, collector.Now);
            log.BumpGeneration();
        }
    }

    // Who made the one-time token that lets this unit in: for a known unit, one that allows that very unit another key.
    private string? MakerOf(StoreSession session, string? token, Enrolment enrolment, Unit? known)
    {
        if (token is null)
        {
            return null;
        }

        const string Good = "SELECT made_by FROM enrolment_tokens WHERE hash = @hash AND model = @model AND used_by IS NULL AND expires_at > @now AND ";
        return known is null
            ? session.Scalar<string>(Good + "ueid IS NULL", CollectorServices.HashOf(token), enrolment.Model, collector.Now)
            : session.Scalar<string>(Good + "ueid = @ueid", CollectorServices.HashOf(token), enrolment.Model, collector.Now, known.Ueid);
    }
}
