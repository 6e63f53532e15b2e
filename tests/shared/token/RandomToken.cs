using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;

namespace NanoAgent.Tests.Shared.Token;

/// <summary>A token whose shape comes from a seed, and the verifier that knows its unit.</summary>
internal sealed class RandomToken : IKeyDirectory, INonceJudge
{
    private readonly Random _random;

    public RandomToken(int seed)
    {
        _random = new Random(seed);
        byte[] key = new byte[32];
        _random.NextBytes(key);
        key[0] = 1;
        Signer = new SoftwareSigner(key, KeyProtection.PlainFlash, null);
        Observation = NewObservation();
        byte[] ueid = new byte[17 + 8 * _random.Next(3)];
        _random.NextBytes(ueid);
        ueid[0] = 1;
        Delivery = new Delivery(Name(64), Base64Url.Encode(Bytes(6 + _random.Next(60))), ueid, Name(32))
        {
            IssuedAt = _random.Next(-1, int.MaxValue),
            KeyProtection = (KeyProtection)_random.Next(5),
            IsVirtual = _random.Next(2) == 0,
            ReportNumber = 1 + (uint)_random.Next(),
            IsLive = _random.Next(2) == 0,
            Lost = (uint)_random.Next(),
            SeenSize = _random.NextInt64(),
            SeenRoot = _random.Next(2) == 0 ? Bytes(32) : null,
        };
    }

    public SoftwareSigner Signer { get; }

    public Delivery Delivery { get; }

    public Observation Observation { get; }

    public static FactList FullFacts()
    {
        var facts = new FactList();

        for (int i = 0; i < FactList.MaxFacts; i++)
        {
            facts.Add($"{i:d2}{new string('f', 30)}", new string('v', FactList.MaxTextLength));
        }

        return facts;
    }

    public TokenWriter Writer()
    {
        var part = new MemorySink(Profile.MaxObservationBytes);
        ObservationWriter.Write(Observation, part);
        return new TokenWriter(Signer.KeyId, Delivery, new ByteFragment(part.ToArray()));
    }

    public static byte[] Send(TokenWriter writer, byte[] signature)
    {
        var whole = new MemorySink(Profile.MaxTokenLength);
        writer.Send(whole, signature);
        return whole.ToArray();
    }

    public byte[] Text()
    {
        TokenWriter writer = Writer();
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        Assert.IsTrue(writer.TrySign(Signer, signature));
        return Send(writer, signature);
    }

    public Verdict Verify(byte[] text)
    {
        using var signatures = new Es256Verifier();
        return new TokenVerifier(Delivery.Audience, this, this, signatures).Verify(text);
    }

    public EnrolledKey? Find(string keyId) => new(keyId, Signer.PublicKey, Base64Url.Encode(Delivery.Ueid), Delivery.Model, Delivery.IsVirtual, false);

    public bool IsFresh(string nonce, string keyId) => nonce == Delivery.Nonce && keyId == Signer.KeyId;

    private Observation NewObservation() => new(1 + (uint)_random.Next(), Bytes(32), [.. Enumerable.Range(0, 1 + _random.Next(Profile.MaxFindings)).Select(NewFinding)])
    {
        At = _random.Next(-1, int.MaxValue),
        SoftwareName = Name(32),
        SoftwareVersion = Name(32),
        UptimeSeconds = (uint)_random.Next(),
        BootCount = (uint)_random.Next(3),
        DebugEnabled = (Answer)_random.Next(3),
        LogCount = (uint)_random.Next(),
        LogHead = _random.Next(2) == 0 ? Bytes(32) : null,
    };

    private Finding NewFinding(int index)
    {
        var outcome = (Outcome)_random.Next(4);
        var basis = (Basis)_random.Next(outcome == Outcome.Success ? 1 : 0, 4);
        var facts = new FactList();

        for (int i = _random.Next(4); i > 0; i--)
        {
            facts.Add($"fact-{i}", Name(FactList.MaxTextLength));
        }

        return new Finding($"check-{index}", outcome, basis, "reason", facts) { RanIn = (uint)_random.Next(2) };
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Name(int max)
    {
        char[] text = new char[1 + _random.Next(max)];

        for (int i = 0; i < text.Length; i++)
        {
            char c = (char)_random.Next(' ', '~' + 1);
            text[i] = c is '"' or '\\' ? '?' : c;
        }

        return new string(text);
    }
}
