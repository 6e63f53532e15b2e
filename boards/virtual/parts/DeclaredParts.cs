using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>The debug interface as the behaviour has it: a desktop process has neither Wire Protocol nor JTAG.</summary>
internal sealed class VirtualDebugPort(DebugBehaviour behaviour) : IDebugPort
{
    /// <inheritdoc/>
    public Presence Presence => behaviour.Presence;

    /// <inheritdoc/>
    public Answer Attached => behaviour.Attached;

    /// <inheritdoc/>
    public Answer WireProtocolOpen => behaviour.WireProtocolOpen;

    /// <inheritdoc/>
    public Answer JtagOpen => behaviour.JtagOpen;

    /// <inheritdoc/>
    public Answer ReleaseBuild => behaviour.ReleaseBuild;
}

/// <summary>Fuses as the behaviour has them: a desktop has none.</summary>
internal sealed class VirtualNativeFacts(NativeBehaviour behaviour) : INativeFacts
{
    /// <inheritdoc/>
    public Presence Presence => behaviour.Presence;

    /// <inheritdoc/>
    public Answer SecureBootEnabled => behaviour.SecureBoot;

    /// <inheritdoc/>
    public Answer FlashEncryptionEnabled => behaviour.FlashEncryption;

    /// <inheritdoc/>
    public Answer FlashEncryptionReleaseMode => behaviour.ReleaseMode;

    /// <inheritdoc/>
    public Answer AntiRollbackEnabled => behaviour.AntiRollback;

    /// <inheritdoc/>
    public int SecureVersion => behaviour.SecureVersion;
}

/// <summary>The support period, fixed when the board is made so that it does not run away from the clock.</summary>
internal sealed class VirtualSupport(SupportBehaviour behaviour, DateTimeOffset madeAt) : ISupport
{
    /// <inheritdoc/>
    public Presence Presence => behaviour.Presence;

    /// <inheritdoc/>
    public long EndsAt => behaviour.EndsInDays is { } days ? madeAt.AddDays(days).ToUnixTimeSeconds() : 0;
}
