using NanoAgent.Attestation.Claims;

namespace NanoAgent.Board;

/// <summary>The firmware's security event log.</summary>
public interface IEventLog : IPart
{
    /// <summary>Events ever logged, those that were dropped by bounding included; only grows, over reboots too.</summary>
    uint Count { get; }

    /// <summary>Hash of the newest entry and, through it, of all before it; 32 bytes. Null when the log is not chained.</summary>
    byte[] Head();

    /// <summary>
    /// Causes a marked security event in the firmware's own way, such as a refused log-in of the probe account. The event
    /// must carry the marker in its text if, and only if, the firmware would log such an event.
    /// </summary>
    /// <param name="marker">8 to 16 characters of a-z and 0-9, to be given as the attempted <b>account name</b>.</param>
    /// <param name="secret">The attempted secret, 8 to 16 characters of a-z and 0-9; a log that shows it leaks passwords.</param>
    /// <returns>False when no such event can be caused.</returns>
    bool Provoke(string marker, string secret);

    /// <summary>Does an entry that is still held contain the text? Read from flash anew.</summary>
    Answer Contains(string text);

    /// <summary>Is the chain over the entries still held whole? Read from flash anew.</summary>
    Answer ChainIntact();

    /// <summary>Is the newest entry stamped with time, or marked as made while the clock was not set?</summary>
    Answer NewestIsTimed { get; }

    /// <summary>Most bytes that the log takes in flash; 0 when it is not bounded, -1 when unknown.</summary>
    int BoundBytes { get; }
}
