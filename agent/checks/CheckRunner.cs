using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;

namespace NanoAgent.Checks;

/// <summary>Runs one check so that nothing that it does ends the others.</summary>
internal static class CheckRunner
{
    /// <summary>Runs it.</summary>
    /// <param name="check">The check.</param>
    /// <param name="context">What it may use.</param>
    /// <param name="policy">What it may do.</param>
    /// <param name="heap">Compaction, or null.</param>
    public static Finding Run(ICheck check, CheckContext context, Policy policy, IHeap heap)
    {
        if (policy.Forbids(check.Id) || (check.Intrusion == Intrusion.Probes && !policy.MayProbe))
        {
            return NotRun(check, Reasons.ForbiddenByPolicy);
        }

        if (check.Intrusion == Intrusion.Probes && IsShortOfMemory(policy.MinFreeBytes, heap))
        {
            return NotRun(check, Reasons.OutOfMemory);
        }

        long began = context.Board.Clock.UptimeMs;
        Finding finding = null;

        for (int tries = 0; tries < 2 && finding == null; tries++)
        {
            if (tries > 0 && heap != null)
            {
                heap.Compact();
            }

            try
            {
                finding = Heard(check, check.Run(context));
            }
            catch (OutOfMemoryException)
            {
                // Once more on a compacted heap; then it did not run.
            }
            catch (Exception)
            {
                finding = NotRun(check, Reasons.Threw);
            }
        }

        // A bare interpreter cannot stop a call from outside; what took too long is not believed.
        bool late = context.Board.Clock.UptimeMs - began > policy.MaxCheckMs;
        return late ? NotRun(check, Reasons.OutOfTime) : finding ?? NotRun(check, Reasons.OutOfMemory);
    }

    private static bool IsShortOfMemory(int needed, IHeap heap)
    {
        if (needed <= 0 || heap == null)
        {
            return false;
        }

        int free = heap.FreeBytes;
        return free >= 0 && free < needed;
    }

    // A check that answers nothing, in another's name, or in words that no token can carry, has not answered.
    private static Finding Heard(ICheck check, Finding finding) =>
        finding != null && finding.Check == check.Id && Profile.IsCode(finding.Reason) ? finding : NotRun(check, Reasons.Threw);

    private static Finding NotRun(ICheck check, string reason) => Answers.NotRun(check.Id, reason, null);
}
