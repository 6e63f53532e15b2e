using System.Net;
using System.Net.Sockets;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>
/// Ports and radios. The unit's ports are forwarded to ports of the host's loopback address, as emulators do, so that many
/// units run side by side; whether one is in use is tried by a real bind of the host's port.
/// </summary>
internal sealed class VirtualInterfaces : IInterfaces
{
    private static readonly int[] s_usual = [21, 22, 23, 80, 443, 502, 1883, 5353, 8080, 8266];

    private readonly InterfaceBehaviour _behaviour;
    private readonly Func<int, int> _hostPort;

    /// <summary>Makes them.</summary>
    /// <param name="behaviour">What the firmware leaves on.</param>
    /// <param name="hostPort">The port of the host to which one of the unit is forwarded; 0 when it is forwarded nowhere.</param>
    public VirtualInterfaces(InterfaceBehaviour behaviour, Func<int, int> hostPort)
    {
        _behaviour = behaviour;
        _hostPort = hostPort;
    }

    /// <inheritdoc/>
    public Presence Presence => _behaviour.Presence;

    /// <inheritdoc/>
    public int[] PortsToTry => (int[])s_usual.Clone();

    /// <inheritdoc/>
    public int[] DeclaredPorts => [VirtualServices.AdminPort];

    /// <inheritdoc/>
    public Answer SoftApOn => _behaviour.SoftApOn;

    /// <inheritdoc/>
    public bool SoftApDeclared => _behaviour.SoftApDeclared;

    /// <inheritdoc/>
    public Answer SmartConfigOn => _behaviour.SmartConfigOn;

    /// <inheritdoc/>
    public Answer BluetoothOn => _behaviour.BluetoothOn;

    /// <inheritdoc/>
    public bool BluetoothDeclared => _behaviour.BluetoothDeclared;

    /// <inheritdoc/>
    public Answer PortInUse(int port)
    {
        if (!_behaviour.CanBind)
        {
            return Answer.Unknown;
        }

        // Port 0 lets the host choose a free one: what a bind of a port that nothing uses would find.
        var listener = new TcpListener(IPAddress.Loopback, _hostPort(port));

        try
        {
            listener.Start();
            return Answer.No;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse ? Answer.Yes : Answer.Unknown;
        }
        finally
        {
            listener.Dispose();
        }
    }
}
