using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Checks;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Checks;

/// <summary>A board of which every part is good until a test sets it otherwise.</summary>
internal sealed class FakeBoard : IBoard
{
    public FakeIdentity Identity { get; } = new();

    public FakeClock Clock { get; } = new();

    public FakeRandom Random { get; } = new();

    public MemoryFlash Flash { get; } = new(256 * 1024);

    public FakeEntropy? Entropy { get; set; } = new();

    public FakeCredentials? Credentials { get; set; } = new();

    public FakeServices? Services { get; set; }

    public FakeUpdate? Update { get; set; } = new();

    public FakeEndpoints? Endpoints { get; set; } = new();

    public FakeStorage? Storage { get; set; } = new();

    public FakeInterfaces? Interfaces { get; set; } = new();

    public FakeDebugPort? Debug { get; set; } = new();

    public FakeSettings? Settings { get; set; } = new();

    public FakeEraser? Eraser { get; set; } = new();

    public FakeEventLog? EventLog { get; set; } = new();

    public FakeSoftware? Software { get; set; } = new();

    public FakeNativeFacts? Native { get; set; } = new();

    public FakeSupport? Support { get; set; } = new();

    public FakeMemory Memory { get; } = new();

    public FakeTags Tags { get; } = new();

    public TokenSigner? Signer { get; set; } = NewSigner(7);

    public byte[]? TagKey { get; set; }

    public bool MayEraseRealStores { get; set; }

    public FakeBoard() => Services = new FakeServices(this);

    IIdentity IBoard.Identity => Identity;

    IClock IBoard.Clock => Clock;

    IRandomSource IBoard.Random => Random;

    IEntropy IBoard.Entropy => Entropy!;

    IFlash IBoard.Flash => Flash;

    ICredentials IBoard.Credentials => Credentials!;

    IServices IBoard.Services => Services!;

    IUpdateMechanism IBoard.Update => Update!;

    IEndpoints IBoard.Endpoints => Endpoints!;

    IStorage IBoard.Storage => Storage!;

    IInterfaces IBoard.Interfaces => Interfaces!;

    IDebugPort IBoard.Debug => Debug!;

    ISettings IBoard.Settings => Settings!;

    IEraser IBoard.Eraser => Eraser!;

    IEventLog IBoard.EventLog => EventLog!;

    ISoftware IBoard.Software => Software!;

    INativeFacts IBoard.Native => Native!;

    ISupport IBoard.Support => Support!;

    public static TokenSigner NewSigner(byte seed)
    {
        byte[] key = new byte[32];
        Array.Fill(key, seed);
        return new SoftwareSigner(key, KeyProtection.EncryptedFlash, null!);
    }

    public CheckContext Context() => new(this, Memory, Signer!, TagKey!, Tags) { MayEraseRealStores = MayEraseRealStores };

    public Finding Ask(ICheck check) => check.Run(Context());

    /// <summary>The finding as "outcome reason basis".</summary>
    public string Told(ICheck check)
    {
        Finding f = Ask(check);
        return $"{f.Outcome} {f.Reason} {f.Basis}";
    }

    public void Reboot() => Identity.BootCount++;
}

internal sealed class FakeMemory : IMemory
{
    public Dictionary<string, string> Texts { get; } = [];

    public string Get(string key) => Texts.GetValueOrDefault(key)!;

    public void Set(string key, string value)
    {
        if (value == null)
        {
            Texts.Remove(key);
        }
        else
        {
            Texts[key] = value;
        }
    }
}

internal sealed class FakeTags : ITagSink
{
    public Dictionary<string, byte[]> Taken { get; } = [];

    public void Add(string name, byte[] tag) => Taken[name] = tag;
}

internal sealed class FakeIdentity : IIdentity
{
    public byte[] Ueid { get; set; } = [1, .. Enumerable.Range(10, 16).Select(i => (byte)i)];

    public string Model => "Lamp-9";

    public string FirmwareName => "lampware";

    public string FirmwareVersion { get; set; } = "1.0";

    public bool IsVirtual => true;

    public KeyProtection KeyProtection => KeyProtection.EncryptedFlash;

    public uint BootCount { get; set; } = 1;

    public Answer DerivedFromPublicData { get; set; } = Answer.No;
}

internal sealed class FakeClock : IClock
{
    public long UtcSeconds { get; set; } = 1_790_000_000;

    public long UptimeMs { get; set; } = 5000;

    public Answer IsSet { get; set; } = Answer.Yes;

    public Answer SourceAuthenticated { get; set; } = Answer.No;
}

/// <summary>Repeatable, and good enough for the health tests; a test may give it another stream.</summary>
internal sealed class FakeRandom : IRandomSource
{
    private readonly System.Random _random = new(42);

    public Action<byte[]>? Fills { get; set; }

    public void Fill(byte[] buffer)
    {
        if (Fills != null)
        {
            Fills(buffer);
        }
        else
        {
            _random.NextBytes(buffer);
        }
    }
}

internal class FakePart : IPart
{
    public Presence Presence { get; set; } = Presence.Present;
}

internal sealed class FakeEntropy : FakePart, IEntropy
{
    public Answer NoiseSourceOn { get; set; } = Answer.Yes;
}
