using NanoAgent.Attestation.Crypto;
using NanoAgent.Boards.SecureElement;

namespace NanoAgent.Tests.SecureElement;

/// <summary>The adapter to nanoFramework's I2C, over a fake of it.</summary>
[TestClass]
public sealed class I2cBusTests
{
    [TestInitialize]
    public void LayTheWire() => (Wire.Open, Wire.Chip, Wire.Throws) = (0, new SimulatedChip(), false);

    [TestMethod]
    public void A_chip_is_woken_by_address_zero_and_reached_at_its_own()
    {
        using var bus = new I2cBus(1, I2cBus.DefaultAddress);
        Assert.AreEqual(ChipStatus.Success, new Atecc608(new Paced(bus)).MakeKey(0, out PublicKey key));
        Assert.IsNotNull(key);
        Assert.AreEqual(1, Wire.Chip.Wakes);
    }

    [TestMethod]
    public void A_bus_that_throws_is_a_chip_that_does_not_answer()
    {
        using var bus = new I2cBus(1, I2cBus.DefaultAddress);
        Wire.Throws = true;
        Assert.AreEqual(ChipStatus.NotWoken, new Atecc608(new Paced(bus)).ReadRevision(new byte[4]));
    }

    [TestMethod]
    public void The_bus_is_given_back()
    {
        new I2cBus(1, I2cBus.DefaultAddress).Dispose();
        Assert.AreEqual(0, Wire.Open);
    }

    /// <summary>The simulated chip's time passes, and nobody waits.</summary>
    private sealed class Paced(I2cBus bus) : IChipBus
    {
        public void Wake() => bus.Wake();

        public bool TryWrite(byte[] bytes) => bus.TryWrite(bytes);

        public bool TryRead(byte[] buffer) => bus.TryRead(buffer);

        public void Wait(int milliseconds) => Wire.Chip.Wait(milliseconds);
    }
}
