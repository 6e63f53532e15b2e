using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Checks;
using NanoAgent.Report;

namespace NanoAgent;

/// <summary>Decides when a probe runs, and repeats its finding otherwise.</summary>
/// <remarks>
/// A probe runs when it never ran under the present firmware version, policy and mark; and again, while no fresh report of it
/// has its receipt, as soon as somebody would see it fresh.
/// </remarks>
internal sealed class Probes : ILiveReceipts
{
    /// <summary>
    /// Runs without a receipt after which a probe runs once a boot only. Bounds flash wear where a collector refuses a unit, or
    /// where what a probe needs never answers.
    /// </summary>
    public const int MaxUnconfirmedRuns = 8;

    private readonly ICheck[] _checks;
    private readonly ProbeLedger _ledger;
    private readonly CheckContext _context;
    private readonly IHeap _heap;

    // For each check the observation whose receipt is awaited, so that a receipt costs no reading of the ledger. 0 for none.
    private readonly uint[] _awaited;

    public Probes(ICheck[] checks, IFlash flash, CheckContext context, IHeap heap)
    {
        _checks = checks;
        _ledger = new ProbeLedger(flash);
        _context = context;
        _heap = heap;
        _awaited = new uint[checks.Length];

        for (int i = 0; i < checks.Length; i++)
        {
            ProbeEntry entry = checks[i].Intrusion == Intrusion.Probes ? _ledger.Find(checks[i].Id) : null;
            _awaited[i] = entry == null || entry.Confirmed ? 0 : entry.RanIn;
        }
    }

    /// <summary>Puts back what an interrupted probe left changed, whatever the policy says. A failure is left for the next wake-up.</summary>
    public void Restore()
    {
        for (int i = 0; i < _checks.Length; i++)
        {
            try
            {
                (_checks[i] as IRestoring)?.Restore(_context);
            }
            catch (Exception)
            {
                // What is to be put back is still remembered, and the checks must run all the same.
            }
        }
    }

    /// <summary>The finding of check <paramref name="index"/>: run, or repeated with the number of the observation that ran it.</summary>
    /// <param name="index">Place of the check.</param>
    /// <param name="number">Number of the observation that is being made.</param>
    /// <param name="live">Is it made under a nonce, so that somebody will see it fresh?</param>
    /// <param name="policy">What may be done in this cycle.</param>
    public Finding Ask(int index, uint number, bool live, Policy policy)
    {
        ICheck check = _checks[index];
        string key = KeyOf(check, policy);

        if (policy.Forbids(check.Id) || !policy.MayProbe)
        {
            return CheckRunner.Run(check, _context, policy, _heap);
        }

        ProbeEntry entry = _ledger.Find(check.Id);
        bool known = entry != null && entry.Key == key;
        uint boot = _context.Board.Identity.BootCount;

        if (known && !IsDue(entry, boot, live))
        {
            Finding was = entry.Finding;
            return new Finding(check.Id, was.Outcome, was.Basis, was.Reason, was.Facts) { RanIn = entry.RanIn };
        }

        Finding finding = CheckRunner.Run(check, _context, policy, _heap);

        try
        {
            _ledger.Store(new ProbeEntry(key, finding) { RanIn = number, Runs = known ? entry.Runs + 1 : 1, Boot = boot });
            _awaited[index] = number;
        }
        catch (FlashException)
        {
            // Without the memory the probe runs again in the next cycle; the finding itself is good.
        }

        return finding;
    }

    /// <inheritdoc/>
    public void Received(uint observation)
    {
        for (int i = 0; i < _checks.Length; i++)
        {
            ProbeEntry entry = _awaited[i] == observation ? _ledger.Find(_checks[i].Id) : null;

            if (entry != null && entry.RanIn == observation && entry.Finding.Outcome != Outcome.NotRun)
            {
                entry.Confirmed = true;
                _ledger.Store(entry);
                _awaited[i] = 0;
            }
        }
    }

    private static bool IsDue(ProbeEntry entry, uint boot, bool live) =>
        live && !entry.Confirmed && (entry.Runs < MaxUnconfirmedRuns || entry.Boot != boot);

    /// <summary>What the finding hangs on.</summary>
    private string KeyOf(ICheck check, Policy policy)
    {
        IIdentity identity = _context.Board.Identity;
        return identity.FirmwareName + " " + identity.FirmwareVersion + " " + policy.ProbeAgain.ToString() + " " + MarkOf(check);
    }

    private string MarkOf(ICheck check)
    {
        var asked = check as IReasked;

        try
        {
            return asked == null ? "" : asked.Mark(_context);
        }
        catch (OutOfMemoryException)
        {
            // Another mark would have the probe run again.
            throw;
        }
        catch (Exception)
        {
            // Where the check cannot say, once per firmware version still bounds its probing.
            return "?";
        }
    }
}
