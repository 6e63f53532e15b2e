using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>Facts that managed code cannot see: read by the native add-on (boards/native), or not at all.</summary>
public interface INativeFacts : IPart
{
    /// <summary>Does the chip start only signed firmware? From the fuses themselves, not from the build's configuration.</summary>
    Answer SecureBootEnabled { get; }

    /// <summary>Is flash encryption on?</summary>
    Answer FlashEncryptionEnabled { get; }

    /// <summary>Is flash encryption in release mode, so that it cannot be reflashed in clear?</summary>
    Answer FlashEncryptionReleaseMode { get; }

    /// <summary>Does the chip refuse firmware below its secure version?</summary>
    Answer AntiRollbackEnabled { get; }

    /// <summary>The secure version in the fuses; -1 when unknown.</summary>
    int SecureVersion { get; }
}
