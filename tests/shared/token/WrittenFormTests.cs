using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Tests.Shared.Token;

/// <summary>The quick reader of the form that units write beside the reader of any JSON: the first takes a token or says nothing, and never says otherwise.</summary>
[TestClass]
public sealed class WrittenFormTests
{
    private const int Seeds = 60;
    private const int ChangesOfEach = 400;

    private static readonly byte[] _inserted = "\"\\{}[]:,0-.eE +/aA\0\x7f"u8.ToArray();

    [TestMethod]
    public void What_a_unit_writes_is_taken_by_the_quick_reader()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            Assert.IsTrue(WrittenForm.TryRead(Payload(new RandomToken(seed).Text()), out _), $"seed {seed}");
        }
    }

    [TestMethod]
    public void Both_readers_say_the_same_of_every_vector()
    {
        foreach (TokenVector vector in TokenVector.All.Where(v => !v.IsEnrolment))
        {
            if (CompactJws.TryRead(vector.Text, 16384, out CompactJws? jws) == Refusal.None)
            {
                AssertSame(jws!.Payload, vector.Name);
            }
        }
    }

    [TestMethod]
    public void Both_readers_say_the_same_of_whatever_is_changed_in_a_payload()
    {
        int taken = 0;

        for (int seed = 0; seed < Seeds; seed++)
        {
            byte[] payload = Payload(new RandomToken(seed).Text());
            var random = new Random(seed);

            for (int i = 0; i < ChangesOfEach; i++)
            {
                taken += AssertSame(Changed(payload, random), $"seed {seed}, change {i}") ? 1 : 0;
            }
        }

        // A test that changes everything beyond recognition would compare nothing.
        Assert.IsGreaterThan(Seeds * ChangesOfEach / 20, taken);
    }

    private static bool AssertSame(ReadOnlyMemory<byte> payload, string which)
    {
        if (!WrittenForm.TryRead(payload.Span, out EatToken? quick))
        {
            return false;
        }

        Assert.IsTrue(StrictJson.TryReadObject(payload, out System.Text.Json.JsonDocument? document), which);

        using (document)
        {
            Assert.AreEqual(Refusal.None, EatReader.TryRead(document!.RootElement, out EatToken? slow, out string? bad), $"{which}: {bad}");
            Assert.AreEqual(Text(slow!), Text(quick!), which);
        }

        return true;
    }

    private static byte[] Changed(byte[] payload, Random random)
    {
        int at = random.Next(payload.Length);
        byte other = _inserted[random.Next(_inserted.Length)];
        return random.Next(5) switch
        {
            0 => [.. payload[..at], other, .. payload[at..]],
            1 => [.. payload[..at], .. payload[(at + 1)..]],
            2 => [.. payload[..at], other, .. payload[(at + 1)..]],
            3 => [.. payload[..at], (byte)random.Next('0', 'z'), .. payload[(at + 1)..]],
            _ => [.. payload[..at], .. payload[random.Next(payload.Length)..]],
        };
    }

    private static byte[] Payload(byte[] token)
    {
        Assert.AreEqual(Refusal.None, CompactJws.TryRead(token, 16384, out CompactJws? jws));
        return jws!.Payload.ToArray();
    }

    private static string Text(EatToken token) =>
        (token with { Findings = [] }).ToString() + string.Join('\n', token.Findings.Select(f => $"{f.Check} {f.Outcome} {f.Basis} {f.Reason} {f.RanIn} {string.Join(',', f.Facts.Select(p => $"{p.Key}={p.Value}:{p.Value.GetType().Name}"))}"));
}
