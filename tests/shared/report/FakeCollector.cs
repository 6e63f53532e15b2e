using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Report;

namespace NanoAgent.Tests.Shared.Report;

/// <summary>What a token said that reached the collector.</summary>
internal sealed record Received(uint Number, bool IsLive, uint ReportNumber, uint Lost, string Previous, string Hash);

/// <summary>A collector that keeps the rules of nonces and receipts and checks no signature; it can lose requests and answers.</summary>
internal sealed class FakeCollector : ICollectorLink
{
    private readonly Dictionary<string, string?> _nonces = [];
    private readonly HashSet<string> _tokens = [];
    private int _given;

    public List<Received> Reports { get; } = [];

    public List<string> Bodies { get; } = [];

    /// <summary>Other bytes under a used nonce: a unit that keeps the rules never causes one.</summary>
    public int Replays { get; private set; }

    public int Posts { get; private set; }

    /// <summary>Messages with credential tags.</summary>
    public int Tags { get; private set; }

    public int LoseRequests { get; set; }

    public int LoseAnswers { get; set; }

    public int OutOfMemory { get; set; }

    /// <summary>A refusal for the next report instead of taking it.</summary>
    public string? Refuse { get; set; }

    public int Post(string path, string contentType, string bearer, IFragment body, out byte[] answer)
    {
        Posts++;
        answer = [];

        if (OutOfMemory-- > 0)
        {
            throw new OutOfMemoryException();
        }

        if (LoseRequests-- > 0)
        {
            return 0;
        }

        var sink = new MemorySink(body.Length);
        body.WriteTo(sink);
        int status = Answer(path, Encoding.ASCII.GetString(sink.ToArray()), out string text);
        answer = LoseAnswers > 0 ? [] : Encoding.UTF8.GetBytes(text);
        return LoseAnswers-- > 0 ? 0 : status;
    }

    private int Answer(string path, string body, out string text)
    {
        string head = "{\"size\":" + Reports.Count + ",\"root\":\"" + Base64Url.Encode(new byte[32]) + "\"}";
        text = "{\"nonce\":\"" + NewNonce() + "\",\"aud\":\"collector\",\"head\":" + head + "}";
        return path switch
        {
            "/v1/challenges" => 200,
            "/v1/enrolments" => 201,
            "/v1/tags" => TakeTags(),
            _ => Take(body, ref text),
        };
    }

    private int TakeTags()
    {
        Tags++;
        return 200;
    }

    private int Take(string token, ref string text)
    {
        Bodies.Add(token);
        string receipt = Base64Url.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
        string? refusal = Refuse;
        Refuse = null;

        if (refusal is null && !_tokens.Contains(token))
        {
            refusal = Keep(token);
        }

        text = refusal is null ? text.Insert(1, $"\"receipt\":\"{receipt}\",") : $$"""{"refusal":"{{refusal}}"}""";
        return refusal is null ? 200 : refusal == "unavailable" ? 503 : 409;
    }

    private string? Keep(string token)
    {
        Base64Url.TryDecode(token.Split('.')[1], out byte[] payload);
        using JsonDocument json = JsonDocument.Parse(payload);
        JsonElement root = json.RootElement;
        string nonce = root.GetProperty("eat_nonce").GetString()!;

        if (!_nonces.TryGetValue(nonce, out string? used))
        {
            return "stale-nonce";
        }

        if (used is not null)
        {
            Replays++;
            return "used-nonce";
        }

        _nonces[nonce] = token;
        _tokens.Add(token);
        Reports.Add(Read(root, Encoding.ASCII.GetString(payload)));
        return null;
    }

    private static Received Read(JsonElement root, string payload)
    {
        JsonElement observed = root.GetProperty("na_observed");
        JsonElement report = root.GetProperty("na_report");
        string members = payload[payload.IndexOf("\"na_observed\"", StringComparison.Ordinal)..^1];
        return new Received(
            observed.GetProperty("number").GetUInt32(),
            report.GetProperty("live").GetBoolean(),
            report.GetProperty("number").GetUInt32(),
            report.GetProperty("lost").GetUInt32(),
            observed.GetProperty("previous").GetString()!,
            Base64Url.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(members))));
    }

    private string NewNonce()
    {
        string nonce = "nonce-" + (++_given).ToString("D6");
        _nonces[nonce] = null;
        return nonce;
    }
}
