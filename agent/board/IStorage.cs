using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>Where a secret lies.</summary>
public enum SecretPlace
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Flash in clear, the <c>I:</c> drive of stock firmware included.</summary>
    PlainFlash = 1,

    /// <summary>Flash that the chip encrypts.</summary>
    EncryptedFlash = 2,

    /// <summary>A secure element.</summary>
    SecureElement = 3,

    /// <summary>Read-protected eFuses.</summary>
    Efuse = 4,
}

/// <summary>How a secret's value is protected where it lies.</summary>
public enum SecretForm
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The value itself.</summary>
    Clear = 1,

    /// <summary>A salted, iterated hash from which the value cannot be read.</summary>
    Hashed = 2,

    /// <summary>Encrypted under a key that does not lie beside it.</summary>
    Encrypted = 3,
}

/// <summary>The inventory of stored secrets.</summary>
public interface IStorage : IPart
{
    /// <summary>How many secrets are stored, 0 to 32.</summary>
    int Count { get; }

    /// <summary>Secret <paramref name="index"/>.</summary>
    IStoredSecret At(int index);
}

/// <summary>One stored secret. Its value never crosses this interface.</summary>
public interface IStoredSecret
{
    /// <summary>A public name, such as <c>wifi-password</c>: a-z, 0-9 and hyphens, at most 24 characters.</summary>
    string Name { get; }

    /// <summary>Where it lies.</summary>
    SecretPlace Place { get; }

    /// <summary>In what form.</summary>
    SecretForm Form { get; }

    /// <summary>Tries to read the value by a plain file or configuration read, as any code or the debug protocol could. Discards what it reads.</summary>
    /// <returns>Yes when the value came out in clear.</returns>
    Answer PlainReadReachesIt();
}
