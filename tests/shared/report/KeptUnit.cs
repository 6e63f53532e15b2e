using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Checks;
using NanoAgent.Keeping;
using NanoAgent.Report;
using NanoAgent.Tests.Shared.Checks;
using NanoAgent.Tests.Shared.Crypto;
using NanoAgent.Tests.Shared.Keeping;

namespace NanoAgent.Tests.Shared.Report;

/// <summary>
/// A whole unit over one flash that can be cut: log, settings, eraser and key store of the agent's, its checks, and delivery. The
/// accounts are a vendor's own, since the vault hashes slowly on purpose; the vault is cut at every write in tests of its own.
/// </summary>
internal sealed class KeptUnit : IBoard, IIdentity, IServices, IService
{
    private static readonly byte[] s_tagKey = Sha256.Hash([7]);

    // Identity proves the key anew each time and would take nearly all of the time; it writes once in a life, to the store that the others write to.
    private static readonly ICheck[] s_checks = [.. AllChecks.Create(null).Where(check => check is not IdentityCheck)];

    private PlainAccounts _accounts = null!;
    private readonly LastFindings _found = new();
    private Agent _agent = null!;
    private Outbox _outbox = null!;

    public KeptUnit() => Boot();

    public MemoryFlash Cells { get; } = new(400_000);

    public FakeCollector Collector { get; } = new();

    public Finding[] Findings => _found.Last;

    public int Waiting => _outbox.Count;

    public string ProbeValue => _accounts.At(1).ProbeValue;

    public IIdentity Identity => this;

    public IClock Clock { get; private set; } = null!;

    public IRandomSource Random { get; } = new SeededRandom();

    public IFlash Flash => Cells;

    public IEntropy? Entropy => null;

    public ICredentials Credentials => _accounts;

    public IServices Services => this;

    public IUpdateMechanism? Update => null;

    public IEndpoints? Endpoints => null;

    public IStorage? Storage => null;

    public IInterfaces? Interfaces => null;

    public IDebugPort? Debug => null;

    public ISettings Settings { get; private set; } = null!;

    public IEraser Eraser { get; private set; } = null!;

    public IEventLog EventLog { get; private set; } = null!;

    public ISoftware? Software => null;

    public INativeFacts? Native => null;

    public ISupport? Support => null;

    public byte[] Ueid { get; } = [1, .. new byte[15], 2];

    public string Model => "NA-100";

    public string FirmwareName => "demo";

    public string FirmwareVersion => "1.0";

    public bool IsVirtual => true;

    public KeyProtection KeyProtection => KeyProtection.PlainFlash;

    public uint BootCount { get; private set; }

    public Answer DerivedFromPublicData => Answer.No;

    public Presence Presence => Presence.Present;

    public int Count => 1;

    public string Name => "door";

    public int Port => 443;

    public Answer RequiresAuthentication => Answer.Yes;

    public Answer OwnerLockedOut => Answer.No;

    public DeliveryOutcome RunCycle() => _agent.RunCycle();

    public IService At(int index) => this;

    public Attempt AskWithout() => Attempt.Refused;

    public Attempt AskAsProbe(string value) => _accounts.LogIn(value);

    public bool ForgiveProbe() => _accounts.Forgive();

    public int LockoutSecondsAfterReload() => _accounts.IsLocked ? 60 : 0;

    /// <summary>As firmware boots: every part is opened from flash anew.</summary>
    public void Boot()
    {
        Clock = new TestClock();
        BootCount = new KeyStore(Cells, Random).CountBoot();
        var log = new EventLog(Cells, "log", Clock, 2, 16);
        _accounts = new PlainAccounts(new SettingsStore(Cells, "acc", Random, []), log);
        log.Provoker = _accounts;
        EventLog = log;
        Settings = new SettingsStore(Cells, "set", Random, ["port", "443"]);
        var corner = new PrefixedFlash(Cells, "x.");
        var keys = new KeyStore(corner, Random);
        Eraser = new Eraser(corner, "erasing", [new SettingsStore(corner, "set", Random, []), new UserFiles(corner, ["photo.1"]), keys], keys, false);
        var store = new SettingsStore(Cells, "agent", Random, []);
        _outbox = new Outbox(Cells, 4);
        var signer = new ConstantSigner();
        var client = new ReportClient(this, signer, Collector, _outbox, store) { TagBatch = "batch-1" };
        _agent = new Agent(this, s_checks, new CheckContext(this, new AgentMemory(store), signer, s_tagKey, client), _outbox, client, new Policy(), null);
        _agent.Listener = _found;
    }

    /// <summary>The collector behind this unit looks at no signature, and making one would take nearly all of the time.</summary>
    private sealed class ConstantSigner : TokenSigner
    {
        private static readonly PublicKey s_key = Keys.Deterministic(Keys.Rfc6979).PublicKey;

        public override PublicKey PublicKey => s_key;

        public override KeyProtection Protection => KeyProtection.PlainFlash;

        protected override bool TrySignCore(byte[] digest, byte[] signature)
        {
            digest.CopyTo(signature, 0);
            return true;
        }
    }

    private sealed class SeededRandom : IRandomSource
    {
        private readonly System.Random _random = new(11);

        public void Fill(byte[] buffer) => _random.NextBytes(buffer);
    }
}
