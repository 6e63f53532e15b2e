using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>Ports and radios: what is open, and what the vendor declares to be open.</summary>
public interface IInterfaces : IPart
{
    /// <summary>Port numbers to try, at most 64: the declared ones and those that firmware of this kind might open. Never null.</summary>
    int[] PortsToTry { get; }

    /// <summary>Port numbers that the vendor declares as needed. Never null.</summary>
    int[] DeclaredPorts { get; }

    /// <summary>Is something listening on the port? Tried by binding it: a bind that fails means in use.</summary>
    Answer PortInUse(int port);

    /// <summary>Is the unit's own Wi-Fi access point on?</summary>
    Answer SoftApOn { get; }

    /// <summary>Does the vendor declare the access point as needed now?</summary>
    bool SoftApDeclared { get; }

    /// <summary>Is SmartConfig provisioning on? Stock firmware leaves it on while Wi-Fi is unconfigured.</summary>
    Answer SmartConfigOn { get; }

    /// <summary>Is Bluetooth advertising or connectable?</summary>
    Answer BluetoothOn { get; }

    /// <summary>Does the vendor declare Bluetooth as needed?</summary>
    bool BluetoothDeclared { get; }
}
