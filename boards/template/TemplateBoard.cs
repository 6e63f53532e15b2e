using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Boards.Template;

/// <summary>The switch under the lid.</summary>
public interface ICaseSwitch
{
    /// <summary>Is the case closed? Unknown while the switch settles.</summary>
    Answer IsClosed { get; }
}

/// <summary>The firmware's own log-in, which writes to its journal.</summary>
public interface ILogIn
{
    /// <summary>True when the pair opened.</summary>
    bool Try(string account, string secret);
}

/// <summary>
/// A board to copy. It answers what it knows and returns null for the rest: null means unknown, and findings say so. Fill the
/// parts in one by one; each one that you fill turns findings from <c>absent</c> into answers.
/// </summary>
public sealed class TemplateBoard : IBoard, IIdentity
{
    private readonly KeyStore _keys;
    private readonly byte[] _ueid;

    /// <summary>Makes the board.</summary>
    /// <param name="flash">The area that belongs to the agent.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">The random source.</param>
    /// <param name="eventLog">The firmware's log, adapted.</param>
    public TemplateBoard(IFlash flash, IClock clock, IRandomSource random, IEventLog eventLog)
    {
        Flash = flash;
        Clock = clock;
        Random = random;
        EventLog = eventLog;
        _keys = new KeyStore(flash, random);
        BootCount = _keys.CountBoot();
        _ueid = _keys.Ueid();
    }

    /// <inheritdoc/>
    public IIdentity Identity => this;

    /// <inheritdoc/>
    public IClock Clock { get; }

    /// <inheritdoc/>
    public IRandomSource Random { get; }

    /// <inheritdoc/>
    public IFlash Flash { get; }

    /// <inheritdoc/>
    public IEventLog EventLog { get; }

    /// <inheritdoc/>
    public byte[] Ueid => _ueid;

    /// <inheritdoc/>
    public string Model => "TEMPLATE-1";

    /// <inheritdoc/>
    public string FirmwareName => "template";

    /// <inheritdoc/>
    public string FirmwareVersion => "1.0.0";

    /// <summary>Yes until this runs on a real chip.</summary>
    public bool IsVirtual => true;

    /// <inheritdoc/>
    public KeyProtection KeyProtection => KeyProtection.PlainFlash;

    /// <inheritdoc/>
    public uint BootCount { get; }

    /// <inheritdoc/>
    public Answer DerivedFromPublicData => Answer.No;

    /// <summary>The unit's signer, for the agent.</summary>
    public TokenSigner NewSigner() => new SoftwareSigner(_keys.PrivateKey(), KeyProtection, Random);

    // Not filled in yet: unknown, never good.

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
}
