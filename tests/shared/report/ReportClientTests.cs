using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Report;

namespace NanoAgent.Tests.Shared.Report;

[TestClass]
public sealed class ReportClientTests
{
    [TestMethod]
    public void The_first_report_after_enrolment_is_live()
    {
        FakeUnit unit = Enrolled();
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Cycle());
        Assert.IsTrue(unit.Collector.Reports[0].IsLive);
    }

    [TestMethod]
    public void The_nonce_on_the_answer_saves_the_next_challenge()
    {
        FakeUnit unit = Enrolled();
        unit.Cycle();
        int posts = unit.Collector.Posts;
        unit.Cycle();
        Assert.AreEqual(posts + 1, unit.Collector.Posts);
    }

    [TestMethod]
    public void A_lost_answer_is_followed_by_the_same_bytes_over_a_reboot()
    {
        FakeUnit unit = Enrolled();
        unit.Collector.LoseAnswers = 1;
        Assert.AreEqual(DeliveryOutcome.Unreachable, unit.Cycle());
        unit.Restart();
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Client.Deliver(0, null));
        Assert.AreEqual(unit.Collector.Bodies[0], unit.Collector.Bodies[1]);
        Assert.HasCount(1, unit.Collector.Reports);
    }

    [TestMethod]
    public void What_waited_is_delivered_in_order_and_only_the_newest_is_live()
    {
        FakeUnit unit = Enrolled();
        unit.Collector.LoseRequests = 6;
        unit.Cycle();
        unit.Cycle();
        unit.Collector.LoseRequests = 0;
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Cycle());
        Assert.AreSequenceEqual(new[] { (1u, true), (2u, false), (3u, true) }, unit.Collector.Reports.Select(r => (r.Number, r.IsLive)).ToArray());
    }

    [TestMethod]
    public void A_stale_nonce_is_replaced_and_the_observation_becomes_history()
    {
        FakeUnit unit = Enrolled();
        unit.Collector.Refuse = "stale-nonce";
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Cycle());
        Assert.IsFalse(unit.Collector.Reports.Single().IsLive);
    }

    [TestMethod]
    [DataRow("unknown-unit", DeliveryOutcome.NeedsEnrolment)]
    [DataRow("revoked-unit", DeliveryOutcome.Revoked)]
    [DataRow("unavailable", DeliveryOutcome.Unreachable)]
    [DataRow("bad-signature", DeliveryOutcome.Refused)]
    public void A_refusal_is_told_and_the_observation_waits(string refusal, DeliveryOutcome outcome)
    {
        FakeUnit unit = Enrolled();
        unit.Collector.Refuse = refusal;
        Assert.AreEqual(outcome, unit.Cycle());
        Assert.AreEqual(1, unit.Outbox.Count);
    }

    [TestMethod]
    public void An_observation_that_will_never_be_taken_does_not_hold_up_the_next()
    {
        FakeUnit unit = Enrolled();
        unit.Collector.Refuse = "invalid-claim";
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Cycle());
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Cycle());
        Assert.AreEqual(1u, unit.Collector.Reports.Single().Lost);
    }

    [TestMethod]
    public void A_request_without_memory_compacts_the_heap_and_is_tried_once_more()
    {
        FakeUnit unit = Enrolled();
        var heap = new CountingHeap();
        unit.Client.Heap = heap;
        unit.Collector.OutOfMemory = 1;
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Cycle());

        // Once after the request, once before its answer was read.
        Assert.AreEqual(2, heap.Compactions);
    }

    [TestMethod]
    public void A_full_outbox_drops_the_oldest_and_the_report_says_how_many()
    {
        var unit = new FakeUnit(capacity: 2);
        unit.Client.Enrol("token");

        for (int i = 0; i < 5; i++)
        {
            unit.Outbox.Append(FakeUnit.Observe(unit.Outbox));
        }

        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Client.Deliver(0, null));
        Assert.AreSequenceEqual(new[] { (4u, 3u), (5u, 3u) }, unit.Collector.Reports.Select(r => (r.Number, r.Lost)).ToArray());
    }

    [TestMethod]
    public void An_observation_that_the_flash_spoilt_is_counted_as_lost()
    {
        FakeUnit unit = Enrolled();
        unit.Outbox.Append(FakeUnit.Observe(unit.Outbox));
        unit.Flash.Append("obs1", [0], 0, 1);
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Client.Deliver(0, null));
        Assert.AreEqual(1u, unit.Outbox.Lost);
        Assert.IsEmpty(unit.Collector.Reports);
    }

    [TestMethod]
    [DataRow("report-count", "many")]
    [DataRow("report-count", "")]
    [DataRow("report-seen", "few AAAA")]
    [DataRow("report-seen", "99999999999999999999 AAAA")]
    [DataRow("report-seen", "1 ?")]
    [DataRow("report-aud", "")]
    [DataRow("report-nonce", "short")]
    [DataRow("report-pending", "1||nonce-000001|1|1|0|0|0||{0}")]
    [DataRow("report-pending", "1|col\"lector|nonce-000001|1|1|0|0|0||{0}")]
    [DataRow("report-pending", "1|collector|short|1|1|0|0|0||{0}")]
    [DataRow("report-pending", "one|collector|nonce-000001|1|1|0|0|0||{0}")]
    [DataRow("report-pending", "1|collector|nonce-000001|-1|1|0|0|0||{0}")]
    [DataRow("report-pending", "1|collector|nonce-000001|1|1|4294967296|0|0||{0}")]
    [DataRow("report-pending", "1|collector|nonce-000001|1|1|0|soon|0||{0}")]
    [DataRow("report-pending", "1|collector|nonce-000001|1|1|0|0|||{0}")]
    public void What_is_kept_and_is_no_number_counts_as_not_there(string key, string text)
    {
        FakeUnit unit = Enrolled();
        unit.Settings.Put(key, text.Replace("{0}", Base64Url.Encode(new byte[TokenSigner.SignatureBytes])));
        unit.Restart();

        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Cycle());

        Assert.AreEqual(1u, unit.Collector.Reports.Single().ReportNumber);
    }

    [TestMethod]
    public void A_report_cycle_stays_within_its_stated_flash_writes()
    {
        FakeUnit unit = Enrolled();
        unit.Cycle();
        int writes = unit.Flash.Writes;
        int bytes = unit.Flash.BytesWritten;
        unit.Cycle();
        Console.WriteLine($"flash per report cycle: {unit.Flash.Writes - writes} writing calls, {unit.Flash.BytesWritten - bytes} bytes");
        Assert.IsLessThanOrEqualTo(16, unit.Flash.Writes - writes);
    }

    private static FakeUnit Enrolled()
    {
        var unit = new FakeUnit();
        Assert.AreEqual(DeliveryOutcome.Delivered, unit.Client.Enrol("token"));
        return unit;
    }

    private sealed class CountingHeap : IHeap
    {
        public int Compactions { get; private set; }

        public int FreeBytes => -1;

        public void Compact() => Compactions++;
    }
}
