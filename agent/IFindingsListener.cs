using NanoAgent.Attestation.Claims;

namespace NanoAgent;

/// <summary>Firmware that shows what the agent found.</summary>
public interface IFindingsListener
{
    /// <summary>
    /// Called once a cycle, on the agent's thread, after the observation is stored and before it is delivered. Whoever keeps
    /// the findings takes their room, about 250 bytes each, from the heap that delivering needs.
    /// </summary>
    void Found(Finding[] findings);
}
