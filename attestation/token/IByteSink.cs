namespace NanoAgent.Attestation.Token;

/// <summary>Takes bytes in order: a hash, a socket, a file, a counter.</summary>
/// <remarks>
/// A token is written to a sink piece by piece, so that no one holds it whole. Called from one thread; the buffer belongs to
/// the caller and may change after the call. A sink that fails throws, and what it took until then is worth nothing.
/// </remarks>
public interface IByteSink
{
    /// <summary>Takes <paramref name="count"/> bytes, 0 included.</summary>
    void Write(byte[] buffer, int offset, int count);
}
