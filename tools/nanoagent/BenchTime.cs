namespace NanoAgent.Tool;

/// <summary>The time of a virtual board on the bench. It goes on by a millisecond whenever somebody looks, so that a lock-out lasts as long as the bench looks at it, however slow the machine is.</summary>
internal sealed class BenchTime : TimeProvider
{
    private readonly DateTimeOffset _begun = System.GetUtcNow();
    private long _looks;

    /// <inheritdoc/>
    public override long TimestampFrequency => 1000;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _begun.AddMilliseconds(GetTimestamp());

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Increment(ref _looks);
}
