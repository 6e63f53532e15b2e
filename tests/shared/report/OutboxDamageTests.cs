using NanoAgent.Keeping;
using NanoAgent.Report;

namespace NanoAgent.Tests.Shared.Report;

/// <summary>A record of the outbox that is whole and says what cannot be, as whoever can write the flash may leave it.</summary>
[TestClass]
public sealed class OutboxDamageTests
{
    private const int StateBytes = 44;

    private readonly MemoryFlash _flash = new(65536);

    [TestMethod]
    public void Four_billion_waiting_are_as_many_as_fit()
    {
        Save(next: uint.MaxValue, oldest: 1);
        var outbox = new Outbox(_flash, 4);
        Assert.AreEqual((4, uint.MaxValue - 4, uint.MaxValue - 5), (outbox.Count, outbox.Oldest, outbox.Lost));
    }

    [TestMethod]
    [DataRow(3u, 7u)]
    [DataRow(0u, 0u)]
    public void An_order_that_cannot_be_is_an_empty_outbox(uint next, uint oldest)
    {
        Save(next, oldest);
        var outbox = new Outbox(_flash, 4);
        Assert.AreEqual((0, 1u), (outbox.Count, outbox.NextNumber));
    }

    private void Save(uint next, uint oldest)
    {
        byte[] state = new byte[StateBytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(state, next);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(state.AsSpan(4), oldest);
        new SlotFile(_flash, "outbox", StateBytes).Save(state, StateBytes);
    }
}
