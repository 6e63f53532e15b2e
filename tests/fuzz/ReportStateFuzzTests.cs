using NanoAgent.Board;
using NanoAgent.Report;
using NanoAgent.Tests.Shared.Report;

namespace NanoAgent.Tests.Fuzz;

/// <summary>What a unit keeps of its reports, written by somebody: the client goes on.</summary>
[TestClass]
public sealed class ReportStateFuzzTests
{
    private const int Rounds = 150;

    // Its own answers are lost for a while at most, so a report that was not taken is followed by one that is.
    private const int MostCycles = 4;

    /// <summary>Keys of <c>ReportState</c>; their values are played.</summary>
    private static readonly string[] _keys = ["report-aud", "report-nonce", "report-count", "report-seen", "report-pending", "report-policy"];

    [TestMethod]
    public void A_report_client_goes_on_over_any_state_that_it_kept()
    {
        FakeUnit used = Used();
        Seed[] seeds = [.. _keys.Where(key => used.Settings.Get(key) is not null).Select(key => new Seed(key, System.Text.Encoding.Latin1.GetBytes(used.Settings.Get(key))))];

        new Replay("report-state", seeds, "|", "||", " ", "-1", "4294967296", "99999999999999999999", "\"", "\\").Run(Rounds, changed =>
        {
            FakeUnit unit = Used();

            try
            {
                unit.Settings.Put(changed.Name, System.Text.Encoding.Latin1.GetString(changed.Bytes));
            }
            catch (Exception e) when (e is FlashException or ArgumentException)
            {
                // No text that a store takes.
                return;
            }

            unit.Restart();
            var outcome = DeliveryOutcome.Unreachable;

            for (int i = 0; i < MostCycles && outcome != DeliveryOutcome.Delivered; i++)
            {
                outcome = unit.Cycle();
            }

            Assert.AreEqual(DeliveryOutcome.Delivered, outcome);
        });
    }

    /// <summary>A unit that reported, and whose next answer was lost.</summary>
    private static FakeUnit Used()
    {
        var unit = new FakeUnit();
        unit.Client.Enrol("token");
        unit.Cycle();
        unit.Collector.LoseAnswers = 1;
        unit.Cycle();
        return unit;
    }
}
