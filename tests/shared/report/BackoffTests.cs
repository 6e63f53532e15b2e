using NanoAgent.Attestation.Crypto;
using NanoAgent.Report;

namespace NanoAgent.Tests.Shared.Report;

[TestClass]
public sealed class BackoffTests
{
    private const int IntervalMs = 900_000;

    [TestMethod]
    [DataRow((byte)0, "7500 15000 30000 60000 120000 240000 480000 960000 1800000 1800000")]
    [DataRow((byte)255, "15000 30000 60000 120000 240000 480000 960000 1920000 3600000 3600000")]
    public void Waits_double_from_15_seconds_to_an_hour_between_half_and_all_of_the_ceiling(byte chance, string expected)
    {
        var backoff = new Backoff(new Constant(chance));
        Assert.AreEqual(expected, string.Join(' ', Enumerable.Range(0, 10).Select(_ => backoff.WaitMs(DeliveryOutcome.Unreachable, IntervalMs))));
    }

    [TestMethod]
    public void A_delivery_is_followed_by_the_interval_and_ends_the_failures()
    {
        var backoff = new Backoff(new Constant(255));
        backoff.WaitMs(DeliveryOutcome.NeedsEnrolment, IntervalMs);
        backoff.WaitMs(DeliveryOutcome.Refused, IntervalMs);
        Assert.AreEqual(IntervalMs, backoff.WaitMs(DeliveryOutcome.Delivered, IntervalMs));
        Assert.AreEqual(15_000, backoff.WaitMs(DeliveryOutcome.SignerFault, IntervalMs));
    }

    private sealed class Constant(byte value) : IRandomSource
    {
        public void Fill(byte[] buffer) => Array.Fill(buffer, value);
    }
}
