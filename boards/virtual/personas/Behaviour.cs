using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Boards.Virtual.Network;

namespace NanoAgent.Boards.Virtual;

/// <summary>
/// How a simulated firmware behaves, part by part. The defaults are those of firmware that does everything well; a persona
/// lists what it does otherwise. There is no member for an outcome, a reason or a check: those are for the agent to find.
/// </summary>
public sealed record Behaviour
{
    /// <summary>Who the unit says it is, and how it came to its key.</summary>
    public IdentityBehaviour Identity { get; init; } = new();

    /// <summary>The clock.</summary>
    public ClockBehaviour Clock { get; init; } = new();

    /// <summary>The random source.</summary>
    public RandomBehaviour Random { get; init; } = new();

    /// <summary>The credentials and who checks them.</summary>
    public CredentialBehaviour Credentials { get; init; } = new();

    /// <summary>The admin endpoint.</summary>
    public ServiceBehaviour Service { get; init; } = new();

    /// <summary>The update mechanism.</summary>
    public UpdateBehaviour Update { get; init; } = new();

    /// <summary>The servers that the firmware connects to.</summary>
    public EndpointsBehaviour Endpoints { get; init; } = new();

    /// <summary>Where secrets lie.</summary>
    public StorageBehaviour Storage { get; init; } = new();

    /// <summary>Ports and radios.</summary>
    public InterfaceBehaviour Interfaces { get; init; } = new();

    /// <summary>The debug interface.</summary>
    public DebugBehaviour Debug { get; init; } = new();

    /// <summary>The settings store.</summary>
    public SettingsBehaviour Settings { get; init; } = new();

    /// <summary>The erase function.</summary>
    public EraserBehaviour Eraser { get; init; } = new();

    /// <summary>The event log.</summary>
    public LogBehaviour Log { get; init; } = new();

    /// <summary>The software inventory.</summary>
    public SoftwareBehaviour Software { get; init; } = new();

    /// <summary>The native facts.</summary>
    public NativeBehaviour Native { get; init; } = new();

    /// <summary>The support period.</summary>
    public SupportBehaviour Support { get; init; } = new();
}

/// <summary>What the board can say of a part: <see cref="Presence.Unknown"/> makes the part null.</summary>
public abstract record PartBehaviour
{
    /// <summary>Is the part there, known to be missing, or out of the board's sight?</summary>
    public Presence Presence { get; init; } = Presence.Present;
}

/// <summary>How the unit came to its key.</summary>
public enum KeyOrigin
{
    /// <summary>Made on the unit at first boot.</summary>
    Own = 0,

    /// <summary>A key printed in a public standard or sample.</summary>
    PublishedTestKey = 1,

    /// <summary>Made anew at every boot.</summary>
    NewAtEachBoot = 2,
}

/// <summary>How the unit came to its UEID.</summary>
public enum UeidOrigin
{
    /// <summary>Random bytes made at first boot.</summary>
    Random = 0,

    /// <summary>Made from the MAC address, padded with zeros.</summary>
    FromMac = 1,

    /// <summary>Made anew at every boot.</summary>
    NewAtEachBoot = 2,

    /// <summary>Bytes of a length that no UEID has.</summary>
    Malformed = 3,
}

/// <summary>Who the unit says it is.</summary>
public sealed record IdentityBehaviour
{
    /// <summary>Model designation.</summary>
    public string Model { get; init; } = "NA-100";

    /// <summary>Name of the firmware.</summary>
    public string FirmwareName { get; init; } = "nanoagent-sample";

    /// <summary>Version of the firmware.</summary>
    public string FirmwareVersion { get; init; } = "1.4.0";

    /// <summary>How it came to its key.</summary>
    public KeyOrigin Key { get; init; }

    /// <summary>How it came to its UEID.</summary>
    public UeidOrigin Ueid { get; init; }

    /// <summary>Where the attestation key lies.</summary>
    public KeyProtection KeyProtection { get; init; } = KeyProtection.EncryptedFlash;

    /// <summary>What the firmware says of how identity was derived.</summary>
    public Answer DerivedFromPublicData { get; init; } = Answer.No;
}

/// <summary>The clock.</summary>
public sealed record ClockBehaviour
{
    /// <summary>Was it set since boot? A clock that was not starts at 1970.</summary>
    public Answer IsSet { get; init; } = Answer.Yes;

    /// <summary>Is its source authenticated?</summary>
    public Answer SourceAuthenticated { get; init; } = Answer.Yes;

