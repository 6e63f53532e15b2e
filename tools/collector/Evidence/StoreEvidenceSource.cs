using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;
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

    private const string Joined = "units JOIN unit_states ON unit_states.unit_id = units.id";

    private readonly CollectorServices _collector;
    private readonly long _size;
    private readonly HashSet<string> _published;

    /// <summary>Takes a snapshot: whatever comes later is not part of it.</summary>
    public StoreEvidenceSource(CollectorServices collector)
    {
        ArgumentNullException.ThrowIfNull(collector);
        _collector = collector;
        Head = collector.SignedHead();
        _size = Head.Size;
        _published = [.. Keys.Select(key => key.Key.Thumbprint())];
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

        foreach ((string version, long units) in OfEach(models, (session, model) => session.Query(
            $"SELECT firmware, COUNT(*) FROM {Joined} WHERE model = @model AND state <> @revoked AND firmware <> '' GROUP BY firmware",
            row => (row.GetString(0), row.GetInt64(1)),
            model, (long)Devices.UnitState.Revoked)))
        {
            versions[version] = versions.GetValueOrDefault(version) + (int)units;
        }

        return versions;
    }

    /// <inheritdoc/>
    public IReadOnlyList<CollectorCheck> Checks(IReadOnlyList<string> models, string firmware)
    {
        int units = (int)OfEach<long>(models, (session, model) => [session.Scalar<long>($"SELECT COUNT(*) FROM {Joined} WHERE model = @model AND firmware = @firmware", model, firmware)]).Sum();
        return [Freshness(models, firmware, units), Uniqueness(models, firmware, units)];
    }

    /// <inheritdoc/>
    public LogProof? Prove(long index) => index < 0 || index >= _size ? null : _collector.Store.Read(session =>
        new LogProof(index, _size, [.. TreeProofs.Inclusion(new StoredNodes(session), index, _size).Select(Base64Url.Encode)]));

    /// <inheritdoc/>
    public IReadOnlyList<string>? ProveConsistency(long size) => size < 1 || size > _size ? null : _collector.Store.Read(session =>
        TreeProofs.Consistency(new StoredNodes(session), size, _size).Select(Base64Url.Encode).ToArray());

    private CollectorCheck Freshness(IReadOnlyList<string> models, string firmware, int units)
    {
        long silentBefore = _collector.Now - (long)_collector.StaleAfter.TotalSeconds;
        List<string> stale = OfEach(models, (session, model) => session.Query(
            $"SELECT ueid FROM {Joined} WHERE model = @model AND firmware = @firmware AND state IN (0, 1) AND live_at < @before AND enrolled_at < @before ORDER BY ueid",
            row => row.GetString(0),
            model, firmware, silentBefore));
        string note = $"{units - stale.Count} of {Plural.Of(units, "unit")} reported within {Plural.Of((long)_collector.StaleAfter.TotalHours, "hour")}";
        CheckAnswer fresh = units == 0 ? CheckAnswer.Unknown : stale.Count == 0 ? CheckAnswer.Holds : CheckAnswer.Fails;
        return new CollectorCheck(CollectorCheckIds.Freshness, fresh, _collector.Now, units, stale, note);
    }

    // A unit that is alone in its batch was compared with nothing, and neither were tags that were never handed over.
    private CollectorCheck Uniqueness(IReadOnlyList<string> models, string firmware, int units)
    {
        int compared = (int)OfEach<long>(models, (session, model) => [session.Scalar<long>(
            $"""
            SELECT COUNT(DISTINCT units.id) FROM {Joined} JOIN tags ON tags.unit_id = units.id
            WHERE units.model = @model AND firmware = @firmware AND expires_at > @now AND EXISTS (
                SELECT 1 FROM tags AS other WHERE other.model = tags.model AND other.batch = tags.batch AND other.unit_id <> tags.unit_id AND other.expires_at > @now)
            """,
            model, firmware, _collector.Now)]).Sum();
        List<string> concerned = OfEach(models, (session, model) => session.Query(
            $"""
            SELECT DISTINCT ueid FROM {Joined} JOIN tags AS a ON a.unit_id = units.id
            JOIN tags AS b ON a.model = b.model AND a.batch = b.batch AND a.tag = b.tag AND a.unit_id <> b.unit_id
            WHERE units.model = @model AND firmware = @firmware AND a.expires_at > @now AND b.expires_at > @now ORDER BY ueid
            """,
            row => row.GetString(0),
            model, firmware, _collector.Now));
        CheckAnswer answer = concerned.Count > 0 ? CheckAnswer.Fails : compared < 2 || compared < units ? CheckAnswer.Unknown : CheckAnswer.Holds;
        return new CollectorCheck(CollectorCheckIds.FleetUniqueness, answer, _collector.Now, compared, concerned, $"tags of {compared} of {Plural.Of(units, "unit")} compared");
    }

    private List<T> OfEach<T>(IReadOnlyList<string> models, Func<StoreSession, string, IEnumerable<T>> read) =>
        [.. models.Distinct().SelectMany(model => _collector.Store.Read(session => read(session, model).ToList()))];

    // What a key that was replaced had signed is no evidence of the present one: its leaves stand before the replacement's.
    private UnitEvidence? Read(StoreSession session, Unit unit, string firmware)
    {
        long since = session.Scalar<long>("SELECT since_index FROM unit_keys WHERE kid = @kid", unit.KeyId);
        (long newest, long count) = StoredReports.WithFirmware(session, unit.Id, firmware, since, _size);

        if (count == 0)
        {
            return null;
        }

        List<long> indices = [newest];
        indices.AddRange(session.Query(
            "SELECT DISTINCT idx FROM failures WHERE unit_id = @unit AND firmware = @firmware AND idx >= @since AND idx < @size",
            row => row.GetInt64(0),
            unit.Id, firmware, since, _size));
        StoredEndorsement? endorsement = EndorsementRows.Of(session, unit.Ueid).Find(one => one.KeyId == unit.KeyId);

        return new UnitEvidence
        {
            Ueid = unit.Ueid,
            Model = unit.Model,
            Jwk = unit.Key.ToJwk(),
            Enrolment = session.Scalar<string>("SELECT enrolment FROM units WHERE id = @id", unit.Id)!,
            Virtual = unit.Virtual,
            State = StateOf(_collector.StateOf(unit)),
            Reports = [.. indices.Where(i => i >= 0).Distinct().Select(i => StoredReports.At(session, i)!).OrderBy(r => r.Observation).Select(r => new ReportEvidence(r.Token, r.ReceivedAt, r.Index, IfPublished(r.Ear)))],
            ReportCount = count,
            Acknowledgements = Acknowledged(session, unit.Id, firmware, since),
            Endorsement = endorsement?.Jws,
            Endorser = endorsement is not null && EndorsementRows.EndorserKey(session, endorsement.EndorserKey) is { } key ? new Endorser(endorsement.Endorser, key) : null,
        };
    }

    // What a leaked key signed anybody may have signed since, and of a lost key nobody here can show which it was: neither stands for anything, and a pack that carried
    // it would verify with no keys that are published.
    private string? IfPublished(string? jws) =>
        jws is not null && CompactJws.TryRead(jws, SignedJson.MaxLength, out CompactJws? parts) == Refusal.None && _published.Contains(parts!.Header.KeyId ?? "") ? jws : null;

    private List<Acknowledgement> Acknowledged(StoreSession session, long unit, string firmware, long since) => session.Query(
        """
        SELECT check_id, through, acknowledged_by, acknowledged_at, note, entry FROM failures LEFT JOIN log_entries ON log_entries.idx = failures.act_index
        WHERE unit_id = @unit AND firmware = @firmware AND acknowledged_at IS NOT NULL AND failures.idx >= @since ORDER BY failures.id
        """,
        row => new Acknowledgement(
            row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.IsDBNull(5) ? null : IfPublished(System.Text.Encoding.ASCII.GetString((byte[])row.GetValue(5)))),
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
