namespace NanoAgent.Attestation.Token;

/// <summary>Counts bytes and keeps none.</summary>
public sealed class CountingSink : IByteSink
{
    /// <summary>Bytes taken so far.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public void Write(byte[] buffer, int offset, int count) => Count += count;
}
