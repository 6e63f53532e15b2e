using System.Runtime.InteropServices;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;

namespace NanoAgent.Evidence;

/// <summary>Counts units one by one into a <see cref="FleetTally"/>; memory does not grow with the fleet.</summary>
internal sealed class FleetTallier(ProvisionedFleet provisioned)
{
    /// <summary>Most UEIDs named for one answer.</summary>
    public const int MaxExamples = 5;

    /// <summary>Most values counted apart for one fact; a value of each unit's own would otherwise grow with the fleet.</summary>
    public const int MaxValues = 6;

    /// <summary>Under this name further values of a fact are counted together.</summary>
    public const string OtherValues = "(other)";

    /// <summary>The answer of a unit that reported nothing about a check.</summary>
    public const string NoAnswer = "none:no-answer:none";

    private readonly SortedDictionary<string, int> _byState = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _byModel = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _byKey = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, CheckTally> _checks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _answered = new(StringComparer.Ordinal);
    private int _units;
    private int _inUse;
    private long _reports;

    /// <summary>Counts a unit that does not count.</summary>
    public void LeaveOut(string why) => Add(_byState, why);

    /// <summary>Counts a unit that counts.</summary>
    /// <returns>True when it gave any answer other than success: such units are never left out of a sample.</returns>
    public bool Count(UnitReading reading)
    {
        UnitEvidence unit = reading.Unit;
        bool inUse = unit.State == UnitState.Active;
        Add(_byState, NameOf(unit.State));
        Add(_byModel, unit.Model);
        Add(_byKey, ClaimNames.Of(reading.Present?.Claims.KeyProtection ?? KeyProtection.Unknown));
        _units++;
        _inUse += inUse ? 1 : 0;
        _reports += unit.ReportCount;
        bool remarkable = CountPresent(reading, inUse);
        return CountPast(reading) || remarkable;
    }

    /// <summary>The tally so far.</summary>
    public FleetTally Finish()
    {
        foreach ((string check, CheckTally tally) in _checks)
        {
            // A unit in use that says nothing of a check that others answer leaves a gap, and a gap is never good.
            int silent = _inUse - _answered.GetValueOrDefault(check);

            if (silent > 0)
            {
                tally.Present[NoAnswer] = silent;
            }
        }

        return new FleetTally
        {
            Units = _units,
            InUse = _inUse,
            ByState = _byState,
            ByModel = _byModel,
            ByKeyProtection = _byKey,
            Reports = _reports,
            Checks = _checks,
        };
    }

    /// <summary>The name of a state in files.</summary>
    public static string NameOf(UnitState state) => state switch
    {
        UnitState.Active => "active",
        UnitState.Stale => "stale",
        UnitState.Repair => "repair",
        UnitState.Transferred => "transferred",
        UnitState.Retired => "retired",
        UnitState.Revoked => "revoked",
        _ => "unknown",
    };

    private bool CountPresent(UnitReading reading, bool inUse)
    {
        bool remarkable = reading.Present is null;

        foreach (UnitAnswer answer in reading.Present is null ? [] : provisioned.Join(reading.Unit.Ueid, reading.Present.Claims.Findings))
        {
            CheckTally tally = TallyOf(answer.Check);
            Add(inUse ? tally.Present : tally.Idle, answer.Key);

            if (inUse)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_answered, answer.Check, out _)++;
                CountFacts(tally, answer);
            }

            if (answer.Outcome != Outcome.Success)
            {
                remarkable |= answer.Outcome != Outcome.Absent || answer.IsFailure;
                Name(tally, answer.Key, reading.Unit.Ueid);
            }
        }

        return remarkable;
    }

    private static void CountFacts(CheckTally tally, UnitAnswer answer)
    {
        foreach ((string name, object value) in answer.Facts)
        {
            if (!tally.Facts.TryGetValue(name, out SortedDictionary<string, int>? values))
            {
                tally.Facts[name] = values = New<int>();
            }

            string text = FactText.Of(value);
            Add(values, values.ContainsKey(text) || values.Count < MaxValues ? text : OtherValues);
        }
    }

    private bool CountPast(UnitReading reading)
    {
        var seen = new HashSet<(string, string)>();

        foreach (CheckedReport report in reading.Reports.Where(r => r != reading.Present))
        {
            foreach (UnitAnswer answer in report.Claims.Findings.Select(UnitAnswer.Of).Where(a => a.IsFailure))
            {
                bool acknowledged = reading.Unit.Acknowledgements.Any(a => a.Check == answer.Check && a.Through >= report.Claims.ObservationNumber);

                // One unit counts once for one answer, however often it repeated it.
                if (!acknowledged && seen.Add((answer.Check, answer.Key)))
                {
                    CheckTally tally = TallyOf(answer.Check);
                    Add(tally.Past, answer.Key);
                    Name(tally, answer.Key, reading.Unit.Ueid);
                }
            }
        }

        return seen.Count > 0;
    }

    private CheckTally TallyOf(string check)
    {
        if (!_checks.TryGetValue(check, out CheckTally? tally))
        {
            tally = new CheckTally { Present = New<int>(), Idle = New<int>(), Past = New<int>(), Facts = New<SortedDictionary<string, int>>(), Examples = New<List<string>>() };
            _checks[check] = tally;
        }

        return tally;
    }

    private static SortedDictionary<string, T> New<T>() => new(StringComparer.Ordinal);

    private static void Add(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static void Name(CheckTally tally, string key, string ueid)
    {
        if (!tally.Examples.TryGetValue(key, out List<string>? names))
        {
            tally.Examples[key] = names = [];
        }

        if (names.Count < MaxExamples && !names.Contains(ueid))
        {
            names.Add(ueid);
        }
    }
}
