using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Tests.Collector;

/// <summary>Everything that must be refused, over the HTTP door: each with its own reason, and nothing changed by it.</summary>
public abstract class RefusalTests(TestStore store) : StoreTest(store)
{
    private static readonly Dictionary<string, (string Refusal, int Status, Func<Attempt, byte[]> Token)> _tokens = new()
    {
        ["another signature"] = ("bad-signature", 403, a => a.Other.Sign(a.Unit.Header, a.Payload)),
        ["one bit of the signature"] = ("bad-signature", 403, a => FlipBit(a.Unit.Sign(a.Unit.Header, a.Payload))),
        ["a payload that was not signed"] = ("bad-signature", 403, a => Swap(a.Unit.Sign(a.Unit.Header, a.Payload), a.Payload.Replace("\"lost\":0", "\"lost\":1"))),
        ["an unknown key"] = ("unknown-unit", 403, a => a.Stranger.Token(a.Nonce)),
        ["alg none"] = ("wrong-algorithm", 400, a => a.Unit.Sign(a.Unit.Header.Replace("ES256", "none"), a.Payload)),
        ["alg HS256"] = ("wrong-algorithm", 400, a => a.Unit.Sign(a.Unit.Header.Replace("ES256", "HS256"), a.Payload)),
        ["alg missing"] = ("wrong-algorithm", 400, a => a.Unit.Sign(a.Unit.Header.Replace("\"alg\":\"ES256\",", ""), a.Payload)),
        ["typ of an enrolment"] = ("wrong-type", 400, a => a.Unit.Sign(a.Unit.Header.Replace(Profile.TokenType, Profile.EnrolmentType), a.Payload)),
        ["a critical extension"] = ("unknown-critical", 400, a => a.Unit.Sign(a.Unit.Header[..^1] + ",\"crit\":[\"exp\"]}", a.Payload)),
        ["aud of another collector"] = ("wrong-audience", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace(a.Collector, "somebody-else"))),
        ["the nonce of another unit"] = ("stale-nonce", 409, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace(a.Nonce, a.OtherNonce))),
        ["a nonce that nobody made"] = ("stale-nonce", 409, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace(a.Nonce, new string('A', 50)))),
        ["another profile"] = ("wrong-profile", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace(Profile.Uri, "urn:uuid:00000000-0000-4000-8000-000000000000"))),
        ["a missing claim"] = ("missing-claim", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace("\"uptime\":5,", ""))),
        ["a claim of another type"] = ("invalid-claim", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace("\"uptime\":5,", "\"uptime\":\"5\","))),
        ["the UEID of another unit"] = ("wrong-unit", 403, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace(a.Unit.UeidText, a.Other.UeidText))),
        ["a float date"] = ("malformed", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace("\"eat_nonce\"", "\"iat\":1.7e9,\"eat_nonce\""))),
        ["a member twice"] = ("malformed", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload.Replace("\"uptime\":5", "\"uptime\":5,\"uptime\":5"))),
        ["nested too deep"] = ("malformed", 400, a => a.Unit.Sign(a.Unit.Header, a.Payload[..^1] + ",\"deep\":" + new string('[', 100) + new string(']', 100) + "}")),
        ["too long"] = ("too-large", 413, a => a.Unit.Sign(a.Unit.Header, a.Payload[..^1] + ",\"long\":\"" + new string('x', Profile.MaxTokenLength) + "\"}")),
        ["cut short"] = ("malformed", 400, a => a.Unit.Token(a.Nonce)[..200]),
        ["an empty body"] = ("malformed", 400, _ => []),
        ["padding"] = ("malformed", 400, a => [.. a.Unit.Token(a.Nonce), (byte)'=']),
        ["an enrolment in a report's place"] = ("wrong-type", 400, a => a.Unit.Enrolment(a.Nonce)),
    };

    public static IEnumerable<object[]> Tokens => _tokens.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Tokens))]
    public async Task A_report_is_refused_for_its_own_reason_and_changes_nothing(string name)
    {
        await using Scene scene = await OpenAsync();
        Attempt attempt = await Attempt.MakeAsync(scene);
        string before = scene.State();

        HttpResponseMessage answer = await scene.ReportAsync(_tokens[name].Token(attempt));

        Assert.AreEqual(_tokens[name].Refusal, await Scene.RefusalAsync(answer));
        Assert.AreEqual(_tokens[name].Status, (int)answer.StatusCode);
        Assert.AreEqual("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.AreEqual(before, scene.State());
    }

    [TestMethod]
    public async Task The_untouched_token_of_the_same_scene_is_accepted()
    {
        await using Scene scene = await OpenAsync();
        Attempt attempt = await Attempt.MakeAsync(scene);

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(attempt.Unit.Sign(attempt.Unit.Header, attempt.Payload))));
    }

    [TestMethod]
    public async Task Other_bytes_on_a_used_nonce_are_a_replay()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        string nonce = await scene.NonceAsync(unit);
        await scene.ReportAsync(unit.Token(nonce));
        string before = scene.State();

        Assert.AreEqual("used-nonce", await Scene.RefusalAsync(await scene.ReportAsync(unit.Token(nonce))));
        Assert.AreEqual(before, scene.State());
    }

    [TestMethod]
    public async Task A_nonce_expires()
    {
        await using Scene scene = await OpenAsync(with: options => options with { NonceLifetime = TimeSpan.FromMinutes(10) });
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        scene.Clock.Move(TimeSpan.FromMinutes(11));

        Assert.AreEqual("stale-nonce", await Scene.RefusalAsync(await scene.ReportAsync(token)));
    }

    [TestMethod]
    public async Task A_revoked_unit_is_refused_from_then_on()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        scene.Services.SetState(unit.UeidText, NanoAgent.Collector.Devices.UnitState.Revoked, "Ada", "key leaked");

        Assert.AreEqual("revoked-unit", await Scene.RefusalAsync(await scene.ReportAsync(token)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("application/jose")]
    [DataRow("application/json")]
    [DataRow("text/plain")]
    public async Task A_report_of_another_content_type_is_refused(string contentType)
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();

        HttpResponseMessage answer = await scene.ReportAsync(unit.Token(await scene.NonceAsync(unit)), contentType);

        Assert.AreEqual("wrong-content-type", await Scene.RefusalAsync(answer));
        Assert.AreEqual(415, (int)answer.StatusCode);
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

    /// <summary>Two enrolled units and a stranger, with a fresh nonce each.</summary>
    private sealed record Attempt(TestUnit Unit, TestUnit Other, TestUnit Stranger, string Nonce, string OtherNonce, string Payload, string Collector)
    {
        public static async Task<Attempt> MakeAsync(Scene scene)
        {
            TestUnit unit = await scene.EnrolAsync();
            TestUnit other = await scene.EnrolAsync();
            string nonce = await scene.NonceAsync(unit);
            return new Attempt(unit, other, new TestUnit(scene.Services.Id), nonce, await scene.NonceAsync(other), unit.Payload(nonce), scene.Services.Id);
        }
    }
}

[TestClass]
public sealed class RefusalTestsOnSqlite() : RefusalTests(TestStore.Sqlite);

[TestClass]
public sealed class RefusalTestsOnPostgres() : RefusalTests(TestStore.Postgres);
