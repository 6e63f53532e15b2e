using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Devices;

namespace NanoAgent.Tests.Collector;

/// <summary>Everything that must be refused, over the HTTP door: each with its own reason, and nothing changed by it.</summary>
public abstract class RefusalTests(TestStore store) : StoreTest(store)
{
    private const string Jose = "application/jose";
    private static readonly TimeSpan _nonceLifetime = TimeSpan.FromMinutes(10);

    private static readonly Dictionary<string, Case> _matrix = new()
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
        ["an expired nonce"] = Token("stale-nonce", 409, a => a.Unit.Token(a.Nonce), a => a.Later(_nonceLifetime + TimeSpan.FromMinutes(1))),
        ["a revoked unit"] = Token("revoked-unit", 403, a => a.Unit.Token(a.Nonce), a => a.Revoke()),
        ["a revoked unit's broken signature"] = Token("revoked-unit", 403, a => FlipBit(a.Unit.Token(a.Nonce)), a => a.Revoke()),
        ["no content type"] = new("wrong-content-type", 415, a => a.Scene.ReportAsync(a.Unit.Token(a.Nonce), "")),
        ["the content type of an enrolment"] = new("wrong-content-type", 415, a => a.Scene.ReportAsync(a.Unit.Token(a.Nonce), Jose)),
        ["the content type of JSON"] = new("wrong-content-type", 415, a => a.Scene.ReportAsync(a.Unit.Token(a.Nonce), "application/json")),
        ["an enrolment without possession"] = Enrolment("bad-signature", 403, a => Forge(a.Stranger.Enrolment(a.StrangerNonce), a.Other.Enrolment(a.StrangerNonce))),
        ["an enrolment that another key signed"] = Enrolment("bad-signature", 403, a => FlipBit(a.Stranger.Enrolment(a.StrangerNonce))),
        ["an enrolment under the nonce of another key"] = Enrolment("stale-nonce", 409, a => a.Stranger.Enrolment(a.Nonce)),
        ["an enrolment under an expired nonce"] = Enrolment("stale-nonce", 409, a => a.Stranger.Enrolment(a.StrangerNonce), a => a.Later(_nonceLifetime + TimeSpan.FromMinutes(1))),
        ["an enrolment for another collector"] = Enrolment("wrong-audience", 400, a => new TestUnit("somebody-else", key: a.Stranger.Key).Enrolment(a.StrangerNonce)),
        ["a report in an enrolment's place"] = Enrolment("wrong-type", 400, a => a.Unit.Token(a.Nonce)),
        ["a known UEID with another key"] = Enrolment("ueid-taken", 409, a => new TestUnit(a.Collector, a.Unit.Ueid, a.Stranger.Key).Enrolment(a.StrangerNonce)),
        ["an empty enrolment"] = Enrolment("malformed", 400, _ => []),
        ["an enrolment without a token"] = new("bad-enrolment-token", 401, a => a.Scene.PostAsync("/v1/enrolments", a.Stranger.Enrolment(a.StrangerNonce), Jose)),
        ["an enrolment of the wrong content type"] = new("wrong-content-type", 415, a => a.Scene.PostAsync("/v1/enrolments", a.Stranger.Enrolment(a.StrangerNonce), "text/plain", a.Scene.EnrolmentToken())),
        ["a challenge for no key"] = new("invalid-claim", 400, a => a.Scene.PostAsync("/v1/challenges", "{}"u8.ToArray(), "application/json")),
        ["a challenge with a member twice"] = new("malformed", 400, a => a.Scene.PostAsync("/v1/challenges", """{"kid":"a","kid":"b"}"""u8.ToArray(), "application/json")),
    };

    public static IEnumerable<object[]> Names => _matrix.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task A_message_is_refused_for_its_own_reason_and_changes_nothing(string name)
    {
        await using Scene scene = await OpenAsync(with: options => options with { NonceLifetime = _nonceLifetime });
        Attempt attempt = await Attempt.MakeAsync(scene);
        await _matrix[name].Prepare(attempt);
        string before = scene.State();

        HttpResponseMessage answer = await _matrix[name].Ask(attempt);

        Assert.AreEqual(_matrix[name].Refusal, await Scene.RefusalAsync(answer));
        Assert.AreEqual(_matrix[name].Status, (int)answer.StatusCode);
        Assert.AreEqual("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.AreEqual(before, scene.State());
    }

    [TestMethod]
    public async Task The_untouched_messages_of_the_same_scene_are_accepted()
    {
        await using Scene scene = await OpenAsync();
        Attempt attempt = await Attempt.MakeAsync(scene);

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(attempt.Unit.Sign(attempt.Unit.Header, attempt.Payload))));
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.EnrolAsync(attempt.Stranger, scene.EnrolmentToken(), attempt.StrangerNonce)));
    }

    [TestMethod]
    [DataRow(VerificationStep.Type)]
    [DataRow(VerificationStep.Critical)]
    [DataRow(VerificationStep.Algorithm)]
    [DataRow(VerificationStep.Revocation)]
    [DataRow(VerificationStep.Signature)]
    [DataRow(VerificationStep.Audience)]
    [DataRow(VerificationStep.Unit)]
    [DataRow(VerificationStep.Freshness)]
    public async Task The_matrix_notices_when_a_step_of_verification_is_left_out(VerificationStep step) => Assert.IsNotNull(await FirstNoticedAsync(step));

    [TestMethod]
    public async Task The_matrix_notices_nothing_when_no_step_is_left_out() => Assert.IsNull(await FirstNoticedAsync(null));

    // Revocation is looked at twice, by the verifier and by the transaction. The verifier's look alone decides what a revoked unit's broken signature is answered
    // (the matrix); here only the second is left.
    [TestMethod]
    public async Task A_revoked_unit_is_refused_by_the_transaction_alone()
    {
        await using Scene scene = await OpenAsync();
        using var signatures = new Es256Verifier();
        scene.Services.Verifier = new TokenVerifier(scene.Services.Id, scene.Services.Directory, scene.Services.Freshness, signatures, VerificationStep.Revocation);
        Attempt attempt = await Attempt.MakeAsync(scene);
        await attempt.Revoke();

        Assert.AreEqual("revoked-unit", await Scene.RefusalAsync(await scene.ReportAsync(attempt.Unit.Token(attempt.Nonce))));
    }

    // The first message of the matrix that is answered otherwise than it should be, all of them asked of one scene.
    private async Task<string?> FirstNoticedAsync(VerificationStep? without)
    {
        await using Scene scene = await OpenAsync(with: options => options with { NonceLifetime = _nonceLifetime });
        using var signatures = new Es256Verifier();
        scene.Services.Verifier = new TokenVerifier(scene.Services.Id, scene.Services.Directory, scene.Services.Freshness, signatures, without);

        foreach ((string name, Case one) in _matrix)
        {
            Attempt attempt = await Attempt.MakeAsync(scene);
            await one.Prepare(attempt);

            if (await RefusalOrNothingAsync(await one.Ask(attempt)) != one.Refusal)
            {
                return name;
            }
        }

        return null;
    }

    private static async Task<string> RefusalOrNothingAsync(HttpResponseMessage answer)
    {
        try
        {
            return await Scene.RefusalAsync(answer);
        }
        catch (JsonException)
        {
            return "nothing";
        }
    }

    private static Case Token(string refusal, int status, Func<Attempt, byte[]> token, Func<Attempt, Task>? prepare = null) =>
        new(refusal, status, a => a.Scene.ReportAsync(token(a)), prepare);

    private static Case Enrolment(string refusal, int status, Func<Attempt, byte[]> jws, Func<Attempt, Task>? prepare = null) =>
        new(refusal, status, a => a.Scene.PostAsync("/v1/enrolments", jws(a), Jose, a.Scene.EnrolmentToken()), prepare);

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

    /// <summary>A message that is refused: why, with which status, and how it is sent.</summary>
    private sealed record Case(string Refusal, int Status, Func<Attempt, Task<HttpResponseMessage>> Ask, Func<Attempt, Task>? Before = null)
    {
        public Task Prepare(Attempt attempt) => Before is null ? Task.CompletedTask : Before(attempt);
    }

    /// <summary>Two enrolled units and a stranger, with a fresh nonce each.</summary>
    private sealed record Attempt(Scene Scene, TestUnit Unit, TestUnit Other, TestUnit Stranger, string Nonce, string OtherNonce, string StrangerNonce, string Payload)
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
}

[TestClass]
public sealed class RefusalTestsOnSqlite() : RefusalTests(TestStore.Sqlite);

[TestClass]
public sealed class RefusalTestsOnPostgres() : RefusalTests(TestStore.Postgres);
