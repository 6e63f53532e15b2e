using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Boards.Virtual;

namespace NanoAgent.Tool.Fleet;

/// <summary>What a virtual board of a persona found about itself, in one real cycle of its agent.</summary>
/// <param name="Persona">Its name.</param>
/// <param name="Model">Model designation.</param>
/// <param name="FirmwareName">Name of the firmware.</param>
/// <param name="FirmwareVersion">Version of the firmware.</param>
/// <param name="Findings">The findings.</param>
internal sealed record PersonaSample(string Persona, string Model, string FirmwareName, string FirmwareVersion, Finding[] Findings)
{
    /// <summary>Runs a virtual board once.</summary>
    public static PersonaSample Take(Persona persona)
    {
        using var folder = new TemporaryFolder();
        using VirtualUnit unit = VirtualUnit.Start(persona, new VirtualBoardOptions { Folder = folder.Path });
        unit.RunCycle();
        return new PersonaSample(persona.Name, unit.Board.Identity.Model, unit.Board.Identity.FirmwareName, unit.Board.Identity.FirmwareVersion, [.. unit.Findings]);
    }
}

/// <summary>A unit with a key, a UEID and counters of its own that reports what its persona's board found: the device's own writers and signer make its tokens.</summary>
internal sealed class SimulatedUnit
{
    private readonly SoftwareSigner _signer;
    private readonly byte[] _ueid = [1, .. RandomNumberGenerator.GetBytes(16)];
    private byte[] _previous = new byte[Sha256.HashBytes];
    private uint _number;

    /// <summary>Makes a unit with a new key.</summary>
    public SimulatedUnit(PersonaSample sample)
    {
        Sample = sample;
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _signer = new SoftwareSigner(key.ExportParameters(true).D!, KeyProtection.PlainFlash, new SystemRandom());
    }

    /// <summary>What it reports.</summary>
    public PersonaSample Sample { get; }

    /// <summary>Thumbprint of its key.</summary>
    public string KeyId => _signer.KeyId;

    /// <summary>The nonce for its next report, from the last answer; null before the first.</summary>
    public string? Nonce { get; set; }

    /// <summary>Signs its enrolment.</summary>
    public byte[] Enrolment(string collector, string nonce) =>
        EnrolmentWriter.TryWrite(_signer, collector, nonce, _ueid, Sample.Model, true, out byte[] jws) ? jws : throw ToolException.Environment("a simulated unit could not sign");

    /// <summary>Makes its next token.</summary>
    public byte[] Token(string collector, string nonce)
    {
        _number++;
        var observation = new Observation(_number, _previous, Sample.Findings)
        {
            SoftwareName = Sample.FirmwareName,
            SoftwareVersion = Sample.FirmwareVersion,
            UptimeSeconds = _number,
            BootCount = 1,
        };
        var observed = new MemorySink(Profile.MaxObservationBytes);
        ObservationWriter.Write(observation, observed);
        _previous = SHA256.HashData(observed.ToArray());
        var delivery = new Delivery(collector, nonce, _ueid, Sample.Model) { KeyProtection = KeyProtection.PlainFlash, IsVirtual = true, IsLive = true, ReportNumber = _number };
        var writer = new TokenWriter(_signer.KeyId, delivery, new ByteFragment(observed.ToArray()));
        byte[] signature = new byte[TokenSigner.SignatureBytes];

        if (!writer.TrySign(_signer, signature))
        {
            throw ToolException.Environment("a simulated unit could not sign");
        }

        var token = new MemorySink(Profile.MaxTokenLength);
        writer.Send(token, signature);
        return token.ToArray();
    }

    private sealed class SystemRandom : IRandomSource
    {
        public void Fill(byte[] buffer) => RandomNumberGenerator.Fill(buffer);
    }
}
