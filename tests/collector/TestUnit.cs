using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Tests.Collector;

/// <summary>What a test's report says.</summary>
internal sealed record Report
{
    public uint Number { get; init; }

    public uint Observation { get; init; }

    public bool Live { get; init; } = true;

    public uint Boots { get; init; } = 1;

    public uint Events { get; init; } = 10;

    public Outcome Outcome { get; init; } = Outcome.Success;

    public string Firmware { get; init; } = "1.0.0";

    /// <summary>Says that secure boot is on; otherwise the unit cannot tell.</summary>
    public bool SeesSecureBoot { get; init; }

    public KeyProtection Protection { get; init; } = KeyProtection.PlainFlash;

    public long SeenSize { get; init; }

    public byte[]? SeenRoot { get; init; }
}

/// <summary>A unit whose tokens the product's own writer makes, and whose key the test holds, so that it can lie as well.</summary>
internal sealed class TestUnit
{
    private readonly ECDsa _key;
    private readonly SoftwareSigner _signer;
    private readonly string _collector;
    private uint _reports;

    public TestUnit(string collector, byte[]? ueid = null, ECDsa? key = null)
    {
        _collector = collector;
        _key = key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _signer = new SoftwareSigner(_key.ExportParameters(true).D!, KeyProtection.PlainFlash, new SystemRandom());
        Ueid = ueid ?? [1, .. RandomNumberGenerator.GetBytes(16)];
    }

    public byte[] Ueid { get; }

    public ECDsa Key => _key;

    public string UeidText => Base64Url.Encode(Ueid);

    public string KeyId => _signer.KeyId;

    public PublicKey PublicKey => _signer.PublicKey;

    public string Header => CompactJwsWriter.HeaderWithKeyId(Profile.TokenType, KeyId);

    public byte[] Enrolment(string nonce)
    {
        Assert.IsTrue(EnrolmentWriter.TryWrite(_signer, _collector, nonce, Ueid, Scene.Model, false, out byte[] jws));
        return jws;
    }

    public byte[] Tags(string nonce, string batch, string name, byte[] tag)
    {
        Assert.IsTrue(TagsWriter.TryWrite(_signer, _collector, nonce, Ueid, batch, [name], [tag], out byte[] jws));
        return jws;
    }

    public byte[] Token(string nonce, Report? report = null) => Sign(Header, Payload(nonce, report));

    /// <summary>The payload as the product's writer makes it.</summary>
    public string Payload(string nonce, Report? report = null)
    {
        report ??= new Report();
        uint number = report.Number == 0 ? ++_reports : report.Number;
        uint observation = report.Observation == 0 ? number : report.Observation;
        var delivery = new Delivery(_collector, nonce, Ueid, Scene.Model)
        {
            KeyProtection = report.Protection,
            ReportNumber = number,
            IsLive = report.Live,
            SeenSize = report.SeenSize,
            SeenRoot = report.SeenRoot!,
        };
        var writer = new TokenWriter(KeyId, delivery, new ByteFragment(Observed(observation, report)));
        var token = new MemorySink(Profile.MaxTokenLength);
        writer.Send(token, new byte[64]);
        string text = Encoding.ASCII.GetString(token.ToArray());
        return Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(text.Split('.')[1]));
    }

    /// <summary>Signs any header and any payload with the unit's key.</summary>
    public byte[] Sign(string header, string payload)
    {
        string input = Base64Url.Encode(Encoding.UTF8.GetBytes(header)) + "." + Base64Url.Encode(Encoding.UTF8.GetBytes(payload));
        return Encoding.ASCII.GetBytes(input + "." + Base64Url.Encode(_key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256)));
    }

    private static byte[] Observed(uint number, Report report)
    {
        Finding[] findings =
        [
            new(CheckIds.DefaultCredentials, report.Outcome, Basis.Probed, report.Outcome == Outcome.Fail ? "default-accepted" : Reasons.Holds, null),
            report.SeesSecureBoot ? new(CheckIds.SecureBoot, Outcome.Success, Basis.Measured, Reasons.Holds, null) : new(CheckIds.SecureBoot, Outcome.Absent, Basis.None, Reasons.Unobservable, null),
        ];
        var observation = new Observation(number, new byte[32], findings)
        {
            SoftwareName = "tester",
            SoftwareVersion = report.Firmware,
            UptimeSeconds = 5,
            BootCount = report.Boots,
            LogCount = report.Events,
            LogHead = new byte[32],
        };
        var sink = new MemorySink(Profile.MaxObservationBytes);
        ObservationWriter.Write(observation, sink);
        return sink.ToArray();
    }

    private sealed class SystemRandom : IRandomSource
    {
        public void Fill(byte[] buffer) => RandomNumberGenerator.Fill(buffer);
    }
}
