using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Report;

/// <summary>A whole token as a body that is written piece by piece.</summary>
internal sealed class SignedToken : IFragment
{
    private readonly TokenWriter _writer;
    private readonly byte[] _signature;
    private int _length;

    public SignedToken(TokenWriter writer, byte[] signature)
    {
        _writer = writer;
        _signature = signature;
    }

    public int Length => _length > 0 ? _length : (_length = _writer.Measure());

    /// <summary>The receipt that the collector must give for it: base64url of its SHA-256.</summary>
    public static string ReceiptOf(TokenWriter writer, byte[] signature)
    {
        var hash = new Sha256();
        byte[] digest = new byte[Sha256.HashBytes];
        writer.Send(new HashingSink(hash), signature);
        hash.Finish(digest, 0);
        return Base64Url.Encode(digest);
    }

    public void WriteTo(IByteSink sink) => _writer.Send(sink, _signature);
}
