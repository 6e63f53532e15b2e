using NanoAgent.Attestation.Verify;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Devices;

/// <summary>Units' keys out of the database, the lately used ones out of memory. Thread-safe.</summary>
/// <remarks>
/// Which unit a key belongs to never changes, so it may be remembered; whether it is trusted may. So nothing is taken on the word of this memory alone:
/// the transaction that keeps a report looks at the unit's state again, and a revocation holds from its commit on. "Unknown" and "revoked" are not remembered.
/// </remarks>
internal sealed class StoreKeyDirectory(CollectorStore store) : IKeyDirectory
{
    private const int KeyIdLength = 43;

    // Some 450 bytes each: 30 MB at most.
    private readonly BoundedCache<string, EnrolledKey> _known = new(32_768);

    /// <inheritdoc/>
    public EnrolledKey? Find(string keyId)
    {
        if (_known.Find(keyId) is EnrolledKey known)
        {
            return known;
        }

        if (FindUnit(keyId) is not Unit unit)
        {
            return null;
        }

        var key = new EnrolledKey(unit.KeyId, unit.Key, unit.Ueid, unit.Model, unit.Virtual, unit.Standing.State == UnitState.Revoked);

        if (!key.IsRevoked)
        {
            _known.Keep(keyId, key);
        }

        return key;
    }

    /// <summary>The unit as it stands now.</summary>
    public Unit? FindUnit(string keyId)
    {
        // A kid that cannot be one costs no query.
        if (keyId.Length != KeyIdLength)
        {
            return null;
        }

        return store.Read(session => UnitRows.ByKey(session, keyId));
    }
}
