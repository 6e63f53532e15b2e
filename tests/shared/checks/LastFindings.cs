using NanoAgent.Attestation.Claims;

namespace NanoAgent.Tests.Shared.Checks;

/// <summary>Keeps what the agent found last.</summary>
internal sealed class LastFindings : IFindingsListener
{
    public Finding[] Last { get; private set; } = [];

    public void Found(Finding[] findings) => Last = findings;
}
