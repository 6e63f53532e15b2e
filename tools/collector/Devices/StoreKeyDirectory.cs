using NanoAgent.Attestation.Verify;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Devices;

/// <summary>Units' keys out of the database, read anew each time, so that a revocation holds from its commit on. Thread-safe.</summary>
internal sealed class StoreKeyDirectory(CollectorStore store) : IKeyDirectory
{
    /// <inheritdoc/>
    public EnrolledKey? Find(string keyId) => FindUnit(keyId) is Unit unit
        ? new EnrolledKey(unit.KeyId, unit.Key, unit.Ueid, unit.Model, unit.Virtual, unit.Standing.State == UnitState.Revoked)
        : null;

    /// <summary>The unit, as it stood when it was last read.</summary>
    public Unit? FindUnit(string keyId)
    {
        // A kid that cannot be one costs no query.
        if (keyId.Length != 43)
        {
            return null;
        }

        return store.Read(session => UnitRows.ByKey(session, keyId));
    }
}
