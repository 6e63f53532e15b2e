namespace NanoAgent.Attestation.Claims;

/// <summary>On what a finding stands, from nothing to the strongest.</summary>
public enum Basis
{
    /// <summary>On nothing: there was nothing to look at.</summary>
    None = 0,

    /// <summary>The firmware says so; the agent did not look.</summary>
    Declared = 1,

    /// <summary>The agent read the state itself.</summary>
    Measured = 2,

    /// <summary>The agent tried it: a wrong password, a changed update image, a wrong CA.</summary>
    Probed = 3,
}
