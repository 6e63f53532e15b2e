using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using Ascii = NanoAgent.Attestation.Crypto.Ascii;

namespace NanoAgent.Tests.Vectors;

/// <summary>Texts that must be refused, each for one reason only: all else about them is right, the signature included.</summary>
internal static class BadVectors
{
    private static readonly string s_token = Fleet.Token(Fleet.Delivery(), Fleet.Observation());
    private static readonly string s_payload = Fleet.Payload();
    private static readonly string s_header = Fleet.Header();

    public static IEnumerable<Vector> All() => [.. Forms(), .. Json(), .. Headers(), .. Keys(), .. Missing(), .. Invalid(), .. InvalidFindings(), .. Bindings(), .. Enrolments()];

    private static IEnumerable<Vector> Forms()
    {
        string[] parts = s_token.Split('.');
        string filler = new('x', 12_400);
        yield return new Vector("too-large", "TooLarge", "well formed and signed, and longer than 16,384 characters", Fleet.Sign(s_header, s_payload.With("\"swname\"", $"\"note\":\"{filler}\",\"swname\"")));
        yield return Form("two-parts", "header and payload only", parts[0] + "." + parts[1]);
        yield return Form("four-parts", "a fourth part", s_token + ".AAAA");
        yield return Form("five-parts", "the shape of an encrypted token (JWE)", s_token + ".AAAA.AAAA");
        yield return Form("empty-header", "an empty header", "." + parts[1] + "." + parts[2]);
        yield return Form("empty-payload", "an empty, detached payload", parts[0] + ".." + parts[2]);
        yield return Form("padding", "padding after the header, signed as it stands", Fleet.SignText(parts[0] + "=." + parts[1]));
        yield return Form("percent", "a percent-encoded letter, signed as it stands", Fleet.SignText("%65" + parts[0][1..] + "." + parts[1]));
        yield return Form("space-inside", "white space inside base64url, signed as it stands", Fleet.SignText(parts[0] + "." + parts[1][..8] + " " + parts[1][8..]));
        yield return Form("space-after", "white space after the signature", s_token + " ");
        yield return Form("plain-base64", "the alphabet of plain base64", s_token[..^1] + "+");
        yield return Form("stray-bits", "the signature's last character with stray bits: a second spelling of the same bytes", s_token[..^1] + Stray(s_token[^1]));
        yield return Form("odd-length", "a length that no base64url has", s_token + "AAA");
        yield return Form("json-serialization", "the JSON serialization of a JWS", $"{{\"payload\":\"{parts[1]}\",\"protected\":\"{parts[0]}\",\"signature\":\"{parts[2]}\"}}");
    }

    private static IEnumerable<Vector> Json()
    {
        yield return Payload("duplicate-member", "Malformed", "one claim twice", s_payload.With("\"swname\"", "\"swname\":\"other\",\"swname\""));
        yield return Payload("duplicate-escaped", "Malformed", "one claim twice, once spelled with an escape", s_payload.With("\"swname\"", "\"\\u0073wname\":\"other\",\"swname\""));
        yield return Payload("duplicate-deep", "Malformed", "a member twice inside a claim that is ignored", s_payload.With("\"swname\"", "\"note\":[{\"a\":1,\"a\":1}],\"swname\""));
        yield return new Vector("malformed-duplicate-header", "Malformed", "alg twice in the header", Fleet.Sign(s_header.With("{", "{\"alg\":\"none\","), s_payload));
        yield return Payload("float-date", "Malformed", "a date as a floating-point number (RFC 9711 §7.2.3)", s_payload.With(":1790000000", ":1790000000.0"));
        yield return Payload("exponent-date", "Malformed", "a date with an exponent", s_payload.With(":1790000000", ":1.79e9"));
        yield return Payload("minus-zero", "Malformed", "minus zero: a second spelling of zero", s_payload.With("\"lost\":0", "\"lost\":-0"));
        yield return Payload("leading-zero", "Malformed", "a leading zero", s_payload.With("\"lost\":0", "\"lost\":00"));
        yield return Payload("huge-number", "Malformed", "an integer beyond 64 bits", s_payload.With("\"lost\":0", "\"lost\":99999999999999999999"));
        yield return Payload("float-unknown", "Malformed", "a fraction in a claim that is ignored", s_payload.With("\"swname\"", "\"note\":0.5,\"swname\""));
        yield return Payload("too-deep", "Malformed", "nested too deep, in a claim that is ignored", s_payload.With("\"swname\"", $"\"note\":{new string('[', 20)}{new string(']', 20)},\"swname\""));
        yield return Payload("comment", "Malformed", "a comment", s_payload.With("{", "{/**/"));
        yield return Payload("trailing-comma", "Malformed", "a comma after the last member", s_payload[..^1] + ",}");
        yield return Payload("trailing-text", "Malformed", "a second object after the payload", s_payload + "{}");
        yield return Payload("array", "Malformed", "an array for a payload", "[" + s_payload + "]");
        yield return Payload("lone-surrogate", "Malformed", "half a surrogate pair in an escape", s_payload.With("\"swname\"", "\"note\":\"\\ud800\",\"swname\""));
        byte[] broken = Encoding.UTF8.GetBytes(s_payload.With("\"swname\"", "\"note\":\"x\",\"swname\""));
        broken[Encoding.UTF8.GetString(broken).IndexOf("\"x\"", StringComparison.Ordinal) + 1] = 0xC0;
        yield return new Vector("malformed-utf8", "Malformed", "invalid UTF-8 inside a text", Fleet.Sign(s_header, broken));
        yield return new Vector("malformed-bom", "Malformed", "a byte order mark before the payload", Fleet.Sign(s_header, "\uFEFF" + s_payload));
    }

