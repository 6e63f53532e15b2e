using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Tests.Shared.Keeping;

/// <summary>A clock that moves when it is told to.</summary>
internal sealed class TestClock : IClock
{
    public long UtcSeconds { get; set; } = 1_800_000_000;

    public long UptimeMs { get; set; } = 1000;

    public Answer IsSet { get; set; } = Answer.Yes;

    public Answer SourceAuthenticated => Answer.No;
}
