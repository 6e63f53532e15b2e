using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Tests.Vectors;

/// <summary>Tokens that must be accepted: every claim at its bounds, every optional one left out, and what must be ignored.</summary>
internal static class GoodVectors
{
    public static IEnumerable<Vector> All() => [.. Deliveries(), .. States(), .. Results(), .. Ignored(), .. Enrolments()];

    private static IEnumerable<Vector> Deliveries()
    {
        yield return Good("plain", "a token with every claim", Fleet.Delivery(), Fleet.Observation());
        yield return Good("ueid-25", "a UEID of 25 bytes", Fleet.Delivery(25), Fleet.Observation()) with { Ueid = Fleet.Ueid(25) };
        yield return Good("ueid-33", "a UEID of 33 bytes", Fleet.Delivery(33), Fleet.Observation()) with { Ueid = Fleet.Ueid(33) };
        yield return Good("nonce-8", "the shortest nonce", Fleet.Delivery(nonce: "abcdEF-_"), Fleet.Observation()) with { Nonce = "abcdEF-_" };
        string longest = new('n', 88);
        yield return Good("nonce-88", "the longest nonce", Fleet.Delivery(nonce: longest), Fleet.Observation()) with { Nonce = longest };
        yield return Good("aud-1", "the shortest collector id", Fleet.Delivery(audience: "c"), Fleet.Observation()) with { Audience = "c" };
        string id = new('c', 64);
        yield return Good("aud-64", "the longest collector id", Fleet.Delivery(audience: id), Fleet.Observation()) with { Audience = id };
        yield return Deliver("no-iat", "the clock was not set", d => d.IssuedAt = Profile.NoTime);
        yield return Deliver("iat-zero", "the smallest time", d => d.IssuedAt = 0);
        yield return Deliver("iat-far", "a clock that is far off is not judged", d => d.IssuedAt = 4_000_000_000);
        yield return Deliver("delayed", "an observation that was made earlier", d => d.IsLive = false);
        yield return Deliver("lost", "most observations lost, most reports signed", d => { d.Lost = uint.MaxValue; d.ReportNumber = uint.MaxValue; });
        yield return Deliver("seen", "the unit echoes a tree head", d => { d.SeenSize = 123_456_789_012; d.SeenRoot = Sha256.Hash([9]); });
        yield return Deliver("virtual", "a virtual unit that was enrolled as one", d => d.IsVirtual = true) with { IsVirtual = true };

        for (KeyProtection p = KeyProtection.Unknown; p <= KeyProtection.Efuse; p++)
        {
            yield return Deliver("key-" + ClaimNames.Of(p), "a key of this protection", d => d.KeyProtection = p);
        }

        yield return new Vector("good-other-unit", "None", "another unit under its own key", Fleet.Token(Fleet.Delivery(), Fleet.Observation(), Fleet.Other)) { Key = Fleet.Other };
    }

    private static IEnumerable<Vector> States()
    {
        yield return Observe("no-at", "observed before the clock was set", o => o.At = Profile.NoTime);
        yield return Observe("no-bootcount", "a board that cannot count its boots", o => o.BootCount = 0);
        yield return Observe("no-dbgstat", "a board that cannot see its debug interface", o => o.DebugEnabled = Answer.Unknown);
        yield return Observe("dbgstat-disabled", "a closed debug interface", o => o.DebugEnabled = Answer.No);
        yield return Observe("no-log", "no chained log", o => o.LogHead = null);
        yield return Observe("first-second", "uptime 0, first boot", o => { o.UptimeSeconds = 0; o.BootCount = 1; });
        yield return Observe("longest-names", "software name and version of 32 characters", o => { o.SoftwareName = new string('n', 32); o.SoftwareVersion = new string('9', 32); });
        yield return Observe("punctuation", "printable characters in a name", o => o.SoftwareName = "a b!#$%&'()*+,-./:;<=>?@[]^_`{|}");
        var first = new Observation(1, new byte[32], Fleet.Findings()) { SoftwareName = "thermo", SoftwareVersion = "1.4.0" };
        yield return Good("first-observation", "the first observation follows none", Fleet.Delivery(), first);
    }

