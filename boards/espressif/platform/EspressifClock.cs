using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Checks;

namespace NanoAgent.Boards.Espressif;

/// <summary>The chip's clock: 1970 after power came, kept over deep sleep, right once something set it.</summary>
public sealed class EspressifClock : IClock
{
    /// <inheritdoc/>
    public long UtcSeconds => DateTime.UtcNow.ToUnixTimeSeconds();

    /// <inheritdoc/>
    public long UptimeMs => Environment.TickCount64;

    /// <summary>A clock that shows a time before any unit with this agent was not set.</summary>
    public Answer IsSet => UtcSeconds >= ClockCheck.Earliest ? Answer.Yes : Answer.No;

    /// <summary>No: <see cref="TimeSync"/> sets it, and SNTP is not authenticated.</summary>
    public Answer SourceAuthenticated => Answer.No;
}
