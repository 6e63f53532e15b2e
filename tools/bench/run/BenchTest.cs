using NanoAgent.Evidence;

namespace NanoAgent.Bench;

/// <summary>What one test found.</summary>
/// <param name="Test">The test.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Summary">One sentence with the figures.</param>
/// <param name="Observations">Raw, one a line, with the time since the run began.</param>
/// <param name="At">When it ended, in Unix seconds.</param>
public sealed record BenchResult(BenchTest Test, TestOutcome Outcome, string Summary, IReadOnlyList<string> Observations, long At);

/// <summary>A test from outside. It knows no clock, network or chance but what the run hands in.</summary>
public abstract class BenchTest
{
    /// <summary>Id: a-z and hyphens.</summary>
    public abstract string Id { get; }

    /// <summary>The criteria of JC-STAR ★1 to which it speaks. That ★1 asks for a test of the device is confirmed for S1.1-04 only.</summary>
    public abstract IReadOnlyList<string> Criteria { get; }

    /// <summary>The agent's checks whose question it answers too.</summary>
    public abstract IReadOnlyList<string> Checks { get; }

    /// <summary>Runs it.</summary>
    /// <param name="run">The target, its endpoint, and where observations go.</param>
    /// <returns>How it ended, with one sentence. Inconclusive when it could not tell.</returns>
    public abstract Task<(TestOutcome Outcome, string Summary)> RunAsync(BenchSession run);

    /// <summary>It did not hold.</summary>
    protected static (TestOutcome, string) Fail(string summary) => (TestOutcome.Fail, summary);

    /// <summary>It held.</summary>
    protected static (TestOutcome, string) Pass(string summary) => (TestOutcome.Pass, summary);

    /// <summary>It could not be told.</summary>
    protected static (TestOutcome, string) Inconclusive(string summary) => (TestOutcome.Inconclusive, summary);
}

/// <summary>What a test works with.</summary>
public sealed class BenchSession
{
    private readonly List<string> _observations = [];
    private readonly long _started;

    internal BenchSession(BenchTarget target, DoorClient door, Pace pace, Random chance, CancellationToken cancel)
    {
        Target = target;
        Door = door;
        Pace = pace;
        Chance = chance;
        Cancel = cancel;
        _started = pace.Clock.GetTimestamp();
    }

    /// <summary>The unit.</summary>
    public BenchTarget Target { get; }

    /// <summary>Its endpoint.</summary>
    public DoorClient Door { get; }

    /// <summary>Gaps and limits.</summary>
    public Pace Pace { get; }

    /// <summary>Where chance decides what is tried; not for keys.</summary>
    public Random Chance { get; }

    /// <summary>The run was stopped.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>What was seen so far.</summary>
    public IReadOnlyList<string> Observations => _observations;

    /// <summary>Notes something seen. Never a password.</summary>
    public void Saw(string observation) => _observations.Add($"{Pace.Clock.GetElapsedTime(_started).TotalSeconds.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture)} s: {observation}");

    /// <summary>Waits until the endpoint answers again, for a minute at most.</summary>
    public async Task<bool> ReturnsAsync()
    {
        for (int attempt = 0; attempt < 60; attempt++)
        {
            if (await Door.ReadAsync("/", null, Cancel).ConfigureAwait(false) is { IsSilent: false, Status: not 503 })
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), Pace.Clock, Cancel).ConfigureAwait(false);
        }

        return false;
    }
}
