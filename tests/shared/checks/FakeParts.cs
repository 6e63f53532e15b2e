using System.Security.Cryptography;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Tests.Shared.Checks;

/// <summary>A gate that knows each image by its exact bytes; what a test lets through, it accepts.</summary>
internal sealed class FakeUpdate : FakePart, IUpdateMechanism
{
    private readonly Dictionary<UpdateSample, byte[]> _samples = Enum.GetValues<UpdateSample>().ToDictionary(k => k, k => SHA256.HashData([(byte)k]));

    public HashSet<UpdateSample> Accepts { get; } = [UpdateSample.Genuine];

    public HashSet<UpdateSample> Lacks { get; } = [];

    public bool IgnoresLastHalf { get; set; }

    public bool AcceptsPrefixes { get; set; }

    public UpdateVerdict? Says { get; set; }

    public bool RunsIt { get; set; }

    public int Rehearsals { get; private set; }

    public Answer KeepsPrevious { get; set; } = Answer.Yes;

    public Answer CoversFirmware { get; set; } = Answer.No;

    public Answer LooksForUpdates { get; set; } = Answer.Yes;

    private byte Running { get; set; } = 1;

    public UpdateVerdict Rehearse(byte[] image, int length)
    {
        Rehearsals++;
        Running += RunsIt ? (byte)1 : (byte)0;
        byte[] given = image[..length];
        return Says ?? (Accepts.Any(k => Takes(_samples[k], given)) ? UpdateVerdict.Accepted : WhyNot(given));
    }

    /// <summary>Samples that are no longer signed by the vendor, as after a change of the update key.</summary>
    public bool SamplesAreUnsigned { get; set; }

    private UpdateVerdict WhyNot(byte[] given) => SamplesAreUnsigned ? UpdateVerdict.BadSignature : _samples.FirstOrDefault(s => s.Value.SequenceEqual(given)).Key switch
    {
        UpdateSample.WrongModel => UpdateVerdict.WrongModel,
        UpdateSample.Older => UpdateVerdict.TooOld,
        UpdateSample.Oversized => UpdateVerdict.TooLarge,
        _ => UpdateVerdict.BadSignature,
    };

    public byte[] Sample(UpdateSample kind) => Lacks.Contains(kind) ? null! : (byte[])_samples[kind].Clone();

    public byte[] RunningDigest() => SHA256.HashData([Running]);

    private bool Takes(byte[] sample, byte[] given) =>
        given.SequenceEqual(sample)
        || (AcceptsPrefixes && given.Length > 0 && sample.AsSpan().StartsWith(given))
        || (IgnoresLastHalf && given.Length == sample.Length && given[..16].SequenceEqual(sample[..16]));
}

internal sealed class FakeEndpoints : FakePart, IEndpoints
{
    public FakeEndpoint Product { get; } = new() { Purpose = EndpointPurpose.Product };

    public FakeEndpoint Updates { get; } = new() { Purpose = EndpointPurpose.Update };

    public List<FakeEndpoint> All { get; }

    public FakeEndpoints() => All = [Product, Updates];

    public int Count => All.Count;

    public IEndpoint At(int index) => All[index];
}

internal sealed class FakeEndpoint : IEndpoint
{
    public string Name => "server";

    public EndpointPurpose Purpose { get; set; }

    public ChannelKind Channel { get; set; } = ChannelKind.TlsVerified;

    public TlsFloor Floor { get; set; } = TlsFloor.Tls12;

    public long CaExpiresAt { get; set; } = 1_900_000_000;

    public Dictionary<HandshakeProbe, Handshake> Answers { get; } = new()
    {
        [HandshakeProbe.Genuine] = Handshake.Completed,
        [HandshakeProbe.WrongCa] = Handshake.Refused,
        [HandshakeProbe.WrongHost] = Handshake.Refused,
    };

    public Handshake Shake(HandshakeProbe probe) => Answers[probe];
}

internal sealed class FakeInterfaces : FakePart, IInterfaces
{
    public int[] PortsToTry { get; set; } = [23, 443];

    public int[] DeclaredPorts { get; set; } = [443];

    public Dictionary<int, Answer> Ports { get; } = new() { [23] = Answer.No, [443] = Answer.Yes };

    public Answer SoftApOn { get; set; } = Answer.No;

    public bool SoftApDeclared { get; set; }

    public Answer SmartConfigOn { get; set; } = Answer.No;

    public Answer BluetoothOn { get; set; } = Answer.No;

    public bool BluetoothDeclared { get; set; }

    public Answer PortInUse(int port) => Ports[port];
}

internal sealed class FakeDebugPort : FakePart, IDebugPort
{
    public Answer Attached { get; set; } = Answer.No;

    public Answer WireProtocolOpen { get; set; } = Answer.No;

    public Answer JtagOpen { get; set; } = Answer.No;

    public Answer ReleaseBuild { get; set; } = Answer.Yes;
}

internal sealed class FakeSoftware : FakePart, ISoftware
{
    public string Version { get; set; } = "1.17.11";

    public bool HasDigest { get; set; } = true;

    public int Count { get; set; } = 1;

    public string NameAt(int index) => "mscorlib";

    public string VersionAt(int index) => Version;

    public byte[] DigestAt(int index) => HasDigest ? new byte[32] : null!;
}

internal sealed class FakeNativeFacts : FakePart, INativeFacts
{
    public Answer SecureBootEnabled { get; set; } = Answer.Yes;

    public Answer FlashEncryptionEnabled { get; set; } = Answer.Yes;

    public Answer FlashEncryptionReleaseMode { get; set; } = Answer.Yes;

    public Answer AntiRollbackEnabled { get; set; } = Answer.Yes;

    public int SecureVersion => 3;
}

internal sealed class FakeSupport : FakePart, ISupport
{
    public long EndsAt { get; set; } = 1_900_000_000;
}
