using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>The network services that the unit offers over IP.</summary>
public interface IServices : IPart
{
    /// <summary>How many, 0 to 16.</summary>
    int Count { get; }

    /// <summary>Service <paramref name="index"/>.</summary>
    IService At(int index);
}

/// <summary>One network service, asked over its own door.</summary>
public interface IService
{
    /// <summary>A public name, such as <c>admin-https</c>: a-z, 0-9 and hyphens, at most 24 characters.</summary>
    string Name { get; }

    /// <summary>Port number, 1 to 65535.</summary>
    int Port { get; }

    /// <summary>Does the firmware declare that it takes credentials? No means deliberately open, with a reason in the vendor's documents.</summary>
    Answer RequiresAuthentication { get; }

    /// <summary>Sends a real request that should need authentication, without any credential. Takes up to 5 s.</summary>
    Attempt AskWithout();

    /// <summary>
    /// Sends a real log-in as the probe account. A wrong value counts on the probe account's own counter only.
    /// Takes up to 5 s, longer when the service slows down.
    /// </summary>
    /// <param name="value">The value to try.</param>
    Attempt AskAsProbe(string value);

    /// <summary>
    /// Asks whether the owner could log in now. The firmware answers from its lock-out state, without an attempt.
    /// </summary>
    Answer OwnerLockedOut { get; }

    /// <summary>Clears the probe account's lock-out, so that the probe leaves nothing behind. False when the firmware cannot.</summary>
    bool ForgiveProbe();

    /// <summary>
    /// Reads the probe account's lock-out from flash anew, as after a reboot: seconds that it still lasts, 0 when there is none,
    /// -1 when the firmware cannot tell.
    /// </summary>
    int LockoutSecondsAfterReload();
}
