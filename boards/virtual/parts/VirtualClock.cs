using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>The unit's clock: the one handed in, or one that starts at 1970 because nobody set it.</summary>
internal sealed class VirtualClock : IClock
{
    private readonly TimeProvider _time;
    private readonly ClockBehaviour _behaviour;
    private readonly long _bootedAt;

    /// <summary>Boots the clock.</summary>
    public VirtualClock(TimeProvider time, ClockBehaviour behaviour)
    {
        _time = time;
        _behaviour = behaviour;
        _bootedAt = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public long UtcSeconds => _behaviour.IsSet == Answer.Yes ? _time.GetUtcNow().AddDays(_behaviour.OffsetDays).ToUnixTimeSeconds() : UptimeMs / 1000;

    /// <inheritdoc/>
    public long UptimeMs => (long)_time.GetElapsedTime(_bootedAt).TotalMilliseconds;

    /// <inheritdoc/>
    public Answer IsSet => _behaviour.IsSet;

    /// <inheritdoc/>
    public Answer SourceAuthenticated => _behaviour.SourceAuthenticated;
}