    private static IEnumerable<Vector> Headers()
    {
        yield return Header("wrong-type", "WrongType", "typ of another kind of token", s_header.With("eat+jwt", "JWT"));
        yield return Header("wrong-type-missing", "WrongType", "no typ", s_header.With("\"typ\":\"eat+jwt\",", ""));
        yield return Header("wrong-type-case", "WrongType", "typ in another spelling: the profile has one", s_header.With("eat+jwt", "EAT+JWT"));
        yield return Header("wrong-type-prefix", "WrongType", "typ with the prefix application/: the profile has one spelling", s_header.With("eat+jwt", "application/eat+jwt"));
        yield return Header("wrong-type-number", "WrongType", "typ is a number", s_header.With("\"eat+jwt\"", "1"));
        yield return Header("unknown-critical", "UnknownCritical", "an extension that must be understood", s_header.With("}", ",\"crit\":[\"exp\"],\"exp\":1}"));
        yield return Header("unknown-critical-b64", "UnknownCritical", "an unencoded payload (RFC 7797)", s_header.With("}", ",\"crit\":[\"b64\"],\"b64\":false}"));
        yield return Header("unknown-critical-empty", "UnknownCritical", "an empty crit, which RFC 7515 §4.1.11 forbids", s_header.With("}", ",\"crit\":[]}"));
        yield return Header("wrong-algorithm-none", "WrongAlgorithm", "alg none, though signed", s_header.With("ES256", "none"));
        yield return Header("wrong-algorithm-es384", "WrongAlgorithm", "another curve's algorithm", s_header.With("ES256", "ES384"));
        yield return Header("wrong-algorithm-case", "WrongAlgorithm", "alg in lower case", s_header.With("ES256", "es256"));
        yield return Header("wrong-algorithm-missing", "WrongAlgorithm", "no alg", s_header.With("\"alg\":\"ES256\",", ""));
        yield return WithMac();
        yield return new Vector("wrong-algorithm-unsigned", "WrongAlgorithm", "alg none and no signature", Base64Url.Encode(Ascii.Bytes(s_header.With("ES256", "none"))) + "." + s_token.Split('.')[1] + ".");
    }

    // The confusion of RFC 8725 §2.1: the public key's bytes, which anyone has, taken as an HMAC key.
    private static Vector WithMac()
    {
        string signed = Base64Url.Encode(Ascii.Bytes(s_header.With("ES256", "HS256"))) + "." + s_token.Split('.')[1];
        byte[] mac = System.Security.Cryptography.HMACSHA256.HashData(Ascii.Bytes(Fleet.Unit.PublicKey.ToJwk()), Ascii.Bytes(signed));
        return new Vector("wrong-algorithm-mac", "WrongAlgorithm", "HS256 keyed with the public key's bytes", signed + "." + Base64Url.Encode(mac));
    }

