using System.Diagnostics;

namespace NanoAgent.Benchmarks.Soak;

/// <summary>When the next thing goes wrong, and for how long.</summary>
internal abstract class SoakPace
{
    /// <summary>Is the collector killed in this round?</summary>
    public abstract bool Kills { get; }

    /// <summary>Does this round count for what the collector weighs, long enough after the last kill?</summary>
    public abstract bool IsQuiet { get; }

    /// <summary>The fleet whose cycles go on meanwhile.</summary>
    protected SoakFleet Fleet { get; private set; } = null!;

    /// <summary>Begins another round of faults, unless the run is over.</summary>
    public bool BeginRound(SoakFleet fleet)
    {
        Fleet = fleet;
        return BeginRoundCore();
    }

    /// <summary>Between two faults.</summary>
    public abstract void Rest();

    /// <summary>While a fault lasts.</summary>
    public abstract void Hold();

    /// <summary>After a round's last fault.</summary>
    public abstract void EndRound();

    /// <summary>Is there another round?</summary>
    protected abstract bool BeginRoundCore();
}

/// <summary>Rounds of a minute for so long: for figures. The last third is without kills, so that memory can be seen to stay.</summary>
internal sealed class TimedPace(TimeSpan length) : SoakPace
{
    // A short run still has two of each fault.
    private const int FewestRounds = 2;

    private static readonly TimeSpan _longestRound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _fault = TimeSpan.FromSeconds(3);

    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly TimeSpan _round = length / FewestRounds < _longestRound ? length / FewestRounds : _longestRound;
    private TimeSpan _next;

    /// <inheritdoc/>
    public override bool Kills => Elapsed < length * 2 / 3;

    /// <inheritdoc/>
    public override bool IsQuiet => Elapsed > length * 2 / 3;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begun);

    /// <inheritdoc/>
    public override void Rest() => Thread.Sleep(_round / 5);

    /// <inheritdoc/>
    public override void Hold() => Thread.Sleep(_fault);

    /// <inheritdoc/>
    public override void EndRound()
    {
        if (_next > Elapsed)
        {
            Thread.Sleep(_next - Elapsed);
        }
    }

    /// <inheritdoc/>
    protected override bool BeginRoundCore()
    {
        _next = Elapsed + _round;
        return Elapsed < length;
    }
}

/// <summary>So many rounds, counted in what the fleet did: for a test, which a slow machine must not fail.</summary>
/// <param name="rounds">Rounds, each with one of each fault.</param>
/// <param name="cycles">Cycles of all units together between two faults, and half as many while one lasts.</param>
internal sealed class CountedPace(int rounds, int cycles) : SoakPace
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(20);

    private int _begun;

    /// <inheritdoc/>
    public override bool Kills => true;

    /// <inheritdoc/>
    public override bool IsQuiet => false;

    /// <inheritdoc/>
    public override void Rest() => Await(cycles);

    /// <inheritdoc/>
    public override void Hold() => Await(cycles / 2);

    /// <inheritdoc/>
    public override void EndRound() => Await(cycles);

    /// <inheritdoc/>
    protected override bool BeginRoundCore() => _begun++ < rounds;

    private void Await(int count)
    {
        for (int until = Fleet.Cycles + count; Fleet.Cycles < until;)
        {
            Fleet.ThrowWhatWentWrong();
            Thread.Sleep(_look);
        }
    }
}
