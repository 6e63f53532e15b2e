using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>What feeds <see cref="IBoard.Random"/>.</summary>
public interface IEntropy : IPart
{
    /// <summary>Is a physical noise source on now? ESP32: is the Wi-Fi or Bluetooth radio on?</summary>
    Answer NoiseSourceOn { get; }
}
