using System;

namespace NanoAgent.Attestation.Claims;

/// <summary>The answer of one check: what was found, on what it stands, why, and what was observed.</summary>
public sealed class Finding
{
    // Null for none: all findings of a cycle are held at once, and most have no facts.
    private FactList _facts;

    // Outcome and basis together: on the device each field takes 12 bytes.
    private readonly int _standing;

    /// <summary>Makes a finding.</summary>
    /// <param name="check">The check's id, one of <see cref="CheckIds"/> or a firmware's own: a-z, 0-9 and hyphens, at most 32 characters.</param>
    /// <param name="outcome">What was found.</param>
    /// <param name="basis">On what it stands. <see cref="Claims.Basis.None"/> cannot carry a success.</param>
    /// <param name="reason">The reason code, one of <see cref="Reasons"/> or the firmware's own of the same form.</param>
    /// <param name="facts">What was observed, complete; null is taken as no facts.</param>
    /// <exception cref="ArgumentException">A success that stands on nothing, or an empty id or reason.</exception>
    public Finding(string check, Outcome outcome, Basis basis, string reason, FactList facts)
    {
        if (check == null || check.Length == 0 || reason == null || reason.Length == 0)
        {
            throw new ArgumentException("a finding names its check and its reason");
        }

        if (outcome == Outcome.Success && basis == Basis.None)
        {
            throw new ArgumentException("a success stands on something");
        }

        Check = check;
        _standing = ((int)outcome << 8) | (int)basis;
        Reason = reason;
        _facts = facts != null && facts.Count > 0 ? facts : null;
    }

    /// <summary>The check's id.</summary>
    public string Check { get; }

    /// <summary>What was found.</summary>
    public Outcome Outcome => (Outcome)(_standing >> 8);

    /// <summary>On what it stands.</summary>
    public Basis Basis => (Basis)(_standing & 0xFF);

    /// <summary>Why, as a code.</summary>
    public string Reason { get; }

    /// <summary>What was observed; never null.</summary>
    public FactList Facts => _facts ?? (_facts = new FactList());

    /// <summary>Is there any fact? Costs no room, unlike a look into an empty <see cref="Facts"/>.</summary>
    public bool HasFacts => _facts != null && _facts.Count > 0;

    /// <summary>Number of the observation that ran the probe behind this finding; 0 when this observation ran it.</summary>
    public uint RanIn { get; set; }

    /// <summary>Forgets the facts, to make room. Outcome, basis and reason stay.</summary>
    public void DropFacts() => _facts = null;
}
