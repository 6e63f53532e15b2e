using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Keeping;

/// <summary>Bytes that differ from call to call and are the same in every run.</summary>
internal sealed class CountingRandom : IRandomSource
{
    private uint _state = 1;

    public void Fill(byte[] buffer)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            _state = _state * 1664525 + 1013904223;
            buffer[i] = (byte)(_state >> 24);
        }
    }
}
