using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Endorsements;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;
using NanoAgent.Evidence;
using NanoAgent.Schemes;
using EvidenceState = NanoAgent.Evidence.UnitState;
using LogHead = NanoAgent.Evidence.TreeHead;

namespace NanoAgent.Collector.Evidence;

/// <summary>A declaration's evidence out of a collector's database, under one tree head.</summary>
public sealed class StoreEvidenceSource : IEvidenceSource
{
    private const int PageSize = 200;

    private readonly CollectorServices _collector;
    private readonly long _size;

    /// <summary>Takes a snapshot: whatever comes later is not part of it.</summary>
    public StoreEvidenceSource(CollectorServices collector)
    {
        ArgumentNullException.ThrowIfNull(collector);
        _collector = collector;
        Head = collector.SignedHead();
        _size = Head.Size;
    }

    /// <inheritdoc/>
    public string CollectorId => _collector.Id;

    /// <inheritdoc/>
    public IReadOnlyList<CollectorKey> Keys =>
        [.. _collector.Keys.All.Where(key => key.Status != KeyStatus.Leaked).Select(key => new CollectorKey(RoleOf(key.Purpose), key.Public))];

    /// <inheritdoc/>
    public LogHead? Head { get; }

    /// <inheritdoc/>
    public IEnumerable<UnitEvidence> Units(IReadOnlyList<string> models, string firmware)
    {
        string after = "";

        while (true)
        {
            IReadOnlyList<Unit> page = _collector.Units(after, PageSize);

            foreach (Unit unit in page.Where(unit => models.Contains(unit.Model)))
            {
                if (_collector.Store.Read(session => Read(session, unit, firmware)) is UnitEvidence evidence)
                {
                    yield return evidence;
                }
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Ueid;
        }
    }

    /// <inheritdoc/>
    public SortedDictionary<string, int> Versions(IReadOnlyList<string> models)
    {
        var versions = new SortedDictionary<string, int>(StringComparer.Ordinal);

        foreach (Unit unit in AllUnits().Where(u => models.Contains(u.Model) && u.Standing.State != Devices.UnitState.Revoked))
        {
            if (unit.Standing.Firmware is { Length: > 0 } version)
            {
                versions[version] = versions.GetValueOrDefault(version) + 1;
            }
        }

        return versions;
    }

    /// <inheritdoc/>
    public IReadOnlyList<CollectorCheck> Checks(IReadOnlyList<string> models, string firmware)
    {
        List<Unit> units = [.. AllUnits().Where(u => models.Contains(u.Model) && u.Standing.Firmware == firmware)];
        List<string> stale = [.. units.Where(u => _collector.StateOf(u) == Devices.UnitState.Stale).Select(u => u.Ueid)];
        string note = $"{units.Count - stale.Count} of {units.Count} units reported within {_collector.Options.StaleAfter.TotalHours:0} hours";
        CheckAnswer fresh = units.Count == 0 ? CheckAnswer.Unknown : stale.Count == 0 ? CheckAnswer.Holds : CheckAnswer.Fails;
        return
        [
            new CollectorCheck(CollectorCheckIds.Freshness, fresh, _collector.Now, units.Count, stale, note, null),
            Uniqueness(units),
        ];
    }

    /// <inheritdoc/>
    public LogProof? Prove(long index) => index < 0 || index >= _size ? null : _collector.Store.Read(session =>
        new LogProof(index, _size, [.. TreeProofs.Inclusion(new StoredNodes(session), index, _size).Select(Base64Url.Encode)]));

    /// <inheritdoc/>
    public IReadOnlyList<string>? ProveConsistency(long size) => size < 1 || size > _size ? null : _collector.Store.Read(session =>
        TreeProofs.Consistency(new StoredNodes(session), size, _size).Select(Base64Url.Encode).ToArray());

    // A unit that is alone in its batch was compared with nothing, and neither were tags that were never handed over.
    private CollectorCheck Uniqueness(List<Unit> units)
    {
        long[] tagged = [.. _collector.Store.Read(session => session.Query(
            """
            SELECT DISTINCT unit_id FROM tags WHERE expires_at > @now AND EXISTS (
                SELECT 1 FROM tags AS other WHERE other.model = tags.model AND other.batch = tags.batch AND other.unit_id <> tags.unit_id AND other.expires_at > @now)
            """,
            row => row.GetInt64(0),
            _collector.Now))];
        HashSet<long> ids = [.. units.Select(u => u.Id)];
        List<long> shared = _collector.Store.Read(session => session.Query(
            """
            SELECT DISTINCT a.unit_id FROM tags AS a JOIN tags AS b ON a.model = b.model AND a.batch = b.batch AND a.tag = b.tag AND a.unit_id <> b.unit_id
            WHERE a.expires_at > @now AND b.expires_at > @now
            """,
            row => row.GetInt64(0),
            _collector.Now));
        string[] concerned = [.. units.Where(u => shared.Contains(u.Id)).Select(u => u.Ueid)];
        int compared = tagged.Count(ids.Contains);
        CheckAnswer answer = concerned.Length > 0 ? CheckAnswer.Fails : compared < 2 || compared < units.Count ? CheckAnswer.Unknown : CheckAnswer.Holds;
        return new CollectorCheck(CollectorCheckIds.FleetUniqueness, answer, _collector.Now, compared, concerned, $"tags of {compared} of {units.Count} units compared", null);
    }

    private IEnumerable<Unit> AllUnits()
    {
        string after = "";

        while (_collector.Units(after, PageSize) is { Count: > 0 } page)
        {
            foreach (Unit unit in page)
            {
                yield return unit;
            }

            after = page[^1].Ueid;
        }
    }

    // What a key that was replaced had signed is no evidence of the present one: its leaves stand before the replacement's.
    private UnitEvidence? Read(StoreSession session, Unit unit, string firmware)
    {
        long since = session.Scalar<long>("SELECT since_index FROM unit_keys WHERE kid = @kid", unit.KeyId);
        List<long> indices = session.Query(
            "SELECT MAX(idx) FROM reports WHERE unit_id = @unit AND firmware = @firmware AND live = 1 AND idx >= @since AND idx < @size",
            row => row.IsDBNull(0) ? -1 : row.GetInt64(0),
            unit.Id, firmware, since, _size);
        indices.AddRange(session.Query(
            "SELECT DISTINCT idx FROM failures WHERE unit_id = @unit AND firmware = @firmware AND idx >= @since AND idx < @size",
            row => row.GetInt64(0),
            unit.Id, firmware, since, _size));
        long count = session.Scalar<long>("SELECT COUNT(*) FROM reports WHERE unit_id = @unit AND firmware = @firmware AND idx >= @since AND idx < @size", unit.Id, firmware, since, _size);

        if (count == 0)
        {
            return null;
        }

        return new UnitEvidence
        {
            Ueid = unit.Ueid,
            Model = unit.Model,
            Jwk = unit.Key.ToJwk(),
            Enrolment = session.Scalar<string>("SELECT enrolment FROM units WHERE id = @id", unit.Id)!,
            Virtual = unit.Virtual,
            State = StateOf(_collector.StateOf(unit)),
            Reports = [.. indices.Where(i => i >= 0).Distinct().Select(i => StoredReports.At(session, i)!).OrderBy(r => r.Observation).Select(r => new ReportEvidence(r.Token, r.ReceivedAt, r.Index, r.Ear))],
            ReportCount = count,
            Acknowledgements = Acknowledged(session, unit.Id, firmware, since),
            Endorsement = EndorsementRows.Of(session, unit.Ueid).Find(one => one.KeyId == unit.KeyId)?.Jws,
        };
    }

    private static List<Acknowledgement> Acknowledged(StoreSession session, long unit, string firmware, long since) => session.Query(
        """
        SELECT check_id, through, acknowledged_by, acknowledged_at, note, entry FROM failures LEFT JOIN log_entries ON log_entries.idx = failures.act_index
        WHERE unit_id = @unit AND firmware = @firmware AND acknowledged_at IS NOT NULL AND failures.idx >= @since ORDER BY failures.id
        """,
        row => new Acknowledgement(
            row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.IsDBNull(5) ? null : System.Text.Encoding.ASCII.GetString((byte[])row.GetValue(5))),
        unit, firmware, since);

    private static EvidenceState StateOf(Devices.UnitState state) => state switch
    {
        Devices.UnitState.Active or Devices.UnitState.Failed or Devices.UnitState.Pending => EvidenceState.Active,
        Devices.UnitState.Stale => EvidenceState.Stale,
        Devices.UnitState.InRepair => EvidenceState.Repair,
        Devices.UnitState.Transferred => EvidenceState.Transferred,
        Devices.UnitState.Retired => EvidenceState.Retired,
        Devices.UnitState.Revoked => EvidenceState.Revoked,
        _ => EvidenceState.Unknown,
    };

    private static KeyRole RoleOf(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Ear => KeyRole.Ear,
        KeyPurpose.Log => KeyRole.Log,
        _ => KeyRole.Pack,
    };
}
