using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Configuration;
using NanoAgent.Keeping;

namespace NanoAgent.Boards.Espressif;

/// <summary>An ESP32 under stock nanoFramework firmware. What managed code can see is answered; what the product knows, its firmware sets; the rest is null, which means unknown.</summary>
public sealed class EspressifBoard : IBoard, IIdentity
{
    /// <summary>The key store's file of which a plain read shows the key.</summary>
    private const string KeyFile = "key.a";

    private readonly EspressifRandom _random;

    /// <summary>Boots: counts this boot, and makes UEID and key when there are none. The caller sees to it that the radio is on then.</summary>
    /// <param name="flash">The agent's folder.</param>
    /// <param name="keys">The key store in it.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">The chip's generator.</param>
    /// <param name="configuration">The unit file.</param>
    /// <param name="firmwareName">Name of the firmware, 1 to 32 printable ASCII characters.</param>
    /// <param name="firmwareVersion">Its version, likewise.</param>
    public EspressifBoard(IFlash flash, KeyStore keys, IClock clock, EspressifRandom random, UnitConfiguration configuration, string firmwareName, string firmwareVersion)
    {
        Flash = flash;
        Clock = clock;
        _random = random;
        Model = configuration.Model;
        FirmwareName = firmwareName;
        FirmwareVersion = firmwareVersion;
        Ueid = keys.Ueid();
        Signer = new SoftwareSigner(keys.PrivateKey(), KeyProtection.PlainFlash, random, NativeHmac.OrManaged());
        BootCount = keys.CountBoot();
        Credentials = new PlatformCredentials(null);
        Storage = new EspressifStorage(flash, KeyFile, configuration);
        Debug = new EspressifDebugPort();
    }

    /// <summary>The unit's signer: with its key in plain flash, unless the firmware sets another (boards/native, boards/secure-element) before anybody uses it.</summary>
    public TokenSigner Signer { get; set; }

    /// <inheritdoc/>
    public IIdentity Identity => this;

    /// <inheritdoc/>
    public IClock Clock { get; }

    /// <inheritdoc/>
    public IRandomSource Random => _random;

    /// <inheritdoc/>
    public IEntropy Entropy => _random;

    /// <inheritdoc/>
    public IFlash Flash { get; }

    /// <summary>The platform's; a product with own ones sets <see cref="PlatformCredentials"/> over both.</summary>
    public ICredentials Credentials { get; set; }

    /// <inheritdoc/>
    public IServices Services { get; set; }

    /// <inheritdoc/>
    public IUpdateMechanism Update { get; set; }

    /// <inheritdoc/>
    public IEndpoints Endpoints { get; set; }

    /// <inheritdoc/>
    public IStorage Storage { get; set; }

    /// <inheritdoc/>
    public IInterfaces Interfaces { get; set; }

    /// <inheritdoc/>
    public IDebugPort Debug { get; }

    /// <inheritdoc/>
    public ISettings Settings { get; set; }

    /// <inheritdoc/>
    public IEraser Eraser { get; set; }

    /// <inheritdoc/>
    public IEventLog EventLog { get; set; }

    /// <inheritdoc/>
    public ISoftware Software { get; set; }

    /// <summary>Null until an add-on that reads fuses sets it: stock firmware shows none of this to managed code.</summary>
    public INativeFacts Native { get; set; }

    /// <inheritdoc/>
    public ISupport Support { get; set; }

    /// <inheritdoc/>
    public byte[] Ueid { get; }

    /// <inheritdoc/>
    public string Model { get; }

    /// <inheritdoc/>
    public string FirmwareName { get; }

    /// <inheritdoc/>
    public string FirmwareVersion { get; }

    /// <inheritdoc/>
    public bool IsVirtual => false;

    /// <summary>Where the signer's key lies; for the platform's own signer that is plain flash, readable over the debug protocol.</summary>
    public KeyProtection KeyProtection => Signer.Protection;

    /// <summary>Boots so far; waking from deep sleep is one, for RAM is lost.</summary>
    public uint BootCount { get; }

    /// <inheritdoc/>
    public Answer DerivedFromPublicData => Answer.No;
}
