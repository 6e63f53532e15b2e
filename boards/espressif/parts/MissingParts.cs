using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Boards.Espressif;

/// <summary>Firmware that offers no network service: known to be missing, which is not the same as unknown.</summary>
public sealed class NoServices : IServices
{
    /// <inheritdoc/>
    public Presence Presence => Presence.Missing;

    /// <inheritdoc/>
    public int Count => 0;

    /// <inheritdoc/>
    public IService At(int index) => null;
}

/// <summary>nanoFramework v1 as it comes: no update in the field. The check says so and fails.</summary>
public sealed class NoUpdates : IUpdateMechanism
{
    /// <inheritdoc/>
    public Presence Presence => Presence.Missing;

    /// <inheritdoc/>
    public Answer KeepsPrevious => Answer.Unknown;

    /// <inheritdoc/>
    public Answer CoversFirmware => Answer.Unknown;

    /// <inheritdoc/>
    public Answer LooksForUpdates => Answer.Unknown;

    /// <inheritdoc/>
    public UpdateVerdict Rehearse(byte[] image, int length) => UpdateVerdict.Unknown;

    /// <inheritdoc/>
    public byte[] Sample(UpdateSample kind) => null;

    /// <inheritdoc/>
    public byte[] RunningDigest() => null;
}
