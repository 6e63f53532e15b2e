using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;
using NanoAgent.Collector.Devices;

namespace NanoAgent.Tests.Collector;

/// <summary>Messages that must be refused, one and more for each refusal that a door tells of.</summary>
internal static class RefusalMatrix
{
    private const string Jose = "application/jose";
    private const string Reports = "/v1/attestations";
    private const string Enrolments = "/v1/enrolments";
    private const string TagsDoor = "/v1/tags";
    private const string Challenges = "/v1/challenges";

    public static readonly TimeSpan NonceLifetime = TimeSpan.FromMinutes(10);

    public static IReadOnlyDictionary<string, RefusalCase> Cases { get; } = new Dictionary<string, RefusalCase>
    {
        ["another signature"] = Token("bad-signature", 403, a => a.Other.Sign(a.Unit.Header, a.Payload)),
        ["one bit of the signature"] = Token("bad-signature", 403, a => FlipBit(a.Unit.Sign(a.Unit.Header, a.Payload))),
        ["a payload that was not signed"] = Token("bad-signature", 403, a => Swap(a.Unit.Sign(a.Unit.Header, a.Payload), a.Payload.Replace("\"lost\":0", "\"lost\":1"))),
        ["an unknown key"] = Token("unknown-unit", 403, a => a.Stranger.Token(a.Nonce)),
        ["alg none"] = Token("wrong-algorithm", 400, a => a.Unit.Sign(a.Unit.Header.Replace("ES256", "none"), a.Payload)),
        ["alg HS256"] = Token("wrong-algorithm", 400, a => a.Unit.Sign(a.Unit.Header.Replace("ES256", "HS256"), a.Payload)),
        ["alg missing"] = Token("wrong-algorithm", 400, a => a.Unit.Sign(a.Unit.Header.Replace("\"alg\":\"ES256\",", ""), a.Payload)),
        ["typ of an enrolment"] = Token("wrong-type", 400, a => a.Unit.Sign(a.Unit.Header.Replace(Profile.TokenType, Profile.EnrolmentType), a.Payload)),
        ["a critical extension"] = Token("unknown-critical", 400, a => a.Unit.Sign(a.Unit.Header[..^1] + ",\"crit\":[\"exp\"]}", a.Payload)),
        ["aud of another collector"] = Token("wrong-audience", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace(a.Collector, "somebody-else"))),
        ["the nonce of another unit"] = Token("stale-nonce", 409, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace(a.Nonce, a.OtherNonce))),
        ["a nonce that nobody made"] = Token("stale-nonce", 409, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace(a.Nonce, new string('A', 50)))),
        ["another profile"] = Token("wrong-profile", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace(Profile.Uri, "urn:uuid:00000000-0000-4000-8000-000000000000"))),
        ["a missing claim"] = Token("missing-claim", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace("\"uptime\":5,", ""))),
        ["a claim of another type"] = Token("invalid-claim", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace("\"uptime\":5,", "\"uptime\":\"5\","))),
        ["the UEID of another unit"] = Token("wrong-unit", 403, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace(a.Unit.UeidText, a.Other.UeidText))),
        ["a float date"] = Token("malformed", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace("\"eat_nonce\"", "\"iat\":1.7e9,\"eat_nonce\""))),
        ["a member twice"] = Token("malformed", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace("\"uptime\":5", "\"uptime\":5,\"uptime\":5"))),
        ["nested too deep"] = Token("malformed", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload[..^1] + ",\"deep\":" + new string('[', 100) + new string(']', 100) + "}")),
        ["too long"] = Token("too-large", 413, a => a.Unit.Sign(a.Unit.Header, a.Payload[..^1] + ",\"long\":\"" + new string('x', Profile.MaxTokenLength) + "\"}")),
        ["cut short"] = Token("malformed", 400, a => a.Unit.Token(a.Nonce)[..200]),
        ["an empty body"] = Token("malformed", 400, _ => []),
        ["padding"] = Token("malformed", 400, a => [.. a.Unit.Token(a.Nonce), (byte)'=']),
        ["an enrolment in a report's place"] = Token("wrong-type", 400, a => a.Unit.Enrolment(a.Nonce)),
        ["other bytes on a used nonce"] = Token("used-nonce", 409, a => a.Unit.Token(a.Nonce), a => a.Scene.ReportAsync(a.Unit.Token(a.Nonce))),
        ["an expired nonce"] = Token("stale-nonce", 409, a => a.Unit.Token(a.Nonce), a => a.Later(NonceLifetime + TimeSpan.FromMinutes(1))),
        ["a revoked unit"] = Token("revoked-unit", 403, a => a.Unit.Token(a.Nonce), a => a.Revoke()),
        ["a revoked unit's broken signature"] = Token("revoked-unit", 403, a => FlipBit(a.Unit.Token(a.Nonce)), a => a.Revoke()),
        ["no content type"] = new(Reports, "wrong-content-type", 415, a => a.Scene.ReportAsync(a.Unit.Token(a.Nonce), "")),
        ["the content type of an enrolment"] = new(Reports, "wrong-content-type", 415, a => a.Scene.ReportAsync(a.Unit.Token(a.Nonce), Jose)),
        ["the content type of JSON"] = new(Reports, "wrong-content-type", 415, a => a.Scene.ReportAsync(a.Unit.Token(a.Nonce), "application/json")),
        ["an enrolment without possession"] = Enrolment("bad-signature", 403, a => Forge(a.Stranger.Enrolment(a.StrangerNonce), a.Other.Enrolment(a.StrangerNonce))),
        ["an enrolment that another key signed"] = Enrolment("bad-signature", 403, a => FlipBit(a.Stranger.Enrolment(a.StrangerNonce))),
        ["an enrolment under the nonce of another key"] = Enrolment("stale-nonce", 409, a => a.Stranger.Enrolment(a.Nonce)),
        ["an enrolment under an expired nonce"] = Enrolment("stale-nonce", 409, a => a.Stranger.Enrolment(a.StrangerNonce), a => a.Later(NonceLifetime + TimeSpan.FromMinutes(1))),
        ["an enrolment for another collector"] = Enrolment("wrong-audience", 400, a => new TestUnit("somebody-else", key: a.Stranger.Key).Enrolment(a.StrangerNonce)),
        ["a report in an enrolment's place"] = Enrolment("wrong-type", 400, a => a.Unit.Token(a.Nonce)),
        ["a known UEID with another key"] = Enrolment("ueid-taken", 409, a => new TestUnit(a.Collector, a.Unit.Ueid, a.Stranger.Key).Enrolment(a.StrangerNonce)),
        ["an empty enrolment"] = Enrolment("malformed", 400, _ => []),
        ["an enrolment without a token"] = new(Enrolments, "bad-enrolment-token", 401, a => a.Scene.PostAsync(Enrolments, a.Stranger.Enrolment(a.StrangerNonce), Jose)),
        ["an enrolment of the wrong content type"] = new(Enrolments, "wrong-content-type", 415, a => a.Scene.PostAsync(Enrolments, a.Stranger.Enrolment(a.StrangerNonce), "text/plain", a.Scene.EnrolmentToken())),
        ["an enrolment that is too long"] = Enrolment("too-large", 413, a => Resign(a.Stranger, a.Stranger.Enrolment(a.StrangerNonce), h => h, p => p[..^1] + ",\"long\":\"" + new string('x', EnrolmentVerifier.MaxLength) + "\"}")),
        ["an enrolment with a critical extension"] = Enrolment("unknown-critical", 400, a => Resign(a.Stranger, a.Stranger.Enrolment(a.StrangerNonce), h => h[..^1] + ",\"crit\":[\"exp\"]}", p => p)),
        ["an enrolment with alg none"] = Enrolment("wrong-algorithm", 400, a => Resign(a.Stranger, a.Stranger.Enrolment(a.StrangerNonce), h => h.Replace("ES256", "none"), p => p)),
        ["an enrolment without a model"] = Enrolment("missing-claim", 400, a => Resign(a.Stranger, a.Stranger.Enrolment(a.StrangerNonce), h => h, p => p.Replace("\"model\"", "\"other\""))),
        ["an enrolment with a claim of another type"] = Enrolment("invalid-claim", 400, a => Resign(a.Stranger, a.Stranger.Enrolment(a.StrangerNonce), h => h, p => p.Replace("\"virtual\":false", "\"virtual\":0"))),
        ["tags that are too long"] = Tags("too-large", 413, (_, p) => p[..^1] + ",\"long\":\"" + new string('x', TagsVerifier.MaxLength) + "\"}"),
        ["tags with a member twice"] = Tags("malformed", 400, (_, p) => p[..^1] + ",\"batch\":\"b\"}"),
        ["tags of the type of a report"] = TagsWithHeader("wrong-type", 400, h => h.Replace(Profile.TagsType, Profile.TokenType)),
        ["tags with a critical extension"] = TagsWithHeader("unknown-critical", 400, h => h[..^1] + ",\"crit\":[\"exp\"]}"),
        ["tags with alg none"] = TagsWithHeader("wrong-algorithm", 400, h => h.Replace("ES256", "none")),
        ["tags of an unknown key"] = SentTags("unknown-unit", 403, a => a.Stranger.Tags(a.StrangerNonce, "batch-1", "admin", new byte[32])),
        ["tags of a revoked unit"] = SentTags("revoked-unit", 403, a => TagsOf(a), a => a.Revoke()),
        ["tags that another key signed"] = SentTags("bad-signature", 403, a => FlipBit(TagsOf(a))),
        ["tags without a batch"] = Tags("missing-claim", 400, (_, p) => p.Replace("\"batch\"", "\"other\"")),
        ["tags that are none"] = Tags("invalid-claim", 400, (_, p) => p[..p.IndexOf("\"tags\"", StringComparison.Ordinal)] + "\"tags\":[]}"),
        ["tags for another collector"] = Tags("wrong-audience", 400, (a, p) => p.Replace(a.Collector, "somebody-else")),
        ["tags of another unit"] = Tags("wrong-unit", 403, (a, p) => p.Replace(a.Unit.UeidText, a.Other.UeidText)),
        ["tags under another unit's nonce"] = Tags("stale-nonce", 409, (a, p) => p.Replace(a.Nonce, a.OtherNonce)),
        ["tags on a used nonce"] = SentTags("used-nonce", 409, a => TagsOf(a), a => a.Scene.ReportAsync(a.Unit.Token(a.Nonce))),
        ["tags of the wrong content type"] = new(TagsDoor, "wrong-content-type", 415, a => a.Scene.PostAsync(TagsDoor, TagsOf(a), "application/json")),
        ["a challenge for no key"] = new(Challenges, "invalid-claim", 400, a => a.Scene.PostAsync(Challenges, "{}"u8.ToArray(), "application/json")),
        ["a challenge with a member twice"] = new(Challenges, "malformed", 400, a => a.Scene.PostAsync(Challenges, """{"kid":"a","kid":"b"}"""u8.ToArray(), "application/json")),
    };

    private static RefusalCase Token(string refusal, int status, Func<Attempt, byte[]> token, Func<Attempt, Task>? prepare = null) =>
        new(Reports, refusal, status, a => a.Scene.ReportAsync(token(a)), prepare);

    private static RefusalCase Enrolment(string refusal, int status, Func<Attempt, byte[]> jws, Func<Attempt, Task>? prepare = null) =>
        new(Enrolments, refusal, status, a => a.Scene.PostAsync(Enrolments, jws(a), Jose, a.Scene.EnrolmentToken()), prepare);

    private static RefusalCase SentTags(string refusal, int status, Func<Attempt, byte[]> jws, Func<Attempt, Task>? prepare = null) =>
        new(TagsDoor, refusal, status, a => a.Scene.PostAsync(TagsDoor, jws(a), Jose), prepare);

    private static RefusalCase Tags(string refusal, int status, Func<Attempt, string, string> payload) => SentTags(refusal, status, a => Resign(a.Unit, TagsOf(a), h => h, p => payload(a, p)));

    private static RefusalCase TagsWithHeader(string refusal, int status, Func<string, string> header) => SentTags(refusal, status, a => Resign(a.Unit, TagsOf(a), header, p => p));

    private static byte[] TagsOf(Attempt attempt) => attempt.Unit.Tags(attempt.Nonce, "batch-1", "admin", new byte[32]);

    // Another header or payload, signed by the unit's own key.
    private static byte[] Resign(TestUnit unit, byte[] jws, Func<string, string> header, Func<string, string> payload)
    {
        string[] parts = [.. Encoding.ASCII.GetString(jws).Split('.').Select(part => Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part)))];
        return unit.Sign(header(parts[0]), payload(parts[1]));
    }

    private static byte[] FlipBit(byte[] token)
    {
        string text = Encoding.ASCII.GetString(token);
        int dot = text.LastIndexOf('.');
        Base64Url.TryDecode(text[(dot + 1)..], out byte[] signature);
        signature[20] ^= 1;
        return Encoding.ASCII.GetBytes(text[..(dot + 1)] + Base64Url.Encode(signature));
    }

    private static byte[] Swap(byte[] token, string payload)
    {
        string[] parts = Encoding.ASCII.GetString(token).Split('.');
        return Encoding.ASCII.GetBytes(parts[0] + "." + Base64Url.Encode(Encoding.UTF8.GetBytes(payload)) + "." + parts[2]);
    }

    private static byte[] Forge(byte[] genuine, byte[] other)
    {
        string[] parts = Encoding.ASCII.GetString(genuine).Split('.');
        return Encoding.ASCII.GetBytes(parts[0] + "." + parts[1] + "." + Encoding.ASCII.GetString(other).Split('.')[2]);
    }
}

