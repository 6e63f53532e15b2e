using System;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Board;

namespace NanoAgent.Report;

/// <summary>Appends to a file in pieces of 256 bytes, since a flash page is written whole for every call, and hashes on the way.</summary>
internal sealed class FileSink : IByteSink
{
    private readonly byte[] _piece = new byte[256];
    private readonly IFlash _flash;
    private readonly string _file;
    private readonly Sha256 _hash;
    private int _used;

    public FileSink(IFlash flash, string file, Sha256 hash)
    {
        _flash = flash;
        _file = file;
        _hash = hash;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        _hash.Append(buffer, offset, count);

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

    public void Flush()
    {
        if (_used > 0)
        {
            _flash.Append(_file, _piece, 0, _used);
            _used = 0;
        }
    }
}
