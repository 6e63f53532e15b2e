using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>Who the unit is. Constant while the agent runs; cheap to read.</summary>
public interface IIdentity
{
    /// <summary>The UEID (RFC 9711 §4.2.1): type byte 0x01 (RAND) and 16, 24 or 32 random bytes made at first boot; permanent.</summary>
    byte[] Ueid { get; }

    /// <summary>Model designation as on the rating plate: 1 to 32 printable ASCII characters.</summary>
    string Model { get; }

    /// <summary>Name of the firmware: 1 to 32 printable ASCII characters (EAT <c>swname</c>).</summary>
    string FirmwareName { get; }

    /// <summary>Version of the firmware: 1 to 32 printable ASCII characters (EAT <c>swversion</c>).</summary>
    string FirmwareVersion { get; }

    /// <summary>Is this a simulated unit? A virtual unit's evidence counts in demonstrations only.</summary>
    bool IsVirtual { get; }

    /// <summary>Where the attestation key lies.</summary>
    KeyProtection KeyProtection { get; }

    /// <summary>Boots counted so far, this one included; only grows. 0 when the board cannot count.</summary>
    uint BootCount { get; }

    /// <summary>Was the UEID or the key derived from something public (serial, MAC address), or shared with other units?</summary>
    Answer DerivedFromPublicData { get; }
}
