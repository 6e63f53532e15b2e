using System;
using NanoAgent.Attestation.Claims;

namespace NanoAgent.Attestation.Token;

/// <summary>What one pass over the checks found, and the state in which it was found: the observation part of a token.</summary>
public sealed class Observation
{
    /// <summary>Makes an observation.</summary>
    /// <param name="number">Number of the observation, from 1, without gaps.</param>
    /// <param name="previous">SHA-256 of the previous observation's bytes, 32 bytes; all zero for the first.</param>
    /// <param name="findings">The findings, 1 to <see cref="Profile.MaxFindings"/>, in the order of the checks; ids unique.</param>
    /// <exception cref="ArgumentException">A value outside its bound.</exception>
    public Observation(uint number, byte[] previous, Finding[] findings)
    {
        if (number == 0 || previous == null || previous.Length != 32)
        {
            throw new ArgumentException("number from 1 and previous of 32 bytes");
        }

        if (findings == null || findings.Length == 0 || findings.Length > Profile.MaxFindings)
        {
            throw new ArgumentException("1 to 48 findings", nameof(findings));
        }

        Number = number;
        Previous = previous;
        Findings = findings;
    }

    /// <summary>Number of the observation, from 1.</summary>
    public readonly uint Number;

    /// <summary>SHA-256 of the previous observation's bytes.</summary>
    public readonly byte[] Previous;

    /// <summary>The findings in the order of the checks.</summary>
    public readonly Finding[] Findings;

    /// <summary>Seconds since 1970-01-01 UTC, or <see cref="Profile.NoTime"/> when the clock was not set.</summary>
    public long At = Profile.NoTime;

    /// <summary>Name of the firmware, 1 to 32 printable ASCII characters.</summary>
    public string SoftwareName;

    /// <summary>Version of the firmware, 1 to 32 printable ASCII characters.</summary>
    public string SoftwareVersion;

    /// <summary>Seconds since boot.</summary>
    public uint UptimeSeconds;

    /// <summary>Boots counted so far, this one included; 0 when the board cannot count, and the claim is then left out.</summary>
    public uint BootCount;

    /// <summary>Does the debug interface answer? Unknown leaves the claim out.</summary>
    public Answer DebugEnabled;

    /// <summary>Events ever logged.</summary>
    public uint LogCount;

    /// <summary>Head of the event log's chain, 32 bytes; null when there is no chained log, and the claim is then left out.</summary>
    public byte[] LogHead;

    /// <summary>Were facts left out for want of memory? The token then says so, as where they exceed <see cref="Profile.MaxObservationBytes"/>.</summary>
    public bool FactsLeftOut;
}