    /// <summary>Days by which a clock that was set is wrong.</summary>
    public int OffsetDays { get; init; }
}

/// <summary>What the random source gives.</summary>
public enum RandomKind
{
    /// <summary>The host's generator.</summary>
    Good = 0,

    /// <summary>One value for ever.</summary>
    Stuck = 1,

    /// <summary>Only four values come, never one twice in a row.</summary>
    Biased = 2,
}

/// <summary>The random source.</summary>
public sealed record RandomBehaviour : PartBehaviour
{
    /// <summary>What it gives after the unit left the factory.</summary>
    public RandomKind Kind { get; init; }

    /// <summary>Is the radio on that feeds it?</summary>
    public Answer NoiseSourceOn { get; init; } = Answer.Yes;
}

/// <summary>What happens when a person changes a password.</summary>
public enum ChangeKind
{
    /// <summary>The new value is in force, durably.</summary>
    Works = 0,

    /// <summary>The firmware refuses.</summary>
    Refuses = 1,

    /// <summary>The new value opens, and so does the old one.</summary>
    OldStillOpens = 2,

    /// <summary>The firmware says yes and changes nothing.</summary>
    OnlySaysYes = 3,

    /// <summary>The generation counter stands still.</summary>
    GenerationStands = 4,

    /// <summary>One change goes through, the next ones are refused until the next boot.</summary>
    OnceOnly = 5,
}

/// <summary>The credentials.</summary>
public sealed record CredentialBehaviour : PartBehaviour
{
    /// <summary>Is there an owner's account?</summary>
    public bool HasAdmin { get; init; } = true;

    /// <summary>What the owner's password is; null for a random one of this unit.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>Who gave the owner's password its value, as the firmware declares.</summary>
    public CredentialOrigin AdminOrigin { get; init; } = CredentialOrigin.FactoryUnique;

    /// <summary>Can the owner's password be changed?</summary>
    public Answer AdminCanChange { get; init; } = Answer.Yes;

    /// <summary>The soft-AP's passphrase; null for a random one of this unit.</summary>
    public string? SoftApPassphrase { get; init; }

    /// <summary>Who gave the soft-AP's passphrase its value.</summary>
    public CredentialOrigin SoftApOrigin { get; init; } = CredentialOrigin.FactoryUnique;

    /// <summary>Does the factory tag the values that it sets, where the unit's batch has a key?</summary>
    public bool FactoryTags { get; init; } = true;

    /// <summary>Is there a probe account?</summary>
    public bool HasProbeAccount { get; init; } = true;

    /// <summary>What happens when the probe account's password is changed.</summary>
    public ChangeKind Change { get; init; }

    /// <summary>Can the firmware check a guess without counting it?</summary>
    public bool CanBeGuessed { get; init; } = true;
}

/// <summary>How guessing is slowed down.</summary>
public enum LockoutKind
{
    /// <summary>Back-off that grows and outlasts a reboot.</summary>
    Durable = 0,

    /// <summary>None.</summary>
    None = 1,

    /// <summary>Kept in RAM: a reboot clears it.</summary>
    InMemory = 2,

    /// <summary>One counter for all accounts: guessing at one locks the others out.</summary>
    Shared = 3,

    /// <summary>Wrong values wait, the right one opens all the same.</summary>
    RightValueOpens = 4,
}

/// <summary>The admin endpoint.</summary>
public sealed record ServiceBehaviour : PartBehaviour
{
    /// <summary>Does the firmware declare that it takes credentials?</summary>
    public Answer Declared { get; init; } = Answer.Yes;

    /// <summary>Does /status answer without credentials?</summary>
    public bool StatusIsOpen { get; init; }

    /// <summary>Does log-in take any password?</summary>
    public bool AnyPasswordOpens { get; init; }

    /// <summary>How guessing is slowed down.</summary>
    public LockoutKind Lockout { get; init; }

    /// <summary>Does the endpoint listen at all?</summary>
    public bool Listens { get; init; } = true;

    /// <summary>The endpoint answers over plain HTTP. No check of the agent looks at what a unit serves; a bench does.</summary>
    public bool InClear { get; init; }
}

/// <summary>The update mechanism.</summary>
public sealed record UpdateBehaviour : PartBehaviour
{
    /// <summary>Does it compare the signature with the vendor's key?</summary>
    public bool ChecksSignature { get; init; } = true;

    /// <summary>Does it compare the content with the digest?</summary>
    public bool ChecksDigest { get; init; } = true;

