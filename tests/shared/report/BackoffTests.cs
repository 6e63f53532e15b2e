using NanoAgent.Attestation.Crypto;
using NanoAgent.Report;

namespace NanoAgent.Tests.Shared.Report;

[TestClass]
public sealed class BackoffTests
{
    [TestMethod]
    [DataRow((byte)0, "7500 15000 30000 60000 120000 240000 480000 960000 1800000 1800000")]
    [DataRow((byte)255, "15000 30000 60000 120000 240000 480000 960000 1920000 3600000 3600000")]
    public void Waits_double_from_15_seconds_to_an_hour_between_half_and_all_of_the_ceiling(byte chance, string expected)
    {
        var backoff = new Backoff(new Constant(chance));
        Assert.AreEqual(expected, string.Join(' ', Enumerable.Range(0, 10).Select(_ => backoff.NextMs())));
    }

    [TestMethod]
    public void After_a_success_the_next_wait_is_short_again()
    {
        var backoff = new Backoff(new Constant(255));
        backoff.NextMs();
        backoff.NextMs();
        backoff.Reset();
        Assert.AreEqual(15_000, backoff.NextMs());
    }

    private sealed class Constant(byte value) : IRandomSource
    {
        public void Fill(byte[] buffer) => Array.Fill(buffer, value);
    }
}
