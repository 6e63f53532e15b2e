using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Evidence;

/// <summary>Reads units one by one: checks what they signed, counts them, and keeps the ones whose evidence goes into a pack.</summary>
/// <remarks>Holds at most <see cref="DeclarationOptions.MaxUnits"/> units of each of three kinds, however many there are.</remarks>
internal sealed class FleetReader(string collectorId, string firmware, DeclarationOptions options, Es256Verifier signatures)
{
    private readonly FleetTallier _tallier = new();
    private readonly List<UnitEvidence> _failing = [];
    private readonly PriorityQueue<UnitEvidence, string> _random = new(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)));

    /// <summary>The count, once <see cref="Read"/> has ended.</summary>
    public FleetTally Tally { get; private set; } = null!;

    /// <summary>Reads all units.</summary>
    public DeclarationRefusal Read(IEnumerable<UnitEvidence> units, out string detail)
    {
        detail = "";

        foreach (UnitEvidence unit in units)
        {
            if (unit.State == UnitState.Revoked)
            {
                _tallier.LeaveOut(FleetTallier.NameOf(unit.State));
                continue;
            }

            if (!UnitReading.TryRead(unit, collectorId, firmware, signatures, out UnitReading? reading, out UnitProblem? problem))
            {
                detail = $"unit {unit.Ueid}: {problem!.What}";
                return DeclarationRefusal.BadEvidence;
            }

            if (unit.Virtual == options.Demonstration)
            {
                Take(reading!);
            }
            else if (options.Demonstration)
            {
                detail = $"unit {unit.Ueid} is real";
                return DeclarationRefusal.RealUnitsInDemonstration;
            }
            else
            {
                _tallier.LeaveOut("virtual-left-out");
            }
        }

        Tally = _tallier.Finish();
        return DeclarationRefusal.None;
    }

    /// <summary>The units for the pack: all when they are few; otherwise the failing ones first, then a set drawn by hash, so that nobody picks.</summary>
    public IReadOnlyList<UnitEvidence> Sample()
    {
        IEnumerable<UnitEvidence> drawn = _random.UnorderedItems.OrderBy(i => i.Priority, StringComparer.Ordinal).Select(i => i.Element);
        return [.. _failing.Concat(drawn).Take(options.MaxUnits).OrderBy(u => u.Ueid, StringComparer.Ordinal)];
    }

    private void Take(UnitReading reading)
    {
        if (_tallier.Count(reading))
        {
            // What does not fit is still counted; that not all are there is said in the pack.
            if (_failing.Count < options.MaxUnits)
            {
                _failing.Add(reading.Unit);
            }

            return;
        }

        _random.Enqueue(reading.Unit, Draw(reading.Unit.Ueid));

        if (_random.Count > options.MaxUnits)
        {
            _random.Dequeue();
        }
    }

    private string Draw(string ueid) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"nanoagent-sample|{collectorId}|{firmware}|{ueid}")));
}
