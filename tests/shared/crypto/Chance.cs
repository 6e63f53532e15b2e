using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>Bytes from a seed, so that a failing test fails again.</summary>
internal sealed class Chance(int seed = 1) : IRandomSource
{
    private readonly Random _random = new(seed);

    public void Fill(byte[] buffer) => _random.NextBytes(buffer);
}
