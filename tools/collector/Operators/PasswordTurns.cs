using System.Threading.RateLimiting;

namespace NanoAgent.Collector.Operators;

/// <summary>Whose password is hashed now: each costs a core some tenths of a second, and a flood of them must not starve the units.</summary>
/// <remarks>Taken once the form is read: who sends one slowly keeps nobody else from signing in.</remarks>
internal sealed class PasswordTurns : IDisposable
{
    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions { PermitLimit = 2, QueueLimit = 32 });

    /// <summary>Waits for a turn, which ends when it is disposed; what was not acquired is none, since too many wait already.</summary>
    /// <param name="cancel">Ends the waiting.</param>
    public ValueTask<RateLimitLease> TakeAsync(CancellationToken cancel) => _turns.AcquireAsync(1, cancel);

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
