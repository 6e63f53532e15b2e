using System;

namespace NanoAgent.Attestation.Token;

/// <summary>Gathers small pieces into larger ones, for what is dear by the call: a page of flash, a record of TLS. Call <see cref="Flush"/> at the end.</summary>
public abstract class GatheringSink : IByteSink
{
    private readonly byte[] _piece;
    private int _used;

    /// <summary>Makes room for one piece.</summary>
    /// <param name="pieceBytes">Bytes of a piece; the last one may be shorter.</param>
    protected GatheringSink(int pieceBytes) => _piece = new byte[pieceBytes];

    /// <inheritdoc/>
    public void Write(byte[] buffer, int offset, int count)
    {
        while (count > 0)
        {
            int room = _piece.Length - _used;
            int taken = count < room ? count : room;
            Array.Copy(buffer, offset, _piece, _used, taken);
            _used += taken;
            offset += taken;
            count -= taken;

            if (_used == _piece.Length)
            {
                Flush();
            }
        }
    }

    /// <summary>Passes on what is still held.</summary>
    public void Flush()
    {
        if (_used > 0)
        {
            Pass(_piece, _used);
            _used = 0;
        }
    }

    /// <summary>Takes the beginning of a piece, which is used anew afterwards.</summary>
    protected abstract void Pass(byte[] piece, int count);
}
