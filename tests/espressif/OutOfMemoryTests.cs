using NanoAgent.Report;
using NanoAgent.Tests.Espressif.Fake;

namespace NanoAgent.Tests.Espressif;

/// <summary>Memory runs out at every call into the platform that allocates, one run each.</summary>
[TestClass]
public sealed class OutOfMemoryTests
{
    public required TestContext TestContext { get; init; }

    /// <summary>Once is fragmentation, which compacting heals; twice and thrice reach what was tried again.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Out_of_memory_at_any_point_ends_no_loop_and_loses_nothing(int inARow)
    {
        int points = PointsOfACycle();

        for (int point = 1; point <= points; point++)
        {
            Chip chip = AfterOneCycle();
            (World.OutOfMemoryAt, World.OutOfMemoryFor) = (World.Allocations + point, inARow);
            chip.Step();
            World.OutOfMemoryAt = 0;
            uint queued = chip.Firmware.Outbox.NextNumber - 1;
            Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step(), $"point {point} of {points}");
            Assert.AreSequenceEqual(Enumerable.Range(1, (int)queued + 1).Select(n => (uint)n), chip.Numbers, $"point {point} of {points}");
            Assert.AreEqual(0, World.OpenResponses, $"point {point} of {points}");
        }

        TestContext.WriteLine($"{points} points, {inARow} in a row");
        Assert.IsGreaterThan(20, points);
    }

    [TestMethod]
    public void Out_of_memory_at_any_point_of_the_boot_leaves_a_unit_that_boots_with_one_key()
    {
        int points = PointsOfABoot();

        for (int point = 1; point <= points; point++)
        {
            var chip = new Chip();
            (World.OutOfMemoryAt, World.OutOfMemoryFor) = (World.Allocations + point, 1);

            try
            {
                chip.Boot();
            }
            catch (OutOfMemoryException)
            {
                // StockFirmware.Run waits and composes again.
            }

            World.OutOfMemoryAt = 0;
            Assert.IsTrue(chip.Boot(), $"point {point} of {points}");
            string key = chip.Firmware.Board.Signer.KeyId;
            Assert.IsTrue(chip.Boot());
            Assert.AreEqual(key, chip.Firmware.Board.Signer.KeyId);
            Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step(), $"point {point} of {points}");
        }
    }

    private static int PointsOfACycle()
    {
        Chip chip = AfterOneCycle();
        int before = World.Allocations;
        chip.Step();
        return World.Allocations - before;
    }

    private static int PointsOfABoot()
    {
        var chip = new Chip();
        chip.Boot();
        return World.Allocations;
    }

    /// <summary>Probes have run, so that the cycle that follows is one of the many.</summary>
    private static Chip AfterOneCycle()
    {
        var chip = new Chip();
        Assert.IsTrue(chip.Boot());
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        return chip;
    }
}
