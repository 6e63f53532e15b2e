using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Token;
using NanoAgent.Report;

namespace NanoAgent.Tests.Device;

/// <summary>Observations wait in order, over reboots, and those that had to go are counted.</summary>
[TestClass]
public class OutboxTests
{
    [TestMethod]
    public void What_waits_is_there_after_a_reboot()
    {
        var board = new BareBoard();
        Append(new Outbox(board.Flash, 3));
        var again = new Outbox(board.Flash, 3);
        Assert.AreEqual(1, again.Count);
        Assert.IsNotNull(again.Open(again.Oldest));
    }

    [TestMethod]
    public void One_too_many_drops_the_oldest_and_counts_it()
    {
        var outbox = new Outbox(new BareBoard().Flash, 2);
        Append(outbox);
        Append(outbox);
        Append(outbox);
        Assert.AreEqual(2, outbox.Count);
        Assert.IsTrue(outbox.Oldest == 2 && outbox.Lost == 1);
    }

    [TestMethod]
    public void A_delivered_one_is_gone_and_the_next_is_the_oldest()
    {
        var outbox = new Outbox(new BareBoard().Flash, 3);
        Append(outbox);
        Append(outbox);
        outbox.Delivered();
        Assert.IsTrue(outbox.Count == 1 && outbox.Oldest == 2);
        Assert.IsNull(outbox.Open(1));
    }

    private static void Append(Outbox outbox)
    {
        Finding[] findings = new Finding[] { new Finding("case-closed", Outcome.Success, Basis.Measured, "holds", null) };
        outbox.Append(new Observation(outbox.NextNumber, outbox.LastHash(), findings) { SoftwareName = "bare", SoftwareVersion = "1.0.0" });
    }
}
