using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Boards.Virtual.Network;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>The servers that the simulated firmware connects to.</summary>
internal sealed class VirtualEndpoints(EndpointsBehaviour behaviour, VirtualEndpoint[] endpoints) : IEndpoints
{
    /// <inheritdoc/>
    public Presence Presence => behaviour.Presence;

    /// <inheritdoc/>
    public int Count => endpoints.Length;

    /// <inheritdoc/>
    public IEndpoint At(int index) => endpoints[index];
}

/// <summary>One of them: probed by real handshakes with a real server.</summary>
internal sealed class VirtualEndpoint : IEndpoint
{
    /// <summary>A name that no server of the simulated world carries (RFC 6761 keeps .invalid free).</summary>
    private const string OtherHost = "other.invalid";

    private readonly EndpointBehaviour _behaviour;
    private readonly RemoteServer _server;
    private readonly IClock _clock;

    /// <summary>Makes one.</summary>
    public VirtualEndpoint(string name, EndpointPurpose purpose, EndpointBehaviour behaviour, RemoteServer server, IClock clock)
    {
        Name = name;
        Purpose = purpose;
        _behaviour = behaviour;
        _server = server;
        _clock = clock;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public EndpointPurpose Purpose { get; }

    /// <inheritdoc/>
    public ChannelKind Channel => _behaviour.Channel;

    /// <inheritdoc/>
    public TlsFloor Floor => _behaviour.Floor;

    /// <inheritdoc/>
    public long CaExpiresAt => _behaviour.KnowsAnchorExpiry ? new DateTimeOffset(_server.Anchor.NotAfter).ToUnixTimeSeconds() : 0;

    /// <inheritdoc/>
    public Handshake Shake(HandshakeProbe probe)
    {
        if (!_behaviour.CanBeProbed)
        {
            return Handshake.Unknown;
        }

        if (_behaviour.Channel == ChannelKind.Plain)
        {
            return Handshakes.Plain(_server.Address, _server.Port);
        }

        return Handshakes.Tls(
            _server.Address,
            _server.Port,
            probe == HandshakeProbe.WrongHost ? OtherHost : _server.Host,
            probe == HandshakeProbe.WrongCa ? _server.Stranger : _server.Anchor,
            _behaviour.Client,
            Now());
    }

    /// <summary>The unit's time, or null while nobody set the clock: a TLS stack without a clock cannot look at dates.</summary>
    private DateTimeOffset? Now() => _clock.IsSet == Answer.Yes ? DateTimeOffset.FromUnixTimeSeconds(_clock.UtcSeconds) : null;
}