    private static IEnumerable<Vector> Keys()
    {
        string[] parts = s_token.Split('.');
        byte[] signature = Fleet.Decode(parts[2]);
        yield return new Vector("unknown-unit", "UnknownUnit", "a unit that was never enrolled", Fleet.Token(Fleet.Delivery(), Fleet.Observation(), Fleet.Other));
        yield return Header("unknown-unit-no-kid", "UnknownUnit", "no kid", s_header.With($",\"kid\":\"{Fleet.Unit.KeyId}\"", ""));
        string carried = s_header.With($"\"kid\":\"{Fleet.Unit.KeyId}\"", "\"jwk\":" + Fleet.Unit.PublicKey.ToJwk());
        yield return Header("unknown-unit-jwk", "UnknownUnit", "a key in the header instead of a kid: the sender does not choose the key", carried);
        yield return new Vector("revoked-unit", "RevokedUnit", "a unit whose key was revoked", s_token) { IsRevoked = true };
        yield return new Vector("bad-signature-other-key", "BadSignature", "re-signed with another key under the unit's kid", Fleet.Sign(s_header, s_payload, Fleet.Other));
        yield return new Vector("bad-signature-payload", "BadSignature", "a claim was changed after signing", parts[0] + "." + Base64Url.Encode(Ascii.Bytes(s_payload.With("fail", "success"))) + "." + parts[2]);
        yield return Signature("empty", "an empty signature", parts, []);
        yield return Signature("short", "one byte short", parts, signature[..63]);
        yield return Signature("long", "one byte long", parts, [.. signature, 0]);
        yield return Signature("zero", "r and s are zero (CVE-2022-21449)", parts, new byte[64]);
        yield return Signature("swapped", "s before r", parts, [.. signature[32..], .. signature[..32]]);
        yield return Signature("der", "the signature in DER", parts, Der(signature));
    }

    private static IEnumerable<Vector> Missing()
    {
        yield return Payload("wrong-profile", "WrongProfile", "another profile", s_payload.With(Profile.Uri, "urn:ietf:rfc:rfc9711"));
        yield return Payload("wrong-profile-missing", "WrongProfile", "no profile", s_payload.With($"\"eat_profile\":\"{Profile.Uri}\",", ""));
        yield return Payload("wrong-profile-case", "WrongProfile", "the profile in capitals: compared as it stands", s_payload.With(Profile.Uri, Profile.Uri.ToUpperInvariant()));

        foreach (string name in new[] { "aud", "eat_nonce", "ueid", "na_unit", "na_report", "na_observed", "swname", "swversion", "uptime", "measres", "na_findings", "model", "key", "virtual", "number", "live", "lost", "previous" })
        {
            yield return Payload("missing-claim-" + name.Replace('_', '-'), "MissingClaim", "without " + name, s_payload.With($"\"{name}\":", $"\"no-{name}\":"));
        }

        yield return Payload("missing-claim-nonce-name", "MissingClaim", "the nonce under the old name, which RFC 9711 §4.1 forbids", s_payload.With("eat_nonce", "nonce"));
    }

    private static IEnumerable<Vector> Invalid()
    {
        yield return Invalid("aud-array", "an array of audiences", "\"aud\":\"collector.example\"", "\"aud\":[\"collector.example\"]");
        yield return Invalid("nonce-short", "a nonce of 7 characters", Fleet.Nonce, "abcdefg");
        yield return Invalid("nonce-long", "a nonce of 89 characters", Fleet.Nonce, new string('n', 89));
        yield return Invalid("nonce-array", "an array of nonces", $"\"{Fleet.Nonce}\"", $"[\"{Fleet.Nonce}\",\"{Fleet.Nonce}\"]");
        yield return Invalid("iat-text", "a date as text", ":1790000000", ":\"1790000000\"");
        yield return Invalid("iat-negative", "a date before 1970", ":1790000000", ":-1");
        yield return Invalid("iat-null", "a date that is null", ":1790000000", ":null");
        yield return Invalid("ueid-type", "a UEID of another type byte", Base64Url.Encode(Fleet.Ueid(17)), Base64Url.Encode([2, .. Fleet.Ueid(17)[1..]]));
        yield return Invalid("ueid-15", "a UEID of 15 bytes, as in an example of RFC 9711", Base64Url.Encode(Fleet.Ueid(17)), Base64Url.Encode(Fleet.Ueid(15)));
        yield return Invalid("ueid-padded", "a UEID with padding", Base64Url.Encode(Fleet.Ueid(17)), Base64Url.Encode(Fleet.Ueid(17)) + "=");
        yield return Invalid("model-long", "a model of 33 characters", Fleet.Model, new string('m', 33));
        yield return Invalid("model-empty", "an empty model", Fleet.Model, "");
        yield return Invalid("key-word", "an unknown key protection", "plain-flash", "very-safe");
        yield return Invalid("virtual-text", "a truth as text", "\"virtual\":false", "\"virtual\":\"false\"");
        yield return Invalid("number-zero", "report number 0", "\"number\":7", "\"number\":0");
        yield return Invalid("lost-negative", "a negative count", "\"lost\":0", "\"lost\":-1");
        yield return Invalid("lost-big", "a count beyond 32 bits", "\"lost\":0", "\"lost\":4294967296");
        yield return Invalid("swversion-text", "swversion as bare text, as in an example of RFC 9711", "[\"1.4.0\"]", "\"1.4.0\"");
        yield return Invalid("swname-utf8", "a name that is not ASCII", "\"thermo\"", "\"温度計\"");
        yield return Invalid("bootcount-zero", "bootcount 0", "\"bootcount\":12", "\"bootcount\":0");
        yield return Invalid("dbgstat-word", "a debug state that the profile does not use", "\"dbgstat\":\"enabled\"", "\"dbgstat\":\"disabled-since-boot\"");
        yield return Invalid("log-head", "a log head of 31 bytes", Base64Url.Encode(Sha256.Hash(Ascii.Bytes("log"))), Base64Url.Encode(new byte[31]));
        yield return Invalid("unit-array", "na_unit is an array", "\"na_unit\":{", "\"na_unit\":[],\"x\":{");
        yield return Invalid("seen-number", "na_seen is a number", "\"swname\"", "\"na_seen\":1,\"swname\"");
    }

