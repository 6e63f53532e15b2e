using NanoAgent.Collector.Endorsements;
using NanoAgent.Evidence;

namespace NanoAgent.Collector.Pages.Enrolments;

/// <summary>Why one of a batch was not taken as it is. Each has words under <c>batch.</c></summary>
public enum BatchRefusal
{
    /// <summary>No such unit is enrolled; nothing of the batch was done.</summary>
    UnknownUnit,

    /// <summary>The endorsement is no compact JWS.</summary>
    Malformed,

    /// <summary>Nobody who is trusted signed it.</summary>
    NotTrusted,

    /// <summary>The signature does not hold.</summary>
    BadSignature,

    /// <summary>A claim is missing or outside its bound.</summary>
    InvalidClaim,

    /// <summary>The endorser has said the same or something newer.</summary>
    NotNewer,

    /// <summary>It was kept, and contradicts what is known.</summary>
    Contradicts,
}

/// <summary>One that was not taken as it is.</summary>
/// <param name="What">The unit, or the line.</param>
/// <param name="Why">Why.</param>
/// <param name="Reason">The contradiction's reason code, or null.</param>
public sealed record BatchRefused(string What, BatchRefusal Why, string? Reason = null);

/// <summary>What became of a batch.</summary>
/// <param name="Taken">How many were taken.</param>
/// <param name="Others">The others.</param>
public sealed record BatchResult(int Taken, IReadOnlyList<BatchRefused> Others)
{
    /// <summary>Imports endorsements, one compact JWS a line.</summary>
    internal static BatchResult Import(EndorsementDesk desk, IReadOnlyList<string> lines, string who)
    {
        var others = new List<BatchRefused>();

        for (int i = 0; i < lines.Count; i++)
        {
            ImportAnswer answer = desk.Import(lines[i], who);

            if (answer.Outcome != ImportOutcome.Kept)
            {
                others.Add(new BatchRefused(answer.Ueid ?? $"#{i + 1}", WhyOf(answer), answer.Reason));
            }
        }

        return new BatchResult(lines.Count - others.Count, others);
    }

    private static BatchRefusal WhyOf(ImportAnswer answer) => (answer.Outcome, answer.Refusal) switch
    {
        (ImportOutcome.Contradicts, _) => BatchRefusal.Contradicts,
        (ImportOutcome.NotNewer, _) => BatchRefusal.NotNewer,
        (_, EndorsementRefusal.NotTrusted) => BatchRefusal.NotTrusted,
        (_, EndorsementRefusal.BadSignature) => BatchRefusal.BadSignature,
        (_, EndorsementRefusal.InvalidClaim) => BatchRefusal.InvalidClaim,
        _ => BatchRefusal.Malformed,
    };
}
