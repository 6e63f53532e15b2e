using NanoAgent.Attestation.Token;
using NanoAgent.Report;

namespace NanoAgent.Boards.Virtual;

/// <summary>A unit without a collector: nothing ever answers, and observations wait in the outbox.</summary>
internal sealed class NoCollectorLink : ICollectorLink
{
    public int Post(string path, string contentType, string? bearer, IFragment body, out byte[] answer)
    {
        answer = [];
        return 0;
    }
}
