using NanoAgent.Boards.Espressif;
using NanoAgent.Report;
using NanoAgent.Tests.Espressif.Fake;

namespace NanoAgent.Tests.Espressif;

/// <summary>How long a unit waits, and how.</summary>
[TestClass]
public sealed class ScheduleTests
{
    [TestMethod]
    public void After_a_delivery_the_wait_is_the_interval_a_tenth_more_or_less()
    {
        int[] waits = [.. Waits(DeliveryOutcome.Delivered, 200)];
        Assert.IsTrue(waits.All(w => w is >= 3_240_000 and <= 3_960_000));
        Assert.IsGreaterThan(100, waits.Distinct().Count());
    }

    [TestMethod]
    public void After_failures_the_wait_grows_and_never_exceeds_the_interval()
    {
        int[] waits = [.. Waits(DeliveryOutcome.Unreachable, 12)];
        Assert.IsTrue(waits[0] is >= 7_500 and <= 15_000);
        Assert.IsTrue(waits[^1] is >= 1_800_000 and <= 3_960_000);
    }

    [TestMethod]
    public void A_unit_that_sleeps_deeply_never_knocks_sooner_than_its_interval()
    {
        var chip = new Chip();
        chip.Configuration.SleepsDeeply = true;
        Assert.IsTrue(chip.Boot());
        Assert.IsGreaterThanOrEqualTo(3_240_000, chip.Firmware.Loop.WaitAfter(DeliveryOutcome.Unreachable));
    }

    [TestMethod]
    public void A_chip_that_sets_no_timer_is_not_put_to_sleep()
    {
        World.Reset();
        World.CanDeepSleep = false;
        Pause.Asleep(60_000);
        Assert.IsNull(World.DeepSleep);
        Assert.IsGreaterThanOrEqualTo(60_000, World.Uptime);
    }

    [TestMethod]
    public void Deep_sleep_ends_by_its_timer()
    {
        World.Reset();
        Pause.Asleep(60_000);
        Assert.AreEqual(TimeSpan.FromMinutes(1), World.DeepSleep);
    }

    private static IEnumerable<int> Waits(DeliveryOutcome outcome, int count)
    {
        var chip = new Chip();
        Assert.IsTrue(chip.Boot());
        return Enumerable.Range(0, count).Select(_ => chip.Firmware.Loop.WaitAfter(outcome));
    }
}
