using System.Security.Cryptography.X509Certificates;

namespace NanoAgent.Boards.Virtual.Network;

/// <summary>A server that the firmware connects to: a given one, or a stand-in of the simulated world.</summary>
internal sealed class RemoteServer : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    /// <summary>Points at a server that somebody else runs.</summary>
    public RemoteServer(Uri uri, X509Certificate2 anchor, DateTimeOffset now)
    {
        Address = uri.IdnHost;
        Host = uri.IdnHost;
        Port = uri.Port;
        Anchor = anchor;
        Stranger = Own(TlsAuthority.Stranger(now.AddDays(-1), now.AddYears(10))).Certificate;
    }

    /// <summary>Starts a stand-in.</summary>
    public RemoteServer(string host, EndpointBehaviour behaviour, DateTimeOffset now)
    {
        // Valid for long before now, so that a unit whose clock is wrong by years still gets as far as the probe.
        TlsAuthority authority = Own(TlsAuthority.Trusted(now.AddYears(-20), now.AddDays(behaviour.AnchorExpiresInDays)));
        Host = host;
        Anchor = authority.Certificate;
        Stranger = Own(TlsAuthority.Stranger(now.AddDays(-1), now.AddYears(10))).Certificate;
        // A server that is down keeps its port and hangs up: a closed port might be somebody else's by the time of the probe.
        bool speaksTls = behaviour.ServerIsUp && behaviour.Channel != Board.ChannelKind.Plain;
        Port = Own(new TlsServer(speaksTls ? Own(authority.Issue(host)) : null)).Port;
    }

    /// <summary>Where to connect.</summary>
    public string Address { get; } = "127.0.0.1";

    /// <summary>Port there.</summary>
    public int Port { get; }

    /// <summary>The name that its certificate carries.</summary>
    public string Host { get; }

    /// <summary>The authority that the firmware trusts for it.</summary>
    public X509Certificate2 Anchor { get; }

    /// <summary>An authority that did not issue its certificate.</summary>
    public X509Certificate2 Stranger { get; }

    /// <inheritdoc/>
    public void Dispose() => _owned.ForEach(o => o.Dispose());

    private T Own<T>(T thing)
        where T : IDisposable
    {
        _owned.Add(thing);
        return thing;
    }
}
