using NanoAgent.Attestation.Claims;

namespace NanoAgent;

/// <summary>What is remembered of a probe's last run.</summary>
internal sealed class ProbeEntry
{
    /// <summary>Makes an entry.</summary>
    /// <param name="key">What the finding hangs on: firmware version, policy and the check's own mark. No line breaks.</param>
    /// <param name="finding">The finding.</param>
    public ProbeEntry(string key, Finding finding)
    {
        Key = key;
        Finding = finding;
    }

    /// <summary>What the finding hangs on.</summary>
    public readonly string Key;

    /// <summary>The finding.</summary>
    public readonly Finding Finding;

    /// <summary>Number of the observation that ran it.</summary>
    public uint RanIn;

    /// <summary>Has a fresh report of that observation its receipt? Only then does it count as run.</summary>
    public bool Confirmed;

    /// <summary>How often it ran under this key.</summary>
    public int Runs;

    /// <summary>The boot of its last run.</summary>
    public uint Boot;
}
