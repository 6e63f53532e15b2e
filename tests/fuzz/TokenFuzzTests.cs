using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Tests.Shared.Token;

namespace NanoAgent.Tests.Fuzz;

/// <summary>What a unit sends, and what it is made of.</summary>
[TestClass]
public sealed class TokenFuzzTests
{
    private const string Header = "{\"alg\":\"ES256\",\"typ\":\"eat+jwt\",\"kid\":\"4q742am3ILtq033gjBiS5BEgwX5hIRSYln12wfdHQtU\"}";

    private static readonly string[] _jsonWords = ["null", "true", "-0", "1e3", "9223372036854775808", "\\ud800", "\\u0000", "\"kid\":", "\"alg\":\"none\",", "\"crit\":[\"b64\"],", "[[[[[[[[[[[[[", "\"measres\":", "\"na_findings\":", "\"eat_nonce\":", ",\"cut\":true"];

    private static IReadOnlyList<Seed> Texts { get; } = [.. TokenVector.All.Select(v => new Seed(v.Name, v.Text))];

    private static IReadOnlyList<Seed> Payloads { get; } = [.. Written().Concat(TokenVector.All.Where(v => !v.IsEnrolment).Select(v => (v.Name, v.Text))).Select(PayloadOf).OfType<Seed>()];

    [TestMethod]
    public void A_changed_token_gets_a_refusal_and_is_never_accepted()
    {
        TokenVector vector = TokenVector.Named("good-plain");

        new Replay("token", Texts, ".", "..", "=", "eyJhbGciOiJub25lIn0").Run(60_000, text =>
        {
            Refusal refusal = vector.Verify(text).Refusal;
            Assert.IsTrue(Enum.IsDefined(refusal));
            Assert.IsTrue(refusal != Refusal.None || IsVector(text), "accepted");
        });
    }

    [TestMethod]
    public void A_changed_enrolment_gets_a_refusal_and_is_never_accepted()
    {
        using var signatures = new Es256Verifier();
        HashSet<string> good = [.. TokenVector.All.Where(v => v.IsEnrolment && v.Expected == Refusal.None).Select(v => Encoding.ASCII.GetString(v.Text))];

        new Replay("enrolment", Texts.Where(t => t.Name.Contains("enrolment", StringComparison.Ordinal)).ToArray(), ".", "=").Run(8_000, text =>
        {
            Refusal refusal = EnrolmentVerifier.TryVerify(text, "collector.example", signatures, out _);
            Assert.IsTrue(refusal != Refusal.None || good.Contains(Encoding.ASCII.GetString(text)), "accepted");
        });
    }

    [TestMethod]
    public void Claims_that_parse_as_a_unit_writes_them_are_written_again_in_the_same_bytes()
    {
        int written = 0;

        new Replay("claims", Payloads, _jsonWords).Run(60_000, payload =>
        {
            bool isForm = WrittenForm.TryRead(payload, out EatToken? token);

            // Facts that were cut are gone, and nobody can write them again.
            if (isForm && payload.AsSpan().IndexOf(",\"cut\":true"u8) < 0)
            {
                written++;
                Assert.AreEqual(Encoding.UTF8.GetString(payload), Encoding.UTF8.GetString(Rewriter.Payload(token!, cut: false)));
            }

            AssertReadAlike(payload, isForm);
        });

        // Changes that leave nothing in this form would compare nothing.
        Assert.IsGreaterThan(300, written);
    }

    [TestMethod]
    public void A_header_is_read_or_malformed()
    {
        Seed[] headers = [new("plain", Encoding.ASCII.GetBytes(Header)), .. Texts.Select(t => PartOf(t, 0)).OfType<Seed>()];

        new Replay("header", headers, _jsonWords).Run(60_000, header =>
        {
            Refusal refusal = CompactJws.TryRead(Encoding.ASCII.GetBytes($"{Base64Url.Encode(header)}.e30.AA"), 16384, out CompactJws? jws);
            Assert.IsTrue(refusal == Refusal.None ? jws is not null : refusal is Refusal.Malformed or Refusal.TooLarge);
        });
    }

    [TestMethod]
    public void Strict_json_that_is_taken_can_be_read_to_its_end()
    {
        Seed[] objects = [.. Payloads, .. Texts.Select(t => PartOf(t, 0)).OfType<Seed>()];

        new Replay("json", objects, _jsonWords).Run(60_000, utf8 =>
        {
            if (StrictJson.TryReadObject(utf8, out JsonDocument? document))
            {
                using (document)
                {
                    ReadAll(document!.RootElement);
                }
            }

            Jwk.TryReadSet(utf8, out _);
        });
    }

    [TestMethod]
    public void Base64url_that_decodes_is_written_again_in_the_same_characters()
    {
        Seed[] parts = [.. Texts.SelectMany(t => Encoding.ASCII.GetString(t.Bytes).Split('.')).Take(200).Select((p, i) => new Seed($"part {i}", Encoding.ASCII.GetBytes(p)))];

        new Replay("base64url", parts, "=", "==", "+", "/", "%3D").Run(60_000, bytes =>
        {
            string text = Encoding.Latin1.GetString(bytes);
            bool decodes = Base64Url.TryDecode(text, out byte[] data);
            Assert.AreEqual(decodes, CompactJws.HasOneSpelling(bytes), "the two readers say otherwise");
            Assert.IsTrue(!decodes || Base64Url.Encode(data) == text, "another spelling");
        });
    }

    private static bool IsVector(byte[] text) => TokenVector.All.Any(v => v.Expected == Refusal.None && v.Text.AsSpan().SequenceEqual(text));

    private static void AssertReadAlike(byte[] payload, bool isForm)
    {
        bool isStrict = StrictJson.TryReadObject(payload, out JsonDocument? document);
        Assert.IsTrue(isStrict || !isForm, "the quick reader takes what is no strict JSON");

        using (document)
        {
            Refusal refusal = isStrict ? EatReader.TryRead(document!.RootElement, out _, out _) : Refusal.Malformed;
            Assert.IsTrue(!isForm || refusal == Refusal.None, $"the quick reader takes what is {refusal}");
        }
    }

    private static void ReadAll(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    Assert.IsNotNull(member.Name);
                    ReadAll(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    ReadAll(item);
                }

                break;
            case JsonValueKind.String:
                Assert.IsNotNull(element.GetString());
                break;
            case JsonValueKind.Number:
                element.GetInt64();
                break;
        }
    }

    private static IEnumerable<(string Name, byte[] Text)> Written() => Enumerable.Range(0, 40).Select(seed => ($"written {seed}", new RandomToken(seed).Text()));

    private static Seed? PayloadOf((string Name, byte[] Text) token) => PartOf(new Seed(token.Name, token.Text), 1);

    private static Seed? PartOf(Seed token, int part)
    {
        string[] parts = Encoding.Latin1.GetString(token.Bytes).Split('.');
        return parts.Length > part && Base64Url.TryDecode(parts[part], out byte[] data) ? new Seed(token.Name, data) : null;
    }
}
