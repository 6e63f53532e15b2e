using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>Reads units one by one: checks what they signed, counts them, and keeps the ones whose evidence goes into a pack.</summary>
/// <remarks>Holds at most <see cref="DeclarationOptions.MaxUnits"/> units of each of three kinds, however many there are.</remarks>
internal sealed class FleetReader
{
    // One unit in ten of a sample is there because it reported last.
    private const int NewestPart = 10;

    private readonly string _collectorId;
    private readonly string _firmware;
    private readonly DeclarationOptions _options;
    private readonly Es256Verifier _signatures;
    private readonly string _seed;
    private readonly FleetTallier _tallier;
    private readonly Keeping _failing;
    private readonly Keeping _newest;
    private readonly Keeping _drawn;

    /// <summary>Makes a reader.</summary>
    /// <param name="source">The snapshot; its units are read once.</param>
    /// <param name="firmware">The firmware version.</param>
    /// <param name="options">Limits, demonstration.</param>
    /// <param name="provisioned">What provisioning records add.</param>
    /// <param name="signatures">ECDSA, with its cache.</param>
    public FleetReader(IEvidenceSource source, string firmware, DeclarationOptions options, ProvisionedFleet provisioned, Es256Verifier signatures)
    {
        _collectorId = source.CollectorId;
        _firmware = firmware;
        _options = options;
        _signatures = signatures;
        _tallier = new FleetTallier(provisioned);

        // The root of the log is made by all reports together: nobody can pick units by choosing their identifiers beforehand.
        _seed = source.Head?.Root ?? "";
        _failing = new Keeping(options.MaxUnits);
        _newest = new Keeping(Math.Max(1, options.MaxUnits / NewestPart));
        _drawn = new Keeping(options.MaxUnits);
    }

    /// <summary>The count, once <see cref="Read"/> has ended.</summary>
    public FleetTally Tally { get; private set; } = null!;

    /// <summary>Reads all units.</summary>
    public DeclarationRefusal Read(IEnumerable<UnitEvidence> units, out Text detail)
    {
        detail = new Text("", "");

        foreach (UnitEvidence unit in units)
        {
            if (unit.State == UnitState.Revoked)
            {
                _tallier.LeaveOut(FleetTallier.NameOf(unit.State));
                continue;
            }

            if (!UnitReading.TryRead(unit, _collectorId, _firmware, _signatures, out UnitReading? reading, out UnitProblem? problem))
            {
                Text what = RefusalTexts.Of(problem!);
                detail = new Text($"個体 {unit.Ueid}:{what.Ja}", $"unit {unit.Ueid}: {what.En}");
                return DeclarationRefusal.BadEvidence;
            }

            if (unit.Virtual == _options.Demonstration)
            {
                Take(reading!);
            }
            else if (_options.Demonstration)
            {
                detail = new Text($"個体 {unit.Ueid} は実機", $"unit {unit.Ueid} is real");
                return DeclarationRefusal.RealUnitsInDemonstration;
            }
            else
            {
                _tallier.LeaveOut(FleetTally.VirtualLeftOut);
            }
        }

        Tally = _tallier.Finish();
        return DeclarationRefusal.None;
    }

    /// <summary>The units for the pack: all when they are few; otherwise the failing ones, the newest, and a set drawn by hash under the seed.</summary>
    public (IReadOnlyList<UnitEvidence> Units, FleetSample? Sample) Sample()
    {
        var units = new Dictionary<string, UnitEvidence>(StringComparer.Ordinal);
        int failing = Add(units, _failing);
        int newest = Add(units, _newest);
        int drawn = Add(units, _drawn);
        FleetSample? sample = units.Count == Tally.Units ? null
            : new FleetSample(_options.MaxUnits, failing, (int)(_failing.Seen - failing), newest, drawn, _seed);
        return ([.. units.Values.OrderBy(u => u.Ueid, StringComparer.Ordinal)], sample);
    }

    private int Add(Dictionary<string, UnitEvidence> units, Keeping more)
    {
        int before = units.Count;

        foreach (UnitEvidence unit in more.InOrder().Where(u => !units.ContainsKey(u.Ueid)).Take(_options.MaxUnits - before))
        {
            units.Add(unit.Ueid, unit);
        }

        return units.Count - before;
    }

    private void Take(UnitReading reading)
    {
        bool isRemarkable = _tallier.Count(reading);
        string draw = Draw(reading.Unit.Ueid);

        if (isRemarkable)
        {
            _failing.Offer(reading.Unit, draw);
        }

        long last = reading.Reports.Count == 0 ? 0 : reading.Reports.Max(r => r.Evidence.ReceivedAt);
        _newest.Offer(reading.Unit, $"{long.MaxValue - last:D20}{draw}");
        _drawn.Offer(reading.Unit, draw);
    }

    private string Draw(string ueid) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_seed}|{ueid}")));

    /// <summary>The units with the lowest keys, at most so many.</summary>
    private sealed class Keeping(int most)
    {
        private readonly PriorityQueue<UnitEvidence, string> _kept = new(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)));

        public long Seen { get; private set; }

        public void Offer(UnitEvidence unit, string key)
        {
            Seen++;

            if (_kept.Count < most)
            {
                _kept.Enqueue(unit, key);
            }
            else
            {
                _kept.EnqueueDequeue(unit, key);
            }
        }

        public IEnumerable<UnitEvidence> InOrder() => _kept.UnorderedItems.OrderBy(i => i.Priority, StringComparer.Ordinal).Select(i => i.Element);
    }
}
