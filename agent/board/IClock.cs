using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>Time as the unit knows it.</summary>
public interface IClock
{
    /// <summary>Seconds since 1970-01-01 UTC. On ESP32 it starts at 1970 and means nothing before it was set.</summary>
    long UtcSeconds { get; }

    /// <summary>Milliseconds since boot, monotonic; never wraps in practice (64 bits).</summary>
    long UptimeMs { get; }

    /// <summary>Was the clock set since boot, by whatever source?</summary>
    Answer IsSet { get; }

    /// <summary>Is the source authenticated? SNTP is not.</summary>
    Answer SourceAuthenticated { get; }
}
