using NanoAgent.Report;
using NanoAgent.Tests.Shared.Keeping;

namespace NanoAgent.Tests.Shared.Report;

[TestClass]
public sealed class ReportPowerCutTests
{
    [TestMethod]
    public void The_outbox_loses_nothing_that_it_acknowledged_after_a_cut_at_any_write()
    {
        PowerCuts.Everywhere("outbox", () =>
        {
            var unit = new FakeUnit(capacity: 2);
            uint acknowledged = 0;
            uint lost = 0;
            int delivered = 0;

            void Act()
            {
                for (int i = 0; i < 4; i++)
                {
                    unit.Outbox.Append(FakeUnit.Observe(unit.Outbox));
                    acknowledged = unit.Outbox.NextNumber - 1;
                    lost = unit.Outbox.Lost;
                }

                delivered = 1;
                unit.Outbox.Delivered();
            }

            return new Rehearsal(unit.Flash, Act, unit.Restart, () =>
            {
                Outbox outbox = unit.Outbox;
                Assert.IsGreaterThanOrEqualTo(acknowledged, outbox.NextNumber - 1);
                Assert.IsGreaterThanOrEqualTo(lost, outbox.Lost);
                uint gone = outbox.Oldest - 1 - outbox.Lost;
                Assert.IsLessThanOrEqualTo((uint)delivered, gone, "gone, and neither delivered nor counted as lost");

                for (uint n = outbox.Oldest; n < outbox.NextNumber; n++)
                {
                    Assert.IsNotNull(outbox.Open(n), $"observation {n}");
                }
            });
        });
    }

    [TestMethod]
    public void Every_observation_arrives_once_in_order_and_chained_after_a_cut_at_any_write() => CutReports("reports", 0);

    [TestMethod]
    public void Every_observation_arrives_once_too_when_an_answer_was_lost_before_or_after_the_cut() => CutReports("reports with a lost answer", 1);

    private static void CutReports(string what, int lostAnswers)
    {
        PowerCuts.Everywhere(what, () =>
        {
            var unit = new FakeUnit();
            Assert.AreEqual(DeliveryOutcome.Delivered, unit.Client.Enrol("token"));
            unit.Collector.LoseAnswers = lostAnswers;

            void Act()
            {
                for (int i = 0; i < 3; i++)
                {
                    unit.Cycle();
                }
            }

            return new Rehearsal(unit.Flash, Act, unit.Restart, () =>
            {
                unit.Collector.LoseAnswers = 0;
                Assert.AreEqual(DeliveryOutcome.Delivered, unit.Cycle());
                Assert.AreEqual(0, unit.Collector.Replays, "other bytes under a used nonce");
                Judge([.. unit.Collector.Reports], unit.Outbox.NextNumber - 1);
            });
        });
    }

    private static void Judge(Received[] reports, uint newest)
    {
        Assert.AreSequenceEqual(Enumerable.Range(1, (int)newest).Select(n => (uint)n).ToArray(), reports.Select(report => report.Number).ToArray());

        for (int i = 1; i < reports.Length; i++)
        {
            Assert.AreEqual(reports[i - 1].Hash, reports[i].Previous, "the chain is broken");
            Assert.IsGreaterThan(reports[i - 1].ReportNumber, reports[i].ReportNumber, "the report counter stepped back");
        }
    }
}