    /// <summary>Does it compare the length with the manifest?</summary>
    public bool ChecksLength { get; init; } = true;

    /// <summary>Does it compare the model?</summary>
    public bool ChecksModel { get; init; } = true;

    /// <summary>Does it compare the version with the running one?</summary>
    public bool ChecksVersion { get; init; } = true;

    /// <summary>Does it compare the stated length with the slot?</summary>
    public bool ChecksSize { get; init; } = true;

    /// <summary>Does it accept genuine images?</summary>
    public bool AcceptsGenuine { get; init; } = true;

    /// <summary>Is an image written over the running version before it is checked?</summary>
    public bool OverwritesRunning { get; init; }

    /// <summary>Did the vendor ship the signed samples that a probe needs?</summary>
    public bool HasSamples { get; init; } = true;

    /// <summary>Is the previous version kept?</summary>
    public Answer KeepsPrevious { get; init; } = Answer.Yes;

    /// <summary>Does the firmware look for updates by itself?</summary>
    public Answer LooksForUpdates { get; init; } = Answer.Yes;
}

/// <summary>One server that the firmware connects to.</summary>
public sealed record EndpointBehaviour
{
    /// <summary>How the settings say that it is protected.</summary>
    public ChannelKind Channel { get; init; } = ChannelKind.TlsVerified;

    /// <summary>Lowest TLS version that the settings allow.</summary>
    public TlsFloor Floor { get; init; } = TlsFloor.Tls12;

    /// <summary>What the TLS stack really looks at.</summary>
    public TlsClientSettings Client { get; init; } = new();

    /// <summary>Days until the trust anchor expires; below 0 it has expired.</summary>
    public int AnchorExpiresInDays { get; init; } = 3650;

    /// <summary>Can the firmware read its trust anchor's dates?</summary>
    public bool KnowsAnchorExpiry { get; init; } = true;

    /// <summary>Does the server answer?</summary>
    public bool ServerIsUp { get; init; } = true;

    /// <summary>Can the probe be made at all?</summary>
    public bool CanBeProbed { get; init; } = true;
}

/// <summary>The servers that the firmware connects to.</summary>
public sealed record EndpointsBehaviour : PartBehaviour
{
    /// <summary>The agent's collector.</summary>
    public EndpointBehaviour Collector { get; init; } = new();

    /// <summary>Where updates come from; null for none.</summary>
    public EndpointBehaviour? Updates { get; init; } = new();

    /// <summary>The product's own service; null for none.</summary>
    public EndpointBehaviour? Product { get; init; } = new();
}

/// <summary>Where secrets lie.</summary>
public sealed record StorageBehaviour : PartBehaviour
{
    /// <summary>Where the Wi-Fi passphrase lies.</summary>
    public SecretPlace WifiPlace { get; init; } = SecretPlace.EncryptedFlash;

    /// <summary>In what form. <see cref="SecretForm.Clear"/> puts the value itself into a file.</summary>
    public SecretForm WifiForm { get; init; } = SecretForm.Encrypted;

    /// <summary>Can code read the file in which it lies?</summary>
    public bool FileIsReadable { get; init; } = true;

    /// <summary>Does the driver crash when it is asked?</summary>
    public bool DriverCrashes { get; init; }
}

/// <summary>Ports and radios.</summary>
public sealed record InterfaceBehaviour : PartBehaviour
{
    /// <summary>A port on which the firmware listens without having declared it; 0 for none.</summary>
    public int ForgottenPort { get; init; }

    /// <summary>Can the board bind ports to see whether they are in use?</summary>
    public bool CanBind { get; init; } = true;

    /// <summary>Is the unit's own access point on?</summary>
    public Answer SoftApOn { get; init; } = Answer.No;

    /// <summary>Does the vendor declare it?</summary>
    public bool SoftApDeclared { get; init; }

    /// <summary>Is SmartConfig on?</summary>
    public Answer SmartConfigOn { get; init; } = Answer.No;

    /// <summary>Is Bluetooth on?</summary>
    public Answer BluetoothOn { get; init; } = Answer.No;

    /// <summary>Does the vendor declare it?</summary>
    public bool BluetoothDeclared { get; init; }
}

/// <summary>The debug interface.</summary>
public sealed record DebugBehaviour : PartBehaviour
{
    /// <summary>Is a debugger attached?</summary>
    public Answer Attached { get; init; } = Answer.No;

    /// <summary>Does the Wire Protocol answer?</summary>
    public Answer WireProtocolOpen { get; init; } = Answer.No;

