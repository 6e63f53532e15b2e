namespace NanoAgent.Attestation.Claims;

/// <summary>Where the attestation key lies, which bounds what a signature by it is worth (SPEC.md, claim <c>na_unit.key</c>).</summary>
public enum KeyProtection
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Plain flash: whoever reads the flash, or speaks the unauthenticated debug protocol, has the key. Stock firmware.</summary>
    PlainFlash = 1,

    /// <summary>Flash that the chip encrypts; software on the unit can still read the key.</summary>
    EncryptedFlash = 2,

    /// <summary>A secure element that signs and never shows the key.</summary>
    SecureElement = 3,

    /// <summary>A key in eFuses used by a peripheral; software cannot read it.</summary>
    Efuse = 4,
}
