using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Boards.Espressif;

/// <summary>The chip's generator: every call of nanoFramework's <c>Random</c> is <c>esp_random()</c>, whatever the seed.</summary>
/// <remarks>Espressif calls it true random only while Wi-Fi or Bluetooth is on; see <see cref="NoiseSourceOn"/>. Keys are made only then.</remarks>
public sealed class EspressifRandom : IRandomSource, IEntropy
{
    private readonly Random _random = new Random();

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <summary>Yes while the Wi-Fi station has an address, for its radio is on then. Managed code can see no other state of a radio: unknown.</summary>
    public Answer NoiseSourceOn => WifiNetwork.HasAddress() ? Answer.Yes : Answer.Unknown;

    /// <inheritdoc/>
    public void Fill(byte[] buffer) => _random.NextBytes(buffer);
}
