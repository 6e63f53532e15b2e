using System;
using NanoAgent.Attestation.Claims;

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

        long began = context.Board.Clock.UptimeMs;
        Finding finding = RunOnceMoreWhenShort(check, context, heap);

        // A bare interpreter cannot stop a call from outside; what took too long is not believed.
        return context.Board.Clock.UptimeMs - began > policy.MaxCheckMs ? NotRun(check, Reasons.OutOfTime) : finding;
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
            return check.Run(context);
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
