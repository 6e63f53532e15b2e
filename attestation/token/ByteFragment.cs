namespace NanoAgent.Attestation.Token;

/// <summary>A fragment that lies in memory.</summary>
public sealed class ByteFragment : IFragment
{
    private readonly byte[] _bytes;

    /// <summary>Keeps the array itself; the caller no longer changes it.</summary>
    public ByteFragment(byte[] bytes) => _bytes = bytes;

    /// <inheritdoc/>
    public int Length => _bytes.Length;

    /// <inheritdoc/>
    public void WriteTo(IByteSink sink) => sink.Write(_bytes, 0, _bytes.Length);
}
