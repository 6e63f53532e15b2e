using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Virtual.Network;
using NanoAgent.Keeping;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>
/// The simulated firmware from one boot to the next: every part is composed here, once a boot, and nothing but flash and
/// network outlasts it. Where the behaviour is that of good firmware, the parts are those of agent/keeping; where it is not, a
/// part such as a vendor writes himself stands in.
/// </summary>
internal sealed class Firmware : IProvoker
{
    private readonly Behaviour _behaviour;
    private readonly VirtualBoardOptions _options;
    private readonly FolderFlash _flash;
    private readonly IRandomSource _factory;
    private readonly VendorLog? _vendorLog;
    private readonly EventLog? _keptLog;

    /// <summary>Boots.</summary>
    /// <param name="behaviour">What the firmware does.</param>
    /// <param name="options">What was handed in.</param>
    /// <param name="flash">The unit's flash.</param>
    /// <param name="factory">A good random source, for what a factory makes.</param>
    /// <param name="world">The network.</param>
    /// <param name="vendor">Who signs updates.</param>
    public Firmware(Behaviour behaviour, VirtualBoardOptions options, FolderFlash flash, IRandomSource factory, World world, VirtualVendor vendor)
    {
        _behaviour = behaviour;
        _options = options;
        _flash = flash;
        _factory = factory;
        Clock = new VirtualClock(options.Clock, behaviour.Clock);
        Random = new ChipRandom(factory, behaviour.Random.Kind);
        Identity = new VirtualIdentity(behaviour.Identity, new KeyStore(flash, factory), factory, Random);

        if (behaviour.Log == new LogBehaviour())
        {
            EventLog = _keptLog = new EventLog(flash, "log", Clock, 4, 16) { Provoker = HasLogIn ? this : null };
        }
        else
        {
            EventLog = _vendorLog = new VendorLog(behaviour.Log, flash, Clock, (account, secret) => HasLogIn && ProvokeRefusal(account, secret));
        }

        Accounts = OpenAccounts();
        Settings = OpenSettings();
        Services = new VirtualServices(behaviour.Service, world.AdminClient, Accounts);
        Update = behaviour.Update.Presence == Presence.Present
            ? new VirtualUpdate(behaviour.Update, flash, Identity.Model, vendor)
            : new MissingUpdate(behaviour.Update.Presence);
        Door = new AdminDoor(behaviour.Service, Identity, Accounts, (ISettingsRehearsal)Settings, Update);
        Endpoints = new VirtualEndpoints(behaviour.Endpoints, [.. EndpointsOf(world)]);
        Storage = new VirtualStorage(behaviour.Storage, flash, Passphrase());
        Eraser = OpenEraser();
        BreakAtBoot();
    }

    /// <summary>What a person sets when the unit is new.</summary>
    public static IReadOnlyDictionary<string, string> UserSettings { get; } = new Dictionary<string, string> { ["room"] = "kitchen", ["report-interval"] = "900" };

    public VirtualClock Clock { get; }

    public IRandomSource Random { get; }

    public VirtualIdentity Identity { get; }

    public IAccounts Accounts { get; }

    public AdminDoor Door { get; }

    public IServices Services { get; }

    public IUpdateMechanism Update { get; }

    public IEndpoints Endpoints { get; }

    public IStorage Storage { get; }

    public ISettings Settings { get; }

    public IEraser Eraser { get; }

    public IEventLog EventLog { get; }

    private bool HasLogIn => _behaviour.Service.Presence != Presence.Missing;

    /// <inheritdoc/>
    public bool ProvokeRefusal(string account, string secret) => Accounts.LogIn(account, secret) == Attempt.Refused;

    private IAccounts OpenAccounts()
    {
        CredentialBehaviour c = _behaviour.Credentials;
        bool vaultDoes = c.HasAdmin && c.HasProbeAccount && c.Change == ChangeKind.Works && c.CanBeGuessed && c.FactoryTags && c.AdminCanChange == Answer.Yes
            && c.AdminOrigin == CredentialOrigin.FactoryUnique && c.SoftApOrigin == CredentialOrigin.FactoryUnique
            // The vault never tells a secret to a log, so a log that writes secrets belongs to a vendor's own accounts.
            && !_behaviour.Log.WritesSecrets && _behaviour.Service is { Lockout: LockoutKind.Durable, AnyPasswordOpens: false };
        return vaultDoes ? OpenVault(c) : OpenVendorAccounts(c);
    }

    private VaultAccounts OpenVault(CredentialBehaviour behaviour)
    {
        var policy = new VaultPolicy(_options.HashIterations, 5, 3600);
        IEventSink sink = new LogSink(this);
        CredentialVault Open() => new(_flash, "vault", Random, Clock, sink, policy);
        CredentialVault vault = Open();

        // Asked at every boot: power may have gone in the middle of the first one. A name that is taken stays as it is.
        if (vault.Count < 3)
        {
            var atFactory = new CredentialVault(_flash, "vault", _factory, Clock, null, policy);
            atFactory.AddFactory(AccountNames.Admin, CredentialKind.Password, behaviour.AdminPassword ?? _options.LabelPassword ?? Passphrase(), behaviour.AdminOrigin, _options.Batch?.Key);
            atFactory.AddFactory(AccountNames.SoftAp, CredentialKind.PresharedKey, behaviour.SoftApPassphrase ?? Passphrase(), behaviour.SoftApOrigin, _options.Batch?.Key);
            atFactory.AddProbe(AccountNames.Probe);
            vault.Reload();
        }

        return new VaultAccounts(behaviour, vault, Open);
    }

