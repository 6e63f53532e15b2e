using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Board;

namespace NanoAgent.Report;

/// <summary>Appends to a file and hashes on the way.</summary>
/// <remarks>Each piece is a call, for which a flash writes a whole page: what writes here gathers, as <see cref="JsonWriter"/> does.</remarks>
internal sealed class FileSink : IByteSink
{
    private readonly IFlash _flash;
    private readonly string _file;
    private readonly Sha256 _hash;

    public FileSink(IFlash flash, string file, Sha256 hash)
    {
        _flash = flash;
        _file = file;
        _hash = hash;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        _hash.Append(buffer, offset, count);
        _flash.Append(_file, buffer, offset, count);
    }
}