    private static IEnumerable<Vector> Results()
    {
        foreach (Outcome outcome in new[] { Outcome.Absent, Outcome.NotRun, Outcome.Fail, Outcome.Success })
        {
            var finding = new Finding("own-check", outcome, Basis.Declared, "own-reason", null);
            yield return Good("outcome-" + ClaimNames.Of(outcome), "one finding, of a check of the firmware's own", Fleet.Delivery(), Fleet.Observation(finding));
        }

        yield return Good("facts", "facts of every kind at their bounds", Fleet.Delivery(), Fleet.Observation(new Finding("facts", Outcome.Fail, Basis.Probed, "facts", Facts(12))));
        yield return Good("most-findings", "48 findings", Fleet.Delivery(), Fleet.Observation(Many(0)));
        yield return Good("cut", "facts that did not fit were all left out", Fleet.Delivery(), Fleet.Observation(Many(12)));
    }

    private static IEnumerable<Vector> Ignored()
    {
        string payload = Fleet.Payload();
        yield return Changed("unknown-claim", "a claim of a later version is ignored (RFC 9711 §6)", payload.With("\"swname\"", "\"na_later\":{\"a\":[1,null,\"x\"]},\"swname\""));
        yield return Changed("unknown-utf8", "valid UTF-8 in a claim that is ignored", payload.With("\"swname\"", "\"note\":\"温度\",\"swname\""));
        yield return Changed("unknown-nested", "a member name may come again in another object", payload.With("\"swname\"", "\"note\":{\"swname\":1},\"swname\""));
        yield return Changed("standard-claim", "a registered claim that the profile does not use", payload.With("\"swname\"", "\"intuse\":\"generic\",\"swname\""));
        yield return Changed("version-scheme", "swversion with its scheme (RFC 9711 §4.2.7)", payload.With("[\"1.4.0\"]", "[\"1.4.0\",16384]"));
        yield return Changed("spaced", "white space between JSON tokens: what was signed is what counts", payload.With("{\"eat_profile\":", "{ \"eat_profile\" :\n"));
        yield return new Vector("good-unknown-header", "None", "a header member that demands nothing is ignored", Fleet.Sign(Fleet.Header().With("}", ",\"note\":1}"), payload));
        string carried = Fleet.Header().With("}", ",\"jwk\":" + Fleet.Other.PublicKey.ToJwk() + "}");
        yield return new Vector("good-jwk-ignored", "None", "a key in the header is never used: kid names the key", Fleet.Sign(carried, payload));
    }

    private static IEnumerable<Vector> Enrolments()
    {
        foreach (int length in new[] { 17, 25, 33 })
        {
            string text = EnrolmentText(Fleet.Unit, length);
            yield return new Vector("good-enrolment-" + length, "None", $"an enrolment with a UEID of {length} bytes", text) { Kind = "enrolment", Ueid = Fleet.Ueid(length) };
        }
    }

    public static string EnrolmentText(TokenSigner signer, int ueidLength)
    {
        Fleet.Demand(EnrolmentWriter.TryWrite(signer, Fleet.Audience, Fleet.Nonce, Fleet.Ueid(ueidLength), Fleet.Model, false, out byte[] jws));
        return Ascii.Text(jws, 0, jws.Length);
    }

    private static FactList Facts(int count)
    {
        var facts = new FactList();
        facts.Add("least", int.MinValue);
        facts.Add("most", int.MaxValue);
        facts.Add("yes", true);
        facts.Add("no", false);
        facts.Add("empty", "");

        for (int i = facts.Count; i < count; i++)
        {
            facts.Add($"{i:d2}{new string('f', 30)}", new string('v', 32));
        }

        return facts;
    }

    private static Finding[] Many(int facts) =>
        [.. Enumerable.Range(0, Profile.MaxFindings).Select(i => new Finding($"{i:d2}{new string('c', 30)}", Outcome.NotRun, Basis.Measured, new string('r', 32), facts > 0 ? Facts(facts) : null) { RanIn = uint.MaxValue })];

    private static Vector Good(string name, string comment, Delivery delivery, Observation observation) =>
        new("good-" + name, "None", comment, Fleet.Token(delivery, observation));

    private static Vector Deliver(string name, string comment, Action<Delivery> change)
    {
        Delivery delivery = Fleet.Delivery();
        change(delivery);
        return Good(name, comment, delivery, Fleet.Observation());
    }

    private static Vector Observe(string name, string comment, Action<Observation> change)
    {
        Observation observation = Fleet.Observation();
        change(observation);
        return Good(name, comment, Fleet.Delivery(), observation);
    }

    private static Vector Changed(string name, string comment, string payload) => new("good-" + name, "None", comment, Fleet.Sign(Fleet.Header(), payload));
}
