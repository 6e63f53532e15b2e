using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using Ascii = NanoAgent.Attestation.Crypto.Ascii;

namespace NanoAgent.Tests.Vectors;

/// <summary>Fixed keys and values, public on purpose: the same vectors come out every time, and nothing real depends on them.</summary>
internal static class Fleet
{
    public const string Audience = "collector.example";
    public const string Nonce = "AQAAAAAtests0vectors0nonce0of0this0collector0001234";
    public const string Model = "NA-TH1";

    public static TokenSigner Unit { get; } = Signer(1);

    public static TokenSigner Other { get; } = Signer(2);

    public static byte[] Ueid(int length)
    {
        byte[] ueid = new byte[length];

        for (int i = 0; i < length; i++)
        {
            ueid[i] = (byte)(i * 7 + 1);
        }

        return ueid;
    }

    public static Delivery Delivery(int ueidLength = 17, string nonce = Nonce, string audience = Audience) => new(audience, nonce, Ueid(ueidLength), Model)
    {
        IssuedAt = 1_790_000_000,
        KeyProtection = KeyProtection.PlainFlash,
        ReportNumber = 7,
        IsLive = true,
    };

    public static Observation Observation(params Finding[] findings) => new(5, Sha256.Hash(Ascii.Bytes("previous")), findings.Length > 0 ? findings : Findings())
    {
        At = 1_789_999_990,
        SoftwareName = "thermo",
        SoftwareVersion = "1.4.0",
        UptimeSeconds = 3600,
        BootCount = 12,
        DebugEnabled = Answer.Yes,
        LogCount = 41,
        LogHead = Sha256.Hash(Ascii.Bytes("log")),
    };

    public static Finding[] Findings()
    {
        var tried = new FactList();
        tried.Add("tried", 4);
        tried.Add("locked", true);
        tried.Add("host", "unit");
        return
        [
            new Finding(CheckIds.DefaultCredentials, Outcome.Success, Basis.Probed, Reasons.Holds, tried) { RanIn = 3 },
            new Finding(CheckIds.EventLog, Outcome.Fail, Basis.Measured, Reasons.NotThere, null),
            new Finding(CheckIds.Clock, Outcome.NotRun, Basis.None, Reasons.Unreachable, null),
            new Finding(CheckIds.SecureBoot, Outcome.Absent, Basis.None, Reasons.Unobservable, null),
        ];
    }

    /// <summary>A token as the device writes it.</summary>
    public static string Token(Delivery delivery, Observation observation, TokenSigner? signer = null)
    {
        signer ??= Unit;
        var part = new MemorySink(Profile.MaxObservationBytes);
        ObservationWriter.Write(observation, part);
        var writer = new TokenWriter(signer.KeyId, delivery, new ByteFragment(part.ToArray()));
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        Demand(writer.TrySign(signer, signature));
        var whole = new MemorySink(Profile.MaxTokenLength);
        writer.Send(whole, signature);
        return Ascii.Text(whole.ToArray(), 0, whole.Count);
    }

    public static string Header(string type = Profile.TokenType) => CompactJwsWriter.HeaderWithKeyId(type, Unit.KeyId);

    public static string Payload() => Encoding.UTF8.GetString(Decode(Token(Delivery(), Observation()).Split('.')[1]));

    /// <summary>Signs any header and payload with the unit's key: what is wrong is then not the signature.</summary>
    public static string Sign(string header, string payload, TokenSigner? signer = null) => Sign(header, Encoding.UTF8.GetBytes(payload), signer);

    public static string Sign(string header, byte[] payload, TokenSigner? signer = null) =>
        SignText(Base64Url.Encode(Encoding.UTF8.GetBytes(header)) + "." + Base64Url.Encode(payload), signer);

    public static string SignText(string signingInput, TokenSigner? signer = null)
    {
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        Demand((signer ?? Unit).TrySign(Sha256.Hash(Encoding.UTF8.GetBytes(signingInput)), signature));
        return signingInput + "." + Base64Url.Encode(signature);
    }

    public static byte[] Decode(string text)
    {
        Demand(Base64Url.TryDecode(text, out byte[] data));
        return data;
    }

    /// <summary>Replaces once; a change that changes nothing would make a vector that says nothing.</summary>
    public static string With(this string text, string old, string replacement)
    {
        int at = text.IndexOf(old, StringComparison.Ordinal);
        Demand(at >= 0);
        return text[..at] + replacement + text[(at + old.Length)..];
    }

    public static void Demand(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("the generator's own assumption does not hold");
        }
    }

    private static SoftwareSigner Signer(byte number)
    {
        byte[] key = Sha256.Hash([number]);
        return new SoftwareSigner(key, KeyProtection.PlainFlash, null);
    }
}
