using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>What a credential is.</summary>
public enum CredentialKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>A password that a person types.</summary>
    Password = 1,

    /// <summary>A pre-shared key, such as a Wi-Fi passphrase.</summary>
    PresharedKey = 2,

    /// <summary>A random token or key.</summary>
    Token = 3,

    /// <summary>A certificate with its private key.</summary>
    Certificate = 4,
}

/// <summary>Who gave the credential its value.</summary>
public enum CredentialOrigin
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The factory, a value of this unit's own.</summary>
    FactoryUnique = 1,

    /// <summary>The factory, the same value in several units.</summary>
    FactoryCommon = 2,

    /// <summary>The user.</summary>
    UserSet = 3,

    /// <summary>Nobody yet: the unit refuses access until the user has set one.</summary>
    NotYetSet = 4,
}

/// <summary>What happened to a guess or a log-in attempt.</summary>
public enum Attempt
{
    /// <summary>It cannot be told.</summary>
    Unknown = 0,

    /// <summary>The value opened.</summary>
    Accepted = 1,

    /// <summary>The value was looked at and refused.</summary>
    Refused = 2,

    /// <summary>Not looked at: too many attempts, come back later.</summary>
    Throttled = 3,

    /// <summary>No answer.</summary>
    Unreachable = 4,
}

/// <summary>The unit's credentials, those of the platform (soft-AP, Wi-Fi) included.</summary>
public interface ICredentials : IPart
{
    /// <summary>How many there are, the probe account included; 0 to 16.</summary>
    int Count { get; }

    /// <summary>Credential <paramref name="index"/>, 0 to <see cref="Count"/> - 1.</summary>
    ICredential At(int index);
}

/// <summary>One credential. Its value never crosses this interface.</summary>
public interface ICredential
{
    /// <summary>A public name, such as <c>admin</c> or <c>soft-ap</c>: a-z, 0-9 and hyphens, at most 24 characters. Goes into facts.</summary>
    string Name { get; }

    /// <summary>What it is.</summary>
    CredentialKind Kind { get; }

    /// <summary>Who gave it its value (the firmware's declaration).</summary>
    CredentialOrigin Origin { get; }

    /// <summary>Is this the agent's probe account: no rights, its own lock-out counter, so that probing never locks a person out?</summary>
    bool IsProbeAccount { get; }

    /// <summary>
    /// Asks the unit's own verifier whether <paramref name="value"/> is the current value. Must not count as an attempt,
    /// change a lock-out, write flash or log. May take as long as a log-in (up to 2 s where the hash is slow).
    /// </summary>
    /// <param name="value">A candidate; may be empty.</param>
    /// <returns>Accepted, Refused, or Unknown when the board cannot ask without side effects.</returns>
    Attempt Guess(string value);

    /// <summary>Length of the value in characters, or 0 when the firmware does not keep it (a salted hash does not).</summary>
    int Length { get; }

    /// <summary>Can a person change it?</summary>
    Answer CanChange { get; }

    /// <summary>Counts changes of the value: grows with each; 0 when the firmware does not count.</summary>
    uint Generation { get; }

    /// <summary>
    /// Changes the value in the firmware's own way, as a person would, on the probe account only; durable when it returns.
    /// </summary>
    /// <param name="current">The current value.</param>
    /// <param name="next">The next value, 8 to 64 printable ASCII characters.</param>
    /// <returns>Accepted when the value is now <paramref name="next"/>; anything else leaves the old value in force.</returns>
    Attempt Change(string current, string next);

    /// <summary>The probe account's current value, kept by the board for the agent; null for every other credential.</summary>
    string ProbeValue { get; }

    /// <summary>
    /// Writes a slow keyed tag of a <b>factory-set</b> value: PBKDF2-HMAC-SHA-256 (RFC 8018) with the tag key as salt, at
    /// least 1,000 iterations. Equal values under one key give equal tags, and that is all a tag is for.
    /// </summary>
    /// <param name="tagKey">The collector's key of this batch, 16 to 64 bytes.</param>
    /// <param name="tag">32 bytes.</param>
    /// <returns>False when the value is not factory-set, or the firmware does not keep what it takes.</returns>
    bool TryTag(byte[] tagKey, byte[] tag);
}
