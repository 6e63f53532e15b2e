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
        Finding finding = RunOnceMoreWhenShort(check, context, heap);

        // A bare interpreter cannot stop a call from outside; what took too long is not believed.
        return context.Board.Clock.UptimeMs - began > policy.MaxCheckMs ? NotRun(check, Reasons.OutOfTime) : finding;
    }

    private static bool IsShortOfMemory(int needed, IHeap heap)
    {
        if (needed == 0 || heap == null)
        {
            return false;
        }

        heap.Compact();
        int free = heap.FreeBytes;
        return free >= 0 && free < needed;
    }

    private static Finding RunOnceMoreWhenShort(ICheck check, CheckContext context, IHeap heap)
    {
        try
        {
            return RunGuarded(check, context);
        }
        catch (OutOfMemoryException)
        {
            if (heap != null)
            {
                heap.Compact();
            }
        }

        try
        {
            return RunGuarded(check, context);
        }
        catch (OutOfMemoryException)
        {
            return NotRun(check, Reasons.OutOfMemory);
        }
    }

    private static Finding RunGuarded(ICheck check, CheckContext context)
    {
        try
        {
            Finding finding = check.Run(context);

            // A check that answers nothing, in another's name, or in words that no token can carry, has not answered.
            return finding != null && finding.Check == check.Id && Profile.IsCode(finding.Reason) ? finding : NotRun(check, Reasons.Threw);
        }
        catch (OutOfMemoryException)
        {
            throw;
        }
        catch (Exception)
        {
            return NotRun(check, Reasons.Threw);
        }
    }

    private static Finding NotRun(ICheck check, string reason) => new Finding(check.Id, Outcome.NotRun, Basis.None, reason, null);
}
