namespace NanoAgent.Schemes;

/// <summary>How a device's check speaks to a criterion.</summary>
/// <remarks>
/// Each list holds <c>outcome</c> or <c>outcome:reason</c> (<c>success</c>, <c>fail</c>, <c>not-run</c>, <c>absent</c>); the longer form goes first.
/// What no list names is unknown.
/// </remarks>
public sealed record CheckVoice
{
    /// <summary>The check's id.</summary>
    public required string Check { get; init; }

    /// <summary>True: the row needs this fact, and is unknown without it. False: it only adds to what else is there.</summary>
    public required bool Required { get; init; }

    /// <summary>What speaks for the row.</summary>
    public required IReadOnlyList<string> Supports { get; init; }

    /// <summary>What contradicts it.</summary>
    public required IReadOnlyList<string> Contradicts { get; init; }

    /// <summary>What says neither and leaves no gap.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];

    /// <summary>What a finding does to the row.</summary>
    /// <param name="outcome">The outcome as in <c>measres</c>.</param>
    /// <param name="reason">The reason code.</param>
    public Effect EffectOf(string outcome, string reason)
    {
        Effect exact = Find($"{outcome}:{reason}");
        return exact != Effect.Unknown ? exact : Find(outcome);
    }

    private Effect Find(string key) =>
        Contradicts.Contains(key) ? Effect.Contradicts
        : Supports.Contains(key) ? Effect.Supports
        : Silent.Contains(key) ? Effect.Silent
        : Effect.Unknown;
}

/// <summary>How a collector's check speaks to a criterion: <c>holds</c>, <c>fails</c>, <c>nothing-to-check</c>; <c>unknown</c> stays unknown.</summary>
public sealed record CollectorVoice
{
    /// <summary>One of <see cref="CollectorCheckIds"/>.</summary>
    public required string Check { get; init; }

    /// <summary>True: the row needs it.</summary>
    public required bool Required { get; init; }

    /// <summary>What speaks for the row.</summary>
    public required IReadOnlyList<string> Supports { get; init; }

    /// <summary>What contradicts it.</summary>
    public required IReadOnlyList<string> Contradicts { get; init; }

    /// <summary>What says neither and leaves no gap.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];

    /// <summary>What an answer does to the row.</summary>
    public Effect EffectOf(string answer) =>
        Contradicts.Contains(answer) ? Effect.Contradicts
        : Supports.Contains(answer) ? Effect.Supports
        : Silent.Contains(answer) ? Effect.Silent
        : Effect.Unknown;
}
