using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;

namespace NanoAgent.Tests.Shared.Token;

[TestClass]
public sealed class TokenBytesTests
{
    public static IEnumerable<object[]> GoodNames => TokenVector.All.Where(v => v.Expected == Refusal.None && !v.IsEnrolment).Select(v => new object[] { v.Name });

    [TestMethod]
    public void A_token_cut_at_any_character_is_refused()
    {
        TokenVector vector = TokenVector.Named("good-plain");
        byte[] text = vector.Text;

        for (int length = 0; length < text.Length; length++)
        {
            Assert.AreNotEqual(Refusal.None, vector.Verify(text.AsSpan(0, length)).Refusal, $"cut at {length}");
        }
    }

    [TestMethod]
    public void A_token_with_any_one_bit_flipped_is_refused()
    {
        TokenVector vector = TokenVector.Named("good-plain");
        byte[] text = vector.Text;

        for (int bit = 0; bit < text.Length * 8; bit++)
        {
            text[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.AreNotEqual(Refusal.None, vector.Verify(text).Refusal, $"bit {bit}");
            text[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [TestMethod]
    [DynamicData(nameof(GoodNames))]
    public void What_was_read_and_is_written_again_gives_the_same_bytes(string name)
    {
        TokenVector vector = TokenVector.Named(name);
        EatToken token = vector.Verify().Token!;
        byte[] payload = PayloadOf(vector.Text);
        bool isOurs = !IgnoredNames.Any(name.Contains);

        byte[] written = Rewriter.Payload(token, cut: Encoding.UTF8.GetString(payload).Contains("\"cut\":true", StringComparison.Ordinal));
        Assert.AreEqual(isOurs, Encoding.UTF8.GetString(payload) == Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(written));
    }

    [TestMethod]
    public void Two_hundred_tokens_of_all_shapes_are_accepted()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            RandomToken made = new(seed);
            Verdict verdict = made.Verify(made.Text());
            Assert.AreEqual(Refusal.None, verdict.Refusal, $"seed {seed}: {verdict.Detail}");
            Assert.AreEqual(made.Observation.Findings.Length, verdict.Token!.Findings.Count);
        }
    }

    [TestMethod]
    public void Sending_twice_gives_the_same_bytes_of_the_measured_length()
    {
        var made = new RandomToken(1);
        TokenWriter writer = made.Writer();
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        Assert.IsTrue(writer.TrySign(made.Signer, signature));
        byte[] first = RandomToken.Send(writer, signature);
        byte[] second = RandomToken.Send(made.Writer(), signature);
        CollectionAssert.AreEqual(first, second);
        Assert.HasCount(writer.Measure(), first);
    }

    [TestMethod]
    public void The_largest_observation_and_delivery_stay_within_the_bound()
    {
        var delivery = new Delivery(new string('c', 64), new string('n', 88), [1, .. new byte[32]], new string('m', 32))
        {
            IssuedAt = long.MaxValue,
            KeyProtection = KeyProtection.EncryptedFlash,
            ReportNumber = uint.MaxValue,
            Lost = uint.MaxValue,
            SeenSize = long.MaxValue,
            SeenRoot = new byte[32],
        };
        var writer = new TokenWriter(new string('k', 43), delivery, new ByteFragment(new byte[Profile.MaxObservationBytes]));
        Assert.IsLessThanOrEqualTo(Profile.MaxTokenLength, writer.Measure());
    }

    [TestMethod]
    public void Findings_without_facts_always_fit()
    {
        Finding[] most = [.. Enumerable.Range(0, Profile.MaxFindings).Select(i => new Finding($"{i:d2}{new string('c', 30)}", Outcome.Success, Basis.Measured, new string('r', 32), RandomToken.FullFacts()) { RanIn = uint.MaxValue })];
        var observation = new Observation(uint.MaxValue, new byte[32], most) { At = long.MaxValue, SoftwareName = new string('n', 32), SoftwareVersion = new string('v', 32), UptimeSeconds = uint.MaxValue, BootCount = uint.MaxValue, DebugEnabled = Answer.No, LogCount = uint.MaxValue, LogHead = new byte[32] };
        Assert.IsLessThanOrEqualTo(Profile.MaxObservationBytes, ObservationWriter.Measure(observation));
    }

    private static string[] IgnoredNames => ["unknown-claim", "unknown-utf8", "unknown-nested", "standard-claim", "version-scheme", "spaced"];

    private static byte[] PayloadOf(byte[] text)
    {
        Assert.IsTrue(Base64Url.TryDecode(Encoding.ASCII.GetString(text).Split('.')[1], out byte[] payload));
        return payload;
    }
}
