using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Boards.NanoClr;

/// <summary>Something whose time is taken.</summary>
internal interface IWork
{
    void Do();
}

/// <summary>The measure of all others: on one interpreter, passes compare where seconds do not.</summary>
internal sealed class Loop : IWork
{
    internal const int Passes = 1_000_000;

    private int _sum;

    public void Do()
    {
        int x = 0;

        for (int i = 0; i < Passes; i++)
        {
            x += i;
        }

        _sum += x;
    }
}

internal sealed class Hashing : IWork
{
    private readonly byte[] _data = new byte[1024];

    public void Do() => Sha256.Hash(_data);
}

internal sealed class Signing : IWork
{
    private readonly TokenSigner _signer;
    private readonly byte[] _digest = new byte[Sha256.HashBytes];
    private readonly byte[] _signature = new byte[TokenSigner.SignatureBytes];

    public Signing(TokenSigner signer) => _signer = signer;

    public void Do()
    {
        if (!_signer.TrySign(_digest, _signature))
        {
            throw new System.InvalidOperationException("fault");
        }
    }
}

internal sealed class Verifying : IWork
{
    private readonly PublicKey _key;
    private readonly byte[] _digest = new byte[Sha256.HashBytes];
    private readonly byte[] _signature = new byte[TokenSigner.SignatureBytes];

    public Verifying(TokenSigner signer)
    {
        _key = signer.PublicKey;
        signer.TrySign(_digest, _signature);
    }

    public void Do()
    {
        if (!Es256.Verify(_key, _digest, _signature))
        {
            throw new System.InvalidOperationException("refused");
        }
    }
}
