namespace NanoAgent.Evidence;

/// <summary>What the units of one declaration answered, counted. Knows nothing of schemes; a criterion's state is read off it.</summary>
public sealed record FleetTally
{
    /// <summary>Under which <see cref="ByState"/> counts virtual units outside a demonstration.</summary>
    public const string VirtualLeftOut = "virtual-left-out";

    /// <summary>Units that count: virtual ones in a demonstration, real ones otherwise; revoked ones never.</summary>
    public required int Units { get; init; }

    /// <summary>Of these, the ones in use, which alone can supply something good.</summary>
    public required int InUse { get; init; }

    /// <summary>All units found, by where they stand, and <see cref="VirtualLeftOut"/>.</summary>
    public required SortedDictionary<string, int> ByState { get; init; }

    /// <summary>Units that count, by model.</summary>
    public required SortedDictionary<string, int> ByModel { get; init; }

    /// <summary>Units that count, by where their key lies.</summary>
    public required SortedDictionary<string, int> ByKeyProtection { get; init; }

    /// <summary>Accepted reports of this firmware version by the units that count.</summary>
    public required long Reports { get; init; }

    /// <summary>Per check, what was answered.</summary>
    public required SortedDictionary<string, CheckTally> Checks { get; init; }

    /// <summary>The tally of one check; empty when no unit answered it.</summary>
    public CheckTally Of(string check) => Checks.GetValueOrDefault(check) ?? CheckTally.Nothing;
}

/// <summary>The answers to one check. Keys are <c>outcome:reason:basis</c>, values count units.</summary>
public sealed record CheckTally
{
    /// <summary>No answers.</summary>
    public static CheckTally Nothing { get; } = new() { Present = [], Idle = [], Past = [], Facts = [], Examples = [] };

    /// <summary>Present results of units in use.</summary>
    public required SortedDictionary<string, int> Present { get; init; }

    /// <summary>Last results of units that are stale, in repair, transferred or retired. Only what contradicts counts.</summary>
    public required SortedDictionary<string, int> Idle { get; init; }

    /// <summary>Failures of earlier or delayed observations that nobody acknowledged.</summary>
    public required SortedDictionary<string, int> Past { get; init; }

    /// <summary>What units in use observed: per fact its values and how many units gave each, at most <see cref="FleetTallier.MaxValues"/> and the rest together.</summary>
    public required SortedDictionary<string, SortedDictionary<string, int>> Facts { get; init; }

    /// <summary>For answers other than success, UEIDs of the first units that gave them, at most <see cref="FleetTallier.MaxExamples"/>.</summary>
    public required SortedDictionary<string, List<string>> Examples { get; init; }
}
