using NanoAgent.Attestation.Claims;
using NanoAgent.Keeping;
using NanoAgent.Report;

namespace NanoAgent.Tests.Shared.Report;

/// <summary>Whole cycles and a boot lose power at every single write: restoring, probing, ledger, outbox, tags, delivery, receipts.</summary>
[TestClass]
public sealed class FullCyclePowerCutTests
{
    [TestMethod]
    [DataRow(MemoryFlash.NothingWritten, false)]
    [DataRow(7, true)]
    [DataRow(int.MaxValue, false)]
    public void A_unit_cut_at_any_write_of_a_cycle_delivers_each_observation_once_and_ends_probed_and_restored(int torn, bool keepUnsynced)
    {
        int cuts = 0;

        while (CutAt(cuts + 1, torn, keepUnsynced))
        {
            cuts++;
        }

        Console.WriteLine($"cycle with probes and delivery: {cuts} power cuts, {torn} bytes of the last write on the medium");
        Assert.IsGreaterThan(100, cuts);
    }

    /// <summary>Cuts a unit somewhere in its first cycle, a reboot and its second cycle, and sees two more through. False when these ended before the cut came.</summary>
    private static bool CutAt(int write, int torn, bool keepUnsynced)
    {
        var unit = new KeptUnit();
        string probe = unit.ProbeValue;
        unit.Cells.CutAt(write, torn, keepUnsynced);

        try
        {
            unit.RunCycle();
            unit.Boot();
            unit.RunCycle();
            return false;
        }
        catch (PowerCutException)
        {
            unit.Cells.PowerUp();
            unit.Boot();
        }

        MustEndWell(unit, probe, $"cut at write {write}");
        return true;
    }

    private static void MustEndWell(KeptUnit unit, string probe, string at)
    {
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.RunCycle(), at);
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.RunCycle(), at);

        uint[] numbers = [.. unit.Collector.Reports.Select(report => report.Number)];
        Assert.AreSequenceEqual(Enumerable.Range(1, numbers.Length).Select(n => (uint)n).ToArray(), numbers, at + ": each observation once and in order");
        Assert.AreEqual(0, unit.Collector.Replays, at);
        Assert.AreEqual(0, unit.Waiting, at);
        Assert.IsGreaterThan(0, unit.Collector.Tags, at + ": the tags arrive before their check counts as run");
        Assert.AreEqual(probe, unit.ProbeValue, at + ": what a probe changed is put back");

        Finding[] bad = [.. unit.Findings.Where(f => f.Outcome == Outcome.NotRun || (f.Outcome == Outcome.Fail && f.Check != CheckIds.Clock))];
        Assert.IsEmpty(bad, at + ": " + string.Join(", ", bad.Select(f => f.Check + " " + f.Reason)));
        Assert.AreNotEqual(0u, unit.Findings.Single(f => f.Check == CheckIds.CredentialChange).RanIn, at + ": a probe with its receipt is not asked again");
    }
}
