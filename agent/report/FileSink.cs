using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Board;

namespace NanoAgent.Report;

/// <summary>Appends to a file in pieces of 256 bytes, since a flash page is written whole for every call, and hashes on the way.</summary>
internal sealed class FileSink : GatheringSink
{
    private readonly IFlash _flash;
    private readonly string _file;
    private readonly Sha256 _hash;

    public FileSink(IFlash flash, string file, Sha256 hash)
        : base(256)
    {
        _flash = flash;
        _file = file;
        _hash = hash;
    }

    protected override void Pass(byte[] piece, int count)
    {
        _hash.Append(piece, 0, count);
        _flash.Append(_file, piece, 0, count);
    }
}
