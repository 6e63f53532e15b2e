namespace NanoAgent.Keeping;

/// <summary>How slow guessing is made.</summary>
public sealed class VaultPolicy
{
    /// <summary>Least iterations that a tag of a factory-set value may have (board contract).</summary>
    public const int MinIterations = 1000;

    /// <summary>Most iterations: a stored figure beyond it is damage, and would hold a unit for minutes at a log-in.</summary>
    public const int MaxIterations = 100000;

    /// <summary>Takes the figures.</summary>
    /// <param name="iterations">PBKDF2 iterations for new values, from <see cref="MinIterations"/> to <see cref="MaxIterations"/>; stored with each, so it can grow later.</param>
    /// <param name="freeAttempts">Refused attempts before waiting begins, 1 to 10.</param>
    /// <param name="longestWaitSeconds">The wait doubles from 1 s up to this; at most 86,400.</param>
    public VaultPolicy(int iterations, int freeAttempts, int longestWaitSeconds)
    {
        Iterations = iterations < MinIterations ? MinIterations : iterations > MaxIterations ? MaxIterations : iterations;
        FreeAttempts = freeAttempts;
        LongestWaitSeconds = longestWaitSeconds;
    }

    /// <summary>PBKDF2 iterations.</summary>
    public int Iterations { get; }

    /// <summary>Refused attempts before waiting begins.</summary>
    public int FreeAttempts { get; }

    /// <summary>Longest wait in seconds.</summary>
    public int LongestWaitSeconds { get; }

    /// <summary>Seconds to wait after so many refused attempts in a row.</summary>
    public int WaitSeconds(int failures)
    {
        if (failures < FreeAttempts)
        {
            return 0;
        }

        int doublings = failures - FreeAttempts;
        int wait = doublings > 16 ? LongestWaitSeconds : 1 << doublings;
        return wait > LongestWaitSeconds ? LongestWaitSeconds : wait;
    }
}
