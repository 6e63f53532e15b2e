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
    public string Key { get; }

    /// <summary>The finding.</summary>
    public Finding Finding { get; }

    /// <summary>Number of the observation that ran it.</summary>
    public uint RanIn { get; set; }

    /// <summary>Has a fresh report of that observation its receipt? Only then does it count as run.</summary>
    public bool Confirmed { get; set; }

    /// <summary>How often it ran under this key.</summary>
    public int Runs { get; set; }

    /// <summary>The boot of its last run.</summary>
    public uint Boot { get; set; }
}