/// <summary>A message that is refused: at which door, why, with which status, and how it is sent.</summary>
internal sealed record RefusalCase(string Door, string Refusal, int Status, Func<Attempt, Task<HttpResponseMessage>> Ask, Func<Attempt, Task>? Before = null)
{
    public Task Prepare(Attempt attempt) => Before is null ? Task.CompletedTask : Before(attempt);
}

/// <summary>Two enrolled units and a stranger, with a fresh nonce each.</summary>
internal sealed record Attempt(Scene Scene, TestUnit Unit, TestUnit Other, TestUnit Stranger, string Nonce, string OtherNonce, string StrangerNonce, string Payload)
{
    public string Collector => Scene.Services.Id;

    public static async Task<Attempt> MakeAsync(Scene scene)
    {
        TestUnit unit = await scene.EnrolAsync();
        TestUnit other = await scene.EnrolAsync();
        var stranger = new TestUnit(scene.Services.Id);
        string nonce = await scene.NonceAsync(unit);
        return new Attempt(scene, unit, other, stranger, nonce, await scene.NonceAsync(other), await scene.NonceAsync(stranger), unit.Payload(nonce));
    }

    public Task Later(TimeSpan by)
    {
        Scene.Clock.Move(by);
        return Task.CompletedTask;
    }

    public Task Revoke()
    {
        Scene.Services.SetState(Unit.UeidText, UnitState.Revoked, "Ada", "key leaked");
        return Task.CompletedTask;
    }
}
