using NanoAgent.Attestation.Token;
using NanoAgent.Board;

namespace NanoAgent.Report;

/// <summary>An observation in flash, read piece by piece.</summary>
internal sealed class StoredObservation : IFragment
{
    private const int PieceBytes = 256;

    private readonly IFlash _flash;
    private readonly string _file;
    private readonly int _start;

    public StoredObservation(IFlash flash, string file, int start, int length)
    {
        _flash = flash;
        _file = file;
        _start = start;
        Length = length;
    }

    public int Length { get; }

    public void WriteTo(IByteSink sink)
    {
        byte[] piece = new byte[PieceBytes];
        int at = 0;

        while (at < Length)
        {
            int wanted = Length - at < PieceBytes ? Length - at : PieceBytes;
            int read = _flash.Read(_file, _start + at, piece, 0, wanted);

            if (read <= 0)
            {
                // The file was whole when the outbox looked; a token of fewer bytes would only be refused.
                throw new FlashException("observation cut short");
            }

            sink.Write(piece, 0, read);
            at += read;
        }
    }
}
