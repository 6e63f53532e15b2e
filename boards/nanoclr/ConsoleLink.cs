using System;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Report;

namespace NanoAgent.Boards.NanoClr;

/// <summary>A way to a collector that is not there: challenges and receipts are made here, and tokens are printed for whoever reads along.</summary>
/// <remarks>A nonce of its own making is no freshness: the printed token verifies by signature, and a real collector refuses it as stale.</remarks>
public sealed class ConsoleLink : ICollectorLink
{
    private readonly IRandomSource _random;
    private readonly bool _prints;

    /// <summary>Makes a link.</summary>
    /// <param name="random">Feeds the nonces.</param>
    /// <param name="prints">Whether tokens are printed.</param>
    public ConsoleLink(IRandomSource random, bool prints)
    {
        _random = random;
        _prints = prints;
    }

    /// <inheritdoc/>
    public int Post(string path, string contentType, string bearer, IFragment body, out byte[] answer)
    {
        if (path == "/v1/challenges")
        {
            answer = Ascii.Bytes("{\"nonce\":\"" + NewNonce() + "\",\"aud\":\"console\"}");
            return 200;
        }

        var hash = new Sha256();
        body.WriteTo(new HashingSink(hash));
        byte[] receipt = new byte[Sha256.HashBytes];
        hash.Finish(receipt, 0);

        if (_prints)
        {
            Console.Write("token ");
            body.WriteTo(new ConsoleSink());
            Console.WriteLine("");
        }

        answer = Ascii.Bytes("{\"receipt\":\"" + Base64Url.Encode(receipt) + "\",\"nonce\":\"" + NewNonce() + "\"}");
        return 200;
    }

    private string NewNonce()
    {
        byte[] nonce = new byte[24];
        _random.Fill(nonce);
        return Base64Url.Encode(nonce);
    }

    private sealed class ConsoleSink : IByteSink
    {
        public void Write(byte[] buffer, int offset, int count) => Console.Write(Ascii.Text(buffer, offset, count));
    }
}
