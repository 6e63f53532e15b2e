using System.Security.Cryptography.X509Certificates;
using NanoAgent.Board;
using NanoAgent.Boards.Virtual.Parts;

namespace NanoAgent.Boards.Virtual.Network;

/// <summary>
/// Everything on the network around and in front of one virtual unit: its forwarded ports and the servers to which it connects.
/// It outlasts the unit's reboots, as a network does.
/// </summary>
internal sealed class World : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly Dictionary<int, int> _forwarded = [];

    /// <summary>Starts the servers.</summary>
    /// <param name="behaviour">What the unit offers and needs.</param>
    /// <param name="options">Where its collector is.</param>
    /// <param name="door">The firmware that answers at the admin endpoint now; null while the unit boots.</param>
    public World(Behaviour behaviour, VirtualBoardOptions options, Func<IAdminDoor?> door)
    {
        DateTimeOffset now = options.Clock.GetUtcNow();
        EndpointsBehaviour endpoints = behaviour.Endpoints;
        Collector = Own(options.Collector is { } given
            ? new RemoteServer(given.Uri, given.Anchor, now)
            : new RemoteServer("collector.invalid", endpoints.Collector, now));
        Updates = endpoints.Updates is { } updates ? Own(new RemoteServer("updates.invalid", updates, now)) : null;
        Product = endpoints.Product is { } product ? Own(new RemoteServer("product.invalid", product, now)) : null;

        if (behaviour.Service.Presence != Presence.Missing)
        {
            StartAdmin(behaviour.Service, now, door);
        }

        if (behaviour.Interfaces.ForgottenPort is var forgotten and not 0)
        {
            _forwarded[forgotten] = Own(new TlsServer(null)).Port;
        }
    }

    /// <summary>The agent's collector, or its stand-in.</summary>
    public RemoteServer Collector { get; }

    /// <summary>Where updates come from; null when the firmware looks nowhere.</summary>
    public RemoteServer? Updates { get; }

    /// <summary>The product's own service; null when there is none.</summary>
    public RemoteServer? Product { get; }

    /// <summary>Where the host reaches the admin endpoint; null when the unit has none.</summary>
    public Uri? AdminUri { get; private set; }

    /// <summary>The authority behind the admin endpoint's certificate; null without one.</summary>
    public X509Certificate2? AdminAuthority { get; private set; }

    /// <summary>A client of the admin endpoint on the network; null when the unit has none.</summary>
    public AdminClient? AdminClient { get; private set; }

    /// <summary>The port of the host to which one of the unit's is forwarded; 0 when it is forwarded nowhere.</summary>
    public int HostPort(int unitPort) => _forwarded.GetValueOrDefault(unitPort);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Clients before servers, servers before their certificates.
        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }
    }

    private void StartAdmin(ServiceBehaviour behaviour, DateTimeOffset now, Func<IAdminDoor?> door)
    {
        TlsAuthority authority = Own(TlsAuthority.Trusted(now.AddYears(-20), now.AddYears(10)));
        AdminAuthority = behaviour.InClear ? null : authority.Certificate;
        AdminUri = behaviour.Listens
            ? Own(new AdminServer(behaviour.InClear ? null : Own(authority.Issue("unit.invalid")), door)).Uri
            : new Uri($"https://127.0.0.1:{Own(new TlsServer(null)).Port}");
        _forwarded[VirtualServices.AdminPort] = AdminUri.Port;
        AdminClient = Own(new AdminClient(AdminUri, authority.Certificate));
    }

    private T Own<T>(T thing)
        where T : IDisposable
    {
        _owned.Add(thing);
        return thing;
    }
}