    private VendorAccounts OpenVendorAccounts(CredentialBehaviour behaviour)
    {
        var store = new SettingsStore(_flash, "accounts", _factory, []);
        SimpleLockout? lockout = _behaviour.Service.Lockout switch
        {
            LockoutKind.None => null,
            LockoutKind.InMemory => new SimpleLockout(Clock, null, shared: false),
            LockoutKind.Shared => new SimpleLockout(Clock, _flash, shared: true),
            _ => new SimpleLockout(Clock, _flash, shared: false),
        };
        var accounts = new VendorAccounts(behaviour, _behaviour.Service, store, lockout, Refused);

        if (store.Get(AccountNames.SoftAp) == null)
        {
            byte[]? tagKey = behaviour.FactoryTags ? _options.Batch?.Key : null;
            accounts.Provision(AccountNames.Admin, behaviour.AdminPassword ?? _options.LabelPassword ?? Passphrase(), tagKey);
            accounts.Provision(AccountNames.Probe, Passphrase(), null);
            accounts.Provision(AccountNames.SoftAp, behaviour.SoftApPassphrase ?? Passphrase(), tagKey);
        }

        return accounts;
    }

    private ISettings OpenSettings()
    {
        if (_behaviour.Settings == new SettingsBehaviour())
        {
            var store = new SettingsStore(_flash, "settings", _factory, ["report-interval", "3600"]);
            SetUp(store, store.Generation == 0);
            return store;
        }

        var vendor = new VendorSettings(_behaviour.Settings, _flash, Identity.Ueid);
        vendor.Boot();
        SetUp(vendor, Identity.BootCount == 1);
        return vendor;
    }

    /// <summary>What a person sets when the unit is new, so that there is something to lose.</summary>
    private static void SetUp(ISettingsRehearsal store, bool isNew)
    {
        if (!isNew)
        {
            return;
        }

        foreach ((string key, string value) in UserSettings)
        {
            store.Put(key, value);
        }
    }

    private IEraser OpenEraser()
    {
        if (_behaviour.Eraser is { Presence: Presence.Present } eraser && (eraser.Leaves.Length > 0 || eraser != new EraserBehaviour { Leaves = eraser.Leaves }))
        {
            return new VendorEraser(eraser, _flash);
        }

        return _behaviour.Eraser.Presence == Presence.Present ? ScratchEraser() : new VendorEraser(_behaviour.Eraser, _flash);
    }

    /// <summary>Stores of the same kind as the real ones, in a corner of the same flash.</summary>
    private Eraser ScratchEraser()
    {
        var corner = new PrefixedFlash(_flash, "x.");
        var keys = new KeyStore(corner, _factory);
        IErasable[] stores =
        [
            new SettingsStore(corner, "settings", _factory, ["report-interval", "3600"]),
            new CredentialVault(corner, "vault", _factory, Clock, null, new VaultPolicy(_options.HashIterations, 5, 3600)),
            new UserFiles(corner, ["photo.1", "photo.2"]),
            keys,
            new EventLog(corner, "log", Clock, 2, 8),
        ];
        return new Eraser(corner, "erasing", stores, keys, false);
    }

    private IEnumerable<VirtualEndpoint> EndpointsOf(World world)
    {
        EndpointsBehaviour b = _behaviour.Endpoints;
        yield return new VirtualEndpoint("collector", EndpointPurpose.Report, b.Collector, world.Collector, Clock);

        if (b.Updates != null && world.Updates != null)
        {
            yield return new VirtualEndpoint("updates", EndpointPurpose.Update, b.Updates, world.Updates, Clock);
        }

        if (b.Product != null && world.Product != null)
        {
            yield return new VirtualEndpoint("product", EndpointPurpose.Product, b.Product, world.Product, Clock);
        }
    }

    private void BreakAtBoot()
    {
        if (_behaviour.Log.IsTamperedWith)
        {
            _vendorLog?.TamperWithOldest();
        }
    }

    /// <summary>A random value of this unit's own, as printed on a label: 12 characters without those that are mistaken for others.</summary>
    private string Passphrase()
    {
        const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789A";
        byte[] bytes = new byte[12];
        _factory.Fill(bytes);
        return new string([.. bytes.Select(b => Alphabet[b % Alphabet.Length])]);
    }

    private void Refused(string account, string secret)
    {
        _keptLog?.Log(SecurityEvent.LoginRefused, account);
        _vendorLog?.Refused(account, secret);
    }

    /// <summary>The vault tells what happened without the secret, so only a vendor's own accounts can leak one into a log.</summary>
    private sealed class LogSink(Firmware firmware) : IEventSink
    {
        public void Log(SecurityEvent kind, string account)
        {
            firmware._keptLog?.Log(kind, account);

            if (kind == SecurityEvent.LoginRefused)
            {
                firmware._vendorLog?.Refused(account, "");
            }
        }
    }

    /// <summary>A mechanism that is known to be missing, or of which nothing is known.</summary>
    private sealed class MissingUpdate(Presence presence) : IUpdateMechanism
    {
        public Presence Presence => presence;

        public Answer KeepsPrevious => Answer.Unknown;

        public Answer CoversFirmware => Answer.Unknown;

        public Answer LooksForUpdates => Answer.Unknown;

        public UpdateVerdict Rehearse(byte[] image, int length) => UpdateVerdict.Unknown;

        public byte[]? Sample(UpdateSample kind) => null;

        public byte[]? RunningDigest() => null;
    }
}