    /// <summary>Is JTAG open?</summary>
    public Answer JtagOpen { get; init; } = Answer.No;

    /// <summary>Is it a release build?</summary>
    public Answer ReleaseBuild { get; init; } = Answer.Yes;
}

/// <summary>How settings are stored.</summary>
public enum SettingsKind
{
    /// <summary>Two slots, the older kept until the newer is whole.</summary>
    TwoSlots = 0,

    /// <summary>One file, written over in place: a power cut damages it.</summary>
    OneFile = 1,
}

/// <summary>What a boot does to settings.</summary>
public enum BootFlaw
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>They fall back to the factory's.</summary>
    FallsToDefaults = 1,

    /// <summary>An older state comes back.</summary>
    GoesBack = 2,

    /// <summary>A value changes, and nobody counted it.</summary>
    ChangesByItself = 3,
}

/// <summary>The settings store.</summary>
public sealed record SettingsBehaviour : PartBehaviour
{
    /// <summary>How settings are stored.</summary>
    public SettingsKind Kind { get; init; }

    /// <summary>What a boot does to them.</summary>
    public BootFlaw AtBoot { get; init; }

    /// <summary>Can the store be opened over another flash, to rehearse power cuts?</summary>
    public bool CanBeRehearsed { get; init; } = true;
}

/// <summary>The erase function.</summary>
public sealed record EraserBehaviour : PartBehaviour
{
    /// <summary>Stores that erasing only unlinks: the bytes stay. Names of the eraser's stores.</summary>
    public string[] Leaves { get; init; } = [];

    /// <summary>Does the identity key survive?</summary>
    public bool KeepsKey { get; init; }

    /// <summary>Do the user's settings survive?</summary>
    public bool KeepsSettings { get; init; }

    /// <summary>Does the function report a failure?</summary>
    public bool Fails { get; init; }

    /// <summary>Is there no scratch area, so that only the real stores could be erased?</summary>
    public bool OnRealStores { get; init; }
}

/// <summary>The event log.</summary>
public sealed record LogBehaviour : PartBehaviour
{
    /// <summary>Are refused log-ins logged?</summary>
    public bool LogsRefusals { get; init; } = true;

    /// <summary>Is it chained by hashes?</summary>
    public bool Chained { get; init; } = true;

    /// <summary>Is it bounded?</summary>
    public bool Bounded { get; init; } = true;

    /// <summary>Does it write the attempted password down?</summary>
    public bool WritesSecrets { get; init; }

    /// <summary>Is it counted?</summary>
    public bool Counts { get; init; } = true;

    /// <summary>Are its entries kept in flash?</summary>
    public bool EntriesAreDurable { get; init; } = true;

    /// <summary>Is its counter kept in flash?</summary>
    public bool CountIsDurable { get; init; } = true;

    /// <summary>Are entries stamped with time?</summary>
    public bool Timed { get; init; } = true;

    /// <summary>Is an entry altered behind the log's back at each boot?</summary>
    public bool IsTamperedWith { get; init; }
}

/// <summary>The software inventory.</summary>
public sealed record SoftwareBehaviour : PartBehaviour
{
    /// <summary>A component that has no version.</summary>
    public bool HasUnversionedComponent { get; init; }

    /// <summary>No component at all is listed.</summary>
    public bool ListIsEmpty { get; init; }

    /// <summary>Can the board hash components?</summary>
    public bool CanHash { get; init; } = true;
}

/// <summary>Facts that only native code sees. The default is a unit with the native add-on and its fuses burnt; stock firmware has no such part.</summary>
public sealed record NativeBehaviour : PartBehaviour
{
    /// <summary>Does the chip start only signed firmware?</summary>
    public Answer SecureBoot { get; init; } = Answer.Yes;

    /// <summary>Is flash encryption on?</summary>
    public Answer FlashEncryption { get; init; } = Answer.Yes;

    /// <summary>Is it in release mode?</summary>
    public Answer ReleaseMode { get; init; } = Answer.Yes;

    /// <summary>Does the chip refuse older firmware?</summary>
    public Answer AntiRollback { get; init; } = Answer.Yes;

    /// <summary>The secure version in the fuses; -1 when unknown.</summary>
    public int SecureVersion { get; init; } = 1;
}

/// <summary>The support period.</summary>
public sealed record SupportBehaviour : PartBehaviour
{
    /// <summary>Days from the simulated present until support ends; null when not declared.</summary>
    public int? EndsInDays { get; init; } = 3 * 365;
}
