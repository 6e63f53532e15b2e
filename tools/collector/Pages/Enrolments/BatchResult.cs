using System.Text.Json;
using NanoAgent.Collector.Endorsements;
using NanoAgent.Evidence;

namespace NanoAgent.Collector.Pages.Enrolments;

/// <summary>What became of a batch.</summary>
/// <param name="Taken">How many were taken.</param>
/// <param name="Others">The others: the unit or the line, and a code that says why.</param>
public sealed record BatchResult(int Taken, IReadOnlyList<(string What, string Why)> Others)
{
    /// <summary>Imports endorsements, one compact JWS a line.</summary>
    internal static BatchResult Import(EndorsementDesk desk, IReadOnlyList<string> lines, string who)
    {
        int taken = 0;
        var others = new List<(string, string)>();

        for (int i = 0; i < lines.Count; i++)
        {
            ImportAnswer answer = desk.Import(lines[i], who);
            string what = answer.Ueid ?? $"#{i + 1}";

            switch (answer.Outcome)
            {
                case ImportOutcome.Kept: taken++; break;
                case ImportOutcome.Contradicts: others.Add((what, "contradicts: " + answer.Reason)); break;
                case ImportOutcome.NotNewer: others.Add((what, "not-newer")); break;
                default: others.Add((what, JsonNamingPolicy.KebabCaseLower.ConvertName(answer.Refusal.ToString()))); break;
            }
        }

        return new BatchResult(taken, others);
    }
}
