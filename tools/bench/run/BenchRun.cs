using NanoAgent.Attestation.Crypto;
using NanoAgent.Evidence;

namespace NanoAgent.Bench;

/// <summary>How a run goes about it.</summary>
public sealed record BenchOptions
{
    /// <summary>Time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Least time between two requests.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Most requests of a run.</summary>
    public int Requests { get; init; } = 5000;

    /// <summary>Longest run.</summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Makes what chance decides repeatable.</summary>
    public int? Seed { get; init; }
}

/// <summary>Who tested what; goes into every record of a run.</summary>
public sealed record BenchSubject
{
    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>The firmware version of the unit.</summary>
    public required string Firmware { get; init; }

    /// <summary>The unit: UEID or serial number.</summary>
    public required string Unit { get; init; }

    /// <summary>Who tested.</summary>
    public required string Tester { get; init; }

    /// <summary>The unit was a virtual board; such records count in demonstrations only.</summary>
    public required bool IsVirtual { get; init; }
}

/// <summary>Runs the tests one after another, and signs what they found.</summary>
public static class BenchRun
{
    /// <summary>All tests, in the order in which they harm least: what locks an account goes last.</summary>
    public static IReadOnlyList<BenchTest> All { get; } =
        [new TransportTest(), new PortScanTest(), new OpenAccessTest(), new ChangedImageTest(), new OutageTest(), new ErasureTest(), new BruteForceTest()];

    /// <summary>With what the tests were made, as a record names it.</summary>
    public static string Tool { get; } = $"nanoagent bench {typeof(BenchRun).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Runs tests on a target.</summary>
    /// <param name="target">The unit. The caller has made sure that its tester may test it.</param>
    /// <param name="tests">Which tests, in order.</param>
    /// <param name="options">Pace, time, chance.</param>
    /// <param name="done">Told of each result as it comes; may be null.</param>
    /// <param name="cancel">Stops the run.</param>
    public static async Task<IReadOnlyList<BenchResult>> RunAsync(BenchTarget target, IReadOnlyList<BenchTest> tests, BenchOptions options, Action<BenchResult>? done, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(tests);
        ArgumentNullException.ThrowIfNull(options);
        var pace = new Pace(options.Clock, options.Gap, options.Requests, options.Most);
        using var door = new DoorClient(target, pace);
        Random chance = options.Seed is int seed ? new Random(seed) : new Random();
        var results = new List<BenchResult>();

        foreach (BenchTest test in tests)
        {
            var session = new BenchSession(target, door, pace, chance, cancel);
            (TestOutcome outcome, string summary) = await RunAsync(test, session).ConfigureAwait(false);
            var result = new BenchResult(test, outcome, summary, session.Observations, options.Clock.GetUtcNow().ToUnixTimeSeconds());
            results.Add(result);
            done?.Invoke(result);
        }

        return results;
    }

    /// <summary>Signs a result as a test record.</summary>
    public static TestRecord Sign(BenchResult result, BenchSubject subject, TokenSigner tester)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(subject);
        return TestContent.Sign(
            new TestContent
            {
                Product = subject.Product,
                Firmware = subject.Firmware,
                Criteria = result.Test.Criteria,
                Checks = result.Test.Checks,
                Outcome = result.Outcome,
                Tester = subject.Tester,
                Tool = Tool,
                At = result.At,
                Units = [subject.Unit],
                Virtual = subject.IsVirtual,
                Summary = result.Summary,
                Observations = [$"test {result.Test.Id}", .. result.Observations],
            },
            tester);
    }

    private static async Task<(TestOutcome Outcome, string Summary)> RunAsync(BenchTest test, BenchSession session)
    {
        try
        {
            return await test.RunAsync(session).ConfigureAwait(false);
        }
        catch (BenchStoppedException e)
        {
            return (TestOutcome.Inconclusive, $"the run stopped by itself: {e.Message}");
        }
    }
}
