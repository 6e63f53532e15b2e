using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Token;
using NanoAgent.Report;

namespace NanoAgent.Tests.Shared.Checks;

/// <summary>A collector that takes everything, or is down, or refuses reports.</summary>
internal sealed class FakeCollector : ICollectorLink
{
    public bool IsDown { get; set; }

    public bool RefusesReports { get; set; }

    /// <summary>Restrictions on its answers to reports; null for an answer that does not speak of them.</summary>
    public string? Policy { get; set; }

    public int Reports { get; private set; }

    public int Post(string path, string contentType, string bearer, IFragment body, out byte[] answer)
    {
        answer = [];

        if (IsDown)
        {
            return 0;
        }

        bool isReport = path == "/v1/attestations";

        if (isReport && RefusesReports)
        {
            return 503;
        }

        Reports += isReport ? 1 : 0;
        string nonce = "\"nonce\":\"" + new string('n', 50) + "\",\"aud\":\"collector\"";
        answer = Encoding.ASCII.GetBytes("{" + (isReport ? "\"receipt\":\"" + ReceiptOf(body) + "\"," + (Policy is null ? "" : "\"policy\":\"" + Policy + "\",") : "") + nonce + "}");
        return 200;
    }

    private static string ReceiptOf(IFragment body)
    {
        var sink = new MemorySink(body.Length);
        body.WriteTo(sink);
        return Base64Url.EncodeToString(SHA256.HashData(sink.ToArray()));
    }
}
