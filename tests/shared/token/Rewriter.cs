using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Attestation.Verify;

namespace NanoAgent.Tests.Shared.Token;

/// <summary>Writes a token that was read with the device's own writer, to compare the bytes.</summary>
internal static class Rewriter
{
    public static byte[] Payload(EatToken token, bool cut)
    {
        var part = new MemorySink(Profile.MaxObservationBytes);
        ObservationWriter.Write(Observation(token, cut), part);
        var delivery = new Delivery(token.Audience, token.Nonce, Decode(token.Ueid), token.Model)
        {
            IssuedAt = token.IssuedAt ?? Profile.NoTime,
            KeyProtection = token.KeyProtection,
            IsVirtual = token.IsVirtual,
            ReportNumber = (uint)token.ReportNumber,
            IsLive = token.IsLive,
            Lost = (uint)token.Lost,
            SeenSize = token.Seen?.Size ?? 0,
            SeenRoot = token.Seen is null ? null : Decode(token.Seen.Root),
        };
        var whole = new MemorySink(Profile.MaxTokenLength);
        new TokenWriter(new string('k', 43), delivery, new ByteFragment(part.ToArray())).Send(whole, new byte[TokenSigner.SignatureBytes]);
        return Decode(Ascii.Text(whole.ToArray(), 0, whole.Count).Split('.')[1]);
    }

    private static Observation Observation(EatToken token, bool cut) =>
        new((uint)token.ObservationNumber, Decode(token.Previous), [.. token.Findings.Select(f => Finding(f, cut))])
        {
            At = token.ObservedAt ?? Profile.NoTime,
            SoftwareName = token.SoftwareName,
            SoftwareVersion = token.SoftwareVersion,
            UptimeSeconds = (uint)token.Uptime,
            BootCount = (uint)(token.BootCount ?? 0),
            DebugEnabled = token.DebugEnabled,
            LogCount = (uint)(token.LogCount ?? 0),
            LogHead = token.LogHead is null ? null : Decode(token.LogHead),
        };

    private static Finding Finding(TokenFinding read, bool cut)
    {
        // Facts that were cut are gone; facts that are too many to fit are cut again.
        FactList facts = cut ? RandomToken.FullFacts() : new FactList();

        foreach ((string name, object value) in read.Facts)
        {
            switch (value)
            {
                case long number: facts.Add(name, (int)number); break;
                case bool truth: facts.Add(name, truth); break;
                default: facts.Add(name, (string)value); break;
            }
        }

        return new Finding(read.Check, read.Outcome, read.Basis, read.Reason, facts) { RanIn = (uint)(read.RanIn ?? 0) };
    }

    private static byte[] Decode(string text)
    {
        Assert.IsTrue(Base64Url.TryDecode(text, out byte[] data));
        return data;
    }
}
