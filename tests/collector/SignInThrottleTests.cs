using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Collector;

[TestClass]
public sealed class SignInThrottleTests
{
    private readonly SetClock _clock = new();

    [TestMethod]
    public void Wrong_attempts_wait_longer_and_longer_up_to_a_minute()
    {
        var throttle = new SignInThrottle(_clock);
        SignInAttempt attempt = SignInThrottle.Attempt("Ada", "10.0.0.1", null);
        var waits = new List<double>();

        for (int i = 0; i < 10; i++)
        {
            Assert.AreEqual(TimeSpan.Zero, throttle.Begin(attempt));

            if (i >= 3)
            {
                waits.Add(throttle.Begin(attempt).TotalSeconds);
                _clock.Move(TimeSpan.FromSeconds(waits[^1]));
            }
        }

        CollectionAssert.AreEqual(new double[] { 1, 2, 4, 8, 16, 32, 60 }, waits);
    }

    [TestMethod]
    public void A_browser_that_signed_in_before_is_not_slowed_by_strangers()
    {
        var throttle = new SignInThrottle(_clock);

        for (int i = 0; i < 1000; i++)
        {
            throttle.Begin(SignInThrottle.Attempt("Ada", "10.0.0." + i, null));
        }

        Assert.AreNotEqual(TimeSpan.Zero, throttle.Begin(SignInThrottle.Attempt("Ada", "10.0.0.1", null)));
        Assert.AreEqual(TimeSpan.Zero, throttle.Begin(SignInThrottle.Attempt("Ada", "10.0.0.1", "her-browser")));
    }

    [TestMethod]
    public void Guessing_from_many_addresses_is_slowed_as_well()
    {
        var throttle = new SignInThrottle(_clock);
        int tried = Enumerable.Range(0, 1000).Count(i => throttle.Begin(SignInThrottle.Attempt("Ada", "10.0.0." + i, null)) == TimeSpan.Zero);

        Assert.IsLessThan(40, tried);
    }

    [TestMethod]
    public void A_stranger_waits_at_most_ten_seconds_for_what_others_did()
    {
        var throttle = new SignInThrottle(_clock);

        for (int i = 0; i < 200; i++)
        {
            throttle.Begin(SignInThrottle.Attempt("Ada", "10.0.0." + i, null));
            _clock.Move(TimeSpan.FromSeconds(10));
        }

        Assert.IsLessThanOrEqualTo(TimeSpan.FromSeconds(10), throttle.Begin(SignInThrottle.Attempt("Ada", "192.0.2.1", null)));
    }

    [TestMethod]
    public void Success_frees_the_lanes()
    {
        var throttle = new SignInThrottle(_clock);
        SignInAttempt attempt = SignInThrottle.Attempt("Ada", "10.0.0.1", null);

        for (int i = 0; i < 4; i++)
        {
            throttle.Begin(attempt);
        }

        Assert.AreNotEqual(TimeSpan.Zero, throttle.Begin(attempt));
        throttle.Succeeded(attempt);
        Assert.AreEqual(TimeSpan.Zero, throttle.Begin(attempt));
    }
}