    private static IEnumerable<Vector> InvalidFindings()
    {
        yield return Invalid("outcome-word", "an outcome that EAT does not have", "\"clock\",\"not-run\"", "\"clock\",\"warning\"");
        yield return Invalid("measres-system", "another measurement system", "[\"nanoagent\",", "[\"other\",");
        yield return Invalid("measres-twice", "one check twice in measres", "[\"clock\",\"not-run\"]", "[\"event-log\",\"success\"]");
        yield return Invalid("measres-empty", "no result at all", Between(s_payload, "[\"nanoagent\",", "]]]") + "]", "[");
        yield return Invalid("findings-order", "the findings in another order than the results", "\"clock\":{\"basis\":\"none\",\"reason\":\"unreachable\"}", "\"clack\":{\"basis\":\"none\",\"reason\":\"unreachable\"}");
        yield return Invalid("findings-more", "a finding without a result", "\"na_findings\":{", "\"na_findings\":{\"extra\":{\"basis\":\"none\",\"reason\":\"holds\"},");
        yield return Invalid("findings-none", "results without their findings", s_payload[s_payload.IndexOf("\"na_findings\"", StringComparison.Ordinal)..], "\"na_findings\":{}}");
        yield return Invalid("basis-word", "an unknown basis", "\"basis\":\"probed\"", "\"basis\":\"believed\"");
        yield return Invalid("success-on-nothing", "a success that stands on nothing", "\"basis\":\"probed\"", "\"basis\":\"none\"");
        yield return Invalid("reason-capital", "a reason code with a capital", "\"reason\":\"holds\"", "\"reason\":\"Holds\"");
        yield return Invalid("reason-missing", "a finding without its reason", "\"reason\":\"holds\",", "");
        yield return Invalid("ran-zero", "a repeated finding of observation 0", "\"ran\":3", "\"ran\":0");
        yield return Invalid("facts-array", "a fact that is an array", "\"tried\":4", "\"tried\":[4]");
        yield return Invalid("facts-null", "a fact that is null", "\"tried\":4", "\"tried\":null");
        yield return Invalid("facts-number", "a fact beyond 32 bits", "\"tried\":4", "\"tried\":2147483648");
        yield return Invalid("facts-name", "a fact name with a capital", "\"tried\":4", "\"Tried\":4");
        yield return Invalid("facts-empty", "an empty list of facts, which is left out instead", Between(s_payload, "\"facts\":{", "}"), "");
    }

    private static IEnumerable<Vector> Bindings()
    {
        yield return new Vector("wrong-audience", "WrongAudience", "a token for another collector", s_token) { Audience = "other.example" };
        yield return new Vector("wrong-audience-case", "WrongAudience", "a collector id is compared as it stands", s_token) { Audience = "Collector.example" };
        yield return new Vector("wrong-unit", "WrongUnit", "the UEID of another unit under this unit's key", s_token) { Ueid = Fleet.Ueid(25) };
        yield return Payload("wrong-unit-model", "WrongUnit", "another model than was enrolled", s_payload.With(Fleet.Model, "NA-TH2"));
        yield return new Vector("wrong-unit-virtual", "WrongUnit", "enrolled as a virtual unit, and now says that it is real", s_token) { IsVirtual = true };
        yield return new Vector("stale-nonce", "StaleNonce", "a nonce that the collector does not take any more", s_token) { Nonce = "another0nonce0of0this0collector" };
        yield return new Vector("stale-nonce-prefix", "StaleNonce", "only the beginning of the nonce fits", s_token) { Nonce = Fleet.Nonce[..^1] };
    }

