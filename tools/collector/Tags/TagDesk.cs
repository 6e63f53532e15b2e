using NanoAgent.Attestation.Verify;
using NanoAgent.Collector.Challenges;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Tags;

/// <summary>Compares the tags of factory-set credentials over a model's units. Tags stand apart from tokens, expire, and are never handed out.</summary>
public sealed class TagDesk(CollectorServices collector)
{
    /// <summary>How long a tag is kept for comparison.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>Takes a unit's tags, in place of those that it sent before.</summary>
    /// <param name="jws">The message as received.</param>
    /// <returns>Why not, and the nonce for the next message when it was taken.</returns>
    public async Task<(Refusal Refusal, string? NextNonce)> TakeAsync(byte[] jws)
    {
        Refusal refusal = collector.VerifyTags(jws, out TagMessage? message, out EnrolledKey? key);

        if (refusal != Refusal.None)
        {
            return (refusal, null);
        }

        collector.Nonces.TryRead(message!.Nonce, key!.KeyId, out Nonce? nonce);
        refusal = await collector.Store.Write((session, log) => Keep(session, log, message, key, nonce!));
        return (refusal, refusal == Refusal.None ? collector.Nonces.Next(key.KeyId) : null);
    }

    private Refusal Keep(StoreSession session, TransparencyLog log, TagMessage message, EnrolledKey key, Nonce nonce)
    {
        if (UnitRows.ByKey(session, key.KeyId) is not Unit unit)
        {
            return Refusal.UnknownUnit;
        }

        if (unit.Standing.State == UnitState.Revoked)
        {
            return Refusal.RevokedUnit;
        }

        if (!UsedNonces.Take(session, nonce))
        {
            return Refusal.UsedNonce;
        }

        session.Execute("DELETE FROM tags WHERE expires_at < @now", collector.Now);
        session.Execute("DELETE FROM tags WHERE unit_id = @unit", unit.Id);

        foreach (CredentialTag tag in message.Tags)
        {
            session.Execute(
                "INSERT INTO tags (model, batch, name, tag, unit_id, expires_at) VALUES (@model, @batch, @name, @tag, @unit, @expires)",
                unit.Model, message.Batch, tag.Name, tag.Value, unit.Id, collector.Now + (long)Lifetime.TotalSeconds);
            FindShared(session, log, unit, message.Batch, tag);
        }

        return Refusal.None;
    }

    // Equal tags of one batch are equal credentials: each of the units has another's.
    private void FindShared(StoreSession session, TransparencyLog log, Unit unit, string batch, CredentialTag tag)
    {
        List<long> units = session.Query(
            "SELECT unit_id FROM tags WHERE model = @model AND batch = @batch AND name = @name AND tag = @tag ORDER BY unit_id LIMIT 100",
            row => row.GetInt64(0),
            unit.Model, batch, tag.Name, tag.Value);

        foreach (long id in units.Count > 1 ? units : [])
        {
            FailureRows.OpenFound(session, UnitRows.ById(session, id), CollectorFindings.CredentialShared, tag.Name, collector.Now);
            log.BumpGeneration();
        }
    }
}
