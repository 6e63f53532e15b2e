using System.Security.Cryptography.X509Certificates;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Virtual.Network;
using NanoAgent.Boards.Virtual.Parts;

namespace NanoAgent.Boards.Virtual;

/// <summary>
/// A board on desktop .NET: a folder is its flash, its services really listen, its connections really shake hands, and its
/// firmware behaves as a persona says. README.md lists what is simulated and what is not.
/// </summary>
/// <remarks>Not thread-safe, but for the admin endpoint, which answers from the server's threads.</remarks>
public sealed class VirtualBoard : IBoard, IDisposable
{
    private readonly Behaviour _behaviour;
    private readonly VirtualBoardOptions _options;
    private readonly IRandomSource _factory;
    private readonly World _world;
    private readonly VirtualVendor _vendor;
    private readonly DateTimeOffset _madeAt;
    private Firmware? _firmware;

    private VirtualBoard(Behaviour behaviour, VirtualBoardOptions options)
    {
        _behaviour = behaviour;
        _options = options;
        _factory = new HostRandom(options.Seed);
        _vendor = new VirtualVendor(behaviour.Identity.Model);
        _madeAt = options.Clock.GetUtcNow();
        Medium = new FolderFlash(options.Folder);
        _world = new World(behaviour, options, () => _firmware?.Door);
    }

    /// <summary>The flash, with its faults.</summary>
    public FolderFlash Medium { get; }

    /// <summary>The unit's signer.</summary>
    public TokenSigner Signer => Now.Identity.Signer;

    /// <summary>Where the host reaches the unit's admin endpoint; null when it has none.</summary>
    public Uri? AdminUri => _world.AdminUri;

    /// <summary>The authority that issued the admin endpoint's certificate; null when the endpoint has none.</summary>
    public X509Certificate2? AdminAuthority => _world.AdminAuthority;

    /// <summary>The account that the label names, and its factory value where the persona or the options give one.</summary>
    public (string Account, string? Password) Label => (AccountNames.Admin, _behaviour.Credentials.AdminPassword ?? _options.LabelPassword);

    /// <summary>The port of the host that is forwarded to one of the unit's; 0 when none is.</summary>
    public int HostPort(int unitPort) => _world.HostPort(unitPort);

    /// <inheritdoc/>
    public IIdentity Identity => Now.Identity;

    /// <inheritdoc/>
    public IClock Clock => Now.Clock;

    /// <inheritdoc/>
    public IRandomSource Random => Now.Random;

    /// <inheritdoc/>
    public IEntropy? Entropy => Seen<IEntropy>(new VirtualEntropy(_behaviour.Random));

    /// <inheritdoc/>
    public IFlash Flash => Medium;

    /// <inheritdoc/>
    public ICredentials? Credentials => Seen<ICredentials>(Now.Accounts);

    /// <inheritdoc/>
    public IServices? Services => Seen(Now.Services);

    /// <inheritdoc/>
    public IUpdateMechanism? Update => Seen(Now.Update);

    /// <inheritdoc/>
    public IEndpoints? Endpoints => Seen(Now.Endpoints);

    /// <inheritdoc/>
    public IStorage? Storage => Seen(Now.Storage);

    /// <inheritdoc/>
    public IInterfaces? Interfaces => Seen<IInterfaces>(new VirtualInterfaces(_behaviour.Interfaces, _world.HostPort));

    /// <inheritdoc/>
    public IDebugPort? Debug => Seen<IDebugPort>(new VirtualDebugPort(_behaviour.Debug));

    /// <inheritdoc/>
    public ISettings? Settings => Seen(Now.Settings);

    /// <inheritdoc/>
    public IEraser? Eraser => Seen(Now.Eraser);

    /// <inheritdoc/>
    public IEventLog? EventLog => Seen(Now.EventLog);

    /// <inheritdoc/>
    public ISoftware? Software => Seen<ISoftware>(new VirtualSoftware(_behaviour.Software));

    /// <inheritdoc/>
    public INativeFacts? Native => Seen<INativeFacts>(new VirtualNativeFacts(_behaviour.Native));

    /// <inheritdoc/>
    public ISupport? Support => Seen<ISupport>(new VirtualSupport(_behaviour.Support, _madeAt));

    private Firmware Now => _firmware ?? throw new InvalidOperationException("the unit has no power: boot it first");

    /// <summary>Starts a unit: its network, then its firmware.</summary>
    /// <param name="persona">How it behaves. Its name goes no further than here.</param>
    /// <param name="options">Folder, clock, chance, collector.</param>
    public static VirtualBoard Start(Persona persona, VirtualBoardOptions options)
    {
        ArgumentNullException.ThrowIfNull(persona);
        ArgumentNullException.ThrowIfNull(options);
        var board = new VirtualBoard(persona.Behaviour, options);

        try
        {
            board.Boot();
            return board;
        }
        catch
        {
            board.Dispose();
            throw;
        }
    }

    /// <summary>Shuts down in order and boots again: what is in flash stays, what is in RAM goes.</summary>
    public void Reboot()
    {
        Medium.Sync();
        Boot();
    }

    /// <summary>Takes the power away in the middle of whatever was going on. Nothing answers until <see cref="Boot"/>.</summary>
    public void CutPower()
    {
        Medium.CutPower();
        _firmware = null;
    }

    /// <summary>Gives power and boots.</summary>
    public void Boot()
    {
        _firmware = null;
        Medium.PowerOn();
        _firmware = new Firmware(_behaviour, _options, Medium, _factory, _world, _vendor);
    }

    /// <inheritdoc/>
    public void Dispose() => _world.Dispose();

    /// <summary>What is out of the board's sight is null, as the contract says.</summary>
    private static T? Seen<T>(T part)
        where T : class, IPart => part.Presence == Presence.Unknown ? null : part;
}