    private static IEnumerable<Vector> Enrolments()
    {
        string text = GoodVectors.EnrolmentText(Fleet.Unit, 17);
        string header = CompactJwsWriter.HeaderWithKey(Profile.EnrolmentType, Fleet.Unit.PublicKey);
        string payload = Encoding.UTF8.GetString(Fleet.Decode(text.Split('.')[1]));
        yield return Enrol("wrong-type-token", "WrongType", "a token is no enrolment", s_token);
        yield return Enrol("bad-signature", "BadSignature", "another key signed: no proof of possession", Fleet.Sign(header, payload, Fleet.Other));
        yield return Enrol("bad-signature-no-key", "BadSignature", "no key in the header", Fleet.Sign(CompactJwsWriter.HeaderWithKeyId(Profile.EnrolmentType, Fleet.Unit.KeyId), payload));
        yield return Enrol("bad-signature-private", "BadSignature", "a private part in the key", Fleet.Sign(header.With("\"kty\"", "\"d\":\"AA\",\"kty\""), payload));
        yield return Enrol("bad-signature-curve", "BadSignature", "a point that is not on the curve", Fleet.Sign(header.With(Base64Url.Encode(Fleet.Unit.PublicKey.Y), Base64Url.Encode(Fleet.Other.PublicKey.Y)), payload));
        yield return Enrol("wrong-algorithm", "WrongAlgorithm", "alg none", Fleet.Sign(header.With("ES256", "none"), payload));
        yield return Enrol("unknown-critical", "UnknownCritical", "an extension that must be understood", Fleet.Sign(header.With("}}", "},\"crit\":[\"x\"],\"x\":1}"), payload));
        yield return Enrol("missing-claim", "MissingClaim", "no model", Fleet.Sign(header, payload.With("\"model\":", "\"no-model\":")));
        yield return Enrol("invalid-claim", "InvalidClaim", "a UEID of 15 bytes", Fleet.Sign(header, payload.With(Base64Url.Encode(Fleet.Ueid(17)), Base64Url.Encode(Fleet.Ueid(15)))));
        yield return Enrol("wrong-audience", "WrongAudience", "an enrolment for another collector", text) with { Audience = "other.example" };
        yield return Enrol("malformed", "Malformed", "a member twice", Fleet.Sign(header, payload.With("{", "{\"model\":\"X\",")));
        yield return Enrol("too-large", "TooLarge", "longer than 4,096 characters", Fleet.Sign(header, payload.With("{", $"{{\"note\":\"{new string('x', 4000)}\",")));
    }

    private static Vector Form(string name, string comment, string text) => new("malformed-" + name, "Malformed", comment, text);

    private static Vector Header(string name, string expect, string comment, string header) => new(name, expect, comment, Fleet.Sign(header, s_payload));

    private static Vector Payload(string name, string expect, string comment, string payload) =>
        new(expect == "Malformed" ? "malformed-" + name : name, expect, comment, Fleet.Sign(s_header, payload));

    private static Vector Invalid(string name, string comment, string old, string replacement) => Payload("invalid-claim-" + name, "InvalidClaim", comment, s_payload.With(old, replacement));

    private static Vector Signature(string name, string comment, string[] parts, byte[] signature) =>
        new("bad-signature-" + name, "BadSignature", comment, parts[0] + "." + parts[1] + "." + Base64Url.Encode(signature));

    private static Vector Enrol(string name, string expect, string comment, string text) => new("enrolment-" + name, expect, comment, text) { Kind = "enrolment" };

    private static string Between(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    // 64 bytes end on a character of which two bits count: the next letter is the same bytes and a stray bit.
    private static char Stray(char last)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return alphabet[alphabet.IndexOf(last) + 1];
    }

    private static byte[] Der(byte[] signature)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        writer.PushSequence();
        writer.WriteInteger(new System.Numerics.BigInteger(signature.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
        writer.WriteInteger(new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true));
        writer.PopSequence();
        return writer.Encode();
    }
}
