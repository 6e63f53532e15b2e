using NanoAgent.Board;

namespace NanoAgent.Boards.Espressif;

/// <summary>The agent's connection to its collector, as the one server that stock firmware connects to.</summary>
/// <remarks>A product that connects elsewhere too adds its own servers: an <see cref="IEndpoints"/> over several of these.</remarks>
public sealed class CollectorEndpoint : IEndpoints, IEndpoint
{
    private readonly PinnedServer _server;
    private readonly TlsProbe _probe;

    /// <summary>Takes the settings that the link uses.</summary>
    public CollectorEndpoint(PinnedServer server)
    {
        _server = server;
        _probe = new TlsProbe(server);
    }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public string Name => "collector";

    /// <inheritdoc/>
    public EndpointPurpose Purpose => EndpointPurpose.Report;

    /// <inheritdoc/>
    public ChannelKind Channel => _server.Channel;

    /// <inheritdoc/>
    public TlsFloor Floor => _server.Floor;

    /// <inheritdoc/>
    public long CaExpiresAt => _server.Anchor.GetExpirationDate().ToUnixTimeSeconds();

    /// <inheritdoc/>
    public IEndpoint At(int index) => this;

    /// <inheritdoc/>
    public Handshake Shake(HandshakeProbe probe) => _probe.Shake(probe);
}
