using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Boards.NanoClr;

/// <summary>nanoFramework's virtual device: the interpreter of the chips with no chip around it. Flash is in memory, and most parts are unknown.</summary>
public sealed class NanoClrBoard : IBoard, IIdentity, IClock, IRandomSource
{
    /// <summary>Bytes of the flash, which lies in the heap.</summary>
    public const int FlashBytes = 10 * 1024;

    private readonly Random _random = new Random();
    private readonly KeyStore _keys;

    /// <summary>Boots: makes key and UEID, which last as long as the process.</summary>
    public NanoClrBoard()
    {
        Flash = new ArrayFlash(FlashBytes);
        _keys = new KeyStore(Flash, this);
        BootCount = _keys.CountBoot();
        Ueid = _keys.Ueid();
        EventLog = new EventLog(Flash, "log", this, 2, 8);
    }

    /// <inheritdoc/>
    public IIdentity Identity => this;

    /// <inheritdoc/>
    public IClock Clock => this;

    /// <summary>The host's random device, through the interpreter.</summary>
    public IRandomSource Random => this;

    /// <inheritdoc/>
    public IFlash Flash { get; }

    /// <inheritdoc/>
    public IEventLog EventLog { get; }

    /// <inheritdoc/>
    public byte[] Ueid { get; }

    /// <inheritdoc/>
    public string Model => "NANOCLR-1";

    /// <inheritdoc/>
    public string FirmwareName => "nanoclr";

    /// <inheritdoc/>
    public string FirmwareVersion => "0.1.0";

    /// <inheritdoc/>
    public bool IsVirtual => true;

    /// <inheritdoc/>
    public KeyProtection KeyProtection => KeyProtection.PlainFlash;

    /// <inheritdoc/>
    public uint BootCount { get; }

    /// <inheritdoc/>
    public Answer DerivedFromPublicData => Answer.No;

    /// <inheritdoc/>
    public long UtcSeconds => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public long UptimeMs => Environment.TickCount64;

    /// <summary>The host sets it before the interpreter starts, as nobody in here can see.</summary>
    public Answer IsSet => Answer.Unknown;

    /// <inheritdoc/>
    public Answer SourceAuthenticated => Answer.Unknown;

    /// <inheritdoc/>
    public IEntropy Entropy => null;

    /// <inheritdoc/>
    public ICredentials Credentials => null;

    /// <inheritdoc/>
    public IServices Services => null;

    /// <inheritdoc/>
    public IUpdateMechanism Update => null;

    /// <inheritdoc/>
    public IEndpoints Endpoints => null;

    /// <inheritdoc/>
    public IStorage Storage => null;

    /// <inheritdoc/>
    public IInterfaces Interfaces => null;

    /// <inheritdoc/>
    public IDebugPort Debug => null;

    /// <inheritdoc/>
    public ISettings Settings => null;

    /// <inheritdoc/>
    public IEraser Eraser => null;

    /// <inheritdoc/>
    public ISoftware Software => null;

    /// <inheritdoc/>
    public INativeFacts Native => null;

    /// <inheritdoc/>
    public ISupport Support => null;

    /// <inheritdoc/>
    public void Fill(byte[] buffer) => _random.NextBytes(buffer);

    /// <summary>The unit's signer.</summary>
    public TokenSigner NewSigner() => new SoftwareSigner(_keys.PrivateKey(), KeyProtection, this);
}
