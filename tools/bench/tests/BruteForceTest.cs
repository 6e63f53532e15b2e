using NanoAgent.Attestation.Claims;
using NanoAgent.Evidence;

namespace NanoAgent.Bench;

/// <summary>Is guessing a password over the network slowed down?</summary>
public sealed class BruteForceTest : BenchTest
{
    /// <summary>Wrong passwords that are tried. Ours: no number of the scheme has been read.</summary>
    public const int Attempts = 20;

    /// <summary>How much slower than the first an answer has to be to count as slowed, in milliseconds. Ours too.</summary>
    public const double SlowedMilliseconds = 1000;

    /// <inheritdoc/>
    public override string Id => "brute-force";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Criteria => ["S1.1-04"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Checks => [CheckIds.BruteForce];

    /// <inheritdoc/>
    public override async Task<(TestOutcome Outcome, string Summary)> RunAsync(BenchSession run)
    {
        ArgumentNullException.ThrowIfNull(run);
        double first = 0;

        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            DoorAnswer answer = await run.Door.LogInAsync($"wrong-{run.Chance.NextInt64():x}-{attempt}", run.Cancel).ConfigureAwait(false);
            run.Saw($"wrong password {attempt}: status {answer.Status} after {answer.Milliseconds:0} ms");

            if (answer.IsYes)
            {
                return Fail($"wrong password {attempt} was accepted");
            }

            if (run.Target.Door.ThrottledStatus.Contains(answer.Status))
            {
                return await WhileLockedAsync(run, attempt).ConfigureAwait(false);
            }

            if (answer.IsSilent && attempt == 1)
            {
                return Inconclusive("the endpoint does not answer");
            }

            first = attempt == 1 ? answer.Milliseconds : first;

            if (answer.Milliseconds >= first + SlowedMilliseconds)
            {
                return Pass($"answers are slowed from wrong password {attempt} on, by {answer.Milliseconds - first:0} ms");
            }
        }

        return Fail($"{Attempts} wrong passwords in a row, none slowed down");
    }

    // A lock that the true password opens is none: the guesser only has to go on. One that a power cut takes away is none either.
    private static async Task<(TestOutcome, string)> WhileLockedAsync(BenchSession run, int attempt)
    {
        if (run.Target.Password is string password)
        {
            DoorAnswer answer = await run.Door.LogInAsync(password, run.Cancel).ConfigureAwait(false);
            run.Saw($"true password while locked: status {answer.Status}");

            if (answer.IsYes)
            {
                return Fail($"locked from wrong password {attempt} on, and the true password opens all the same");
            }
        }

        if (run.Target.Power is IPowerSwitch power && await power.CycleAsync(run.Cancel).ConfigureAwait(false) && await run.ReturnsAsync().ConfigureAwait(false))
        {
            return await StartsOverAsync(run, attempt).ConfigureAwait(false)
                ? Fail($"locked from wrong password {attempt} on, and after a power cut guessing starts over")
                : Pass($"locked from wrong password {attempt} on, over a power cut too");
        }

        return Pass($"locked from wrong password {attempt} on");
    }

    // A short lock may be over by the time the unit is back. What must outlast the cut is the count: the next wrong passwords lock sooner than the first did.
    private static async Task<bool> StartsOverAsync(BenchSession run, int lockedAt)
    {
        for (int attempt = 1; attempt < lockedAt; attempt++)
        {
            DoorAnswer answer = await run.Door.LogInAsync($"wrong-after-power-cut-{attempt}", run.Cancel).ConfigureAwait(false);
            run.Saw($"wrong password {attempt} after a power cut: status {answer.Status}");

            if (run.Target.Door.ThrottledStatus.Contains(answer.Status))
            {
                return false;
            }
        }

        return true;
    }
}
