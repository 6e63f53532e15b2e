using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>The host's generator, or a repeatable one for tests.</summary>
internal sealed class HostRandom : IRandomSource
{
    private readonly Random? _repeatable;

    /// <summary>Makes one.</summary>
    /// <param name="seed">Null for the host's generator.</param>
    public HostRandom(int? seed) => _repeatable = seed is { } s ? new Random(s) : null;

    /// <inheritdoc/>
    public void Fill(byte[] buffer)
    {
        if (_repeatable == null)
        {
            RandomNumberGenerator.Fill(buffer);
        }
        else
        {
            _repeatable.NextBytes(buffer);
        }
    }
}

/// <summary>A random source as the simulated chip gives it: good, stuck, or biased.</summary>
internal sealed class ChipRandom : IRandomSource
{
    /// <summary>All that a broken source has to give.</summary>
    private static readonly byte[] s_values = [0xA5, 0x13, 0x7C, 0xE8];

    private readonly IRandomSource _good;
    private readonly RandomKind _kind;
    private int _place;

    /// <summary>Makes one over a good source.</summary>
    public ChipRandom(IRandomSource good, RandomKind kind)
    {
        _good = good;
        _kind = kind;
    }

    /// <inheritdoc/>
    public void Fill(byte[] buffer)
    {
        _good.Fill(buffer);

        if (_kind == RandomKind.Good)
        {
            return;
        }

        for (int i = 0; i < buffer.Length; i++)
        {
            // One to three steps on among four values: never the same twice in a row.
            _place = _kind == RandomKind.Biased ? (_place + 1 + buffer[i] % (s_values.Length - 1)) % s_values.Length : 0;
            buffer[i] = s_values[_place];
        }
    }
}

/// <summary>What feeds the source.</summary>
internal sealed class VirtualEntropy(RandomBehaviour behaviour) : IEntropy
{
    /// <inheritdoc/>
    public Presence Presence => behaviour.Presence;

    /// <inheritdoc/>
    public Answer NoiseSourceOn => behaviour.NoiseSourceOn;
}
