using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Keeping;

[TestClass]
public sealed class UpdateGateTests
{
    private readonly MemoryFlash _flash = new(65536);

    [TestMethod]
    public void A_genuine_newer_image_becomes_the_running_one()
    {
        UpdateGate gate = Running();
        Assert.AreEqual(UpdateVerdict.Accepted, Updates.Install(gate, Updates.Image(6, "newer")));
        Assert.AreEqual(6u, gate.RunningVersion);
        Assert.AreEqual(gate.RunningSlot, gate.StartableSlot());
    }

    [TestMethod]
    public void A_rehearsal_decides_and_writes_nothing()
    {
        UpdateGate gate = Running();
        int writes = _flash.Writes;
        byte[] image = Updates.Image(6, "newer");
        Assert.AreEqual(UpdateVerdict.Accepted, gate.Rehearse(image, image.Length));
        Assert.AreEqual(writes, _flash.Writes);
        Assert.AreEqual(5u, gate.RunningVersion);
    }

    [TestMethod]
    public void No_image_with_one_bit_changed_is_accepted()
    {
        UpdateGate gate = Running();
        byte[] image = Updates.Image(6, "newer");

        for (int bit = 0; bit < image.Length * 8; bit++)
        {
            byte[] changed = [.. image];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.AreNotEqual(UpdateVerdict.Accepted, gate.Rehearse(changed, changed.Length), $"bit {bit}");
        }
    }

    [TestMethod]
    public void No_truncated_image_is_accepted()
    {
        UpdateGate gate = Running();
        byte[] image = Updates.Image(6, "newer");

        for (int length = 0; length < image.Length; length++)
        {
            UpdateVerdict expected = length < UpdateManifest.Bytes ? UpdateVerdict.Malformed : UpdateVerdict.WrongLength;
            Assert.AreEqual(expected, gate.Rehearse(image, length), $"{length} bytes");
        }
    }

    [TestMethod]
    public void Each_bad_image_has_its_own_verdict()
    {
        Assert.AreEqual(UpdateVerdict.BadSignature, Verdict(Updates.FromStranger(6, "newer")));
        Assert.AreEqual(UpdateVerdict.WrongModel, Verdict(Updates.Image(6, "newer", "NA-200")));
        Assert.AreEqual(UpdateVerdict.TooOld, Verdict(Updates.Image(4, "older")));
        Assert.AreEqual(UpdateVerdict.TooLarge, Verdict(Updates.Claiming(6, "newer", Updates.SlotBytes + 1)));
        Assert.AreEqual(UpdateVerdict.WrongLength, Verdict([.. Updates.Image(6, "newer"), 0]));
        Assert.AreEqual(UpdateVerdict.BadDigest, Verdict([.. Updates.Image(6, "newer")[..^1], (byte)'?']));
    }

    [TestMethod]
    public void A_refused_image_leaves_the_running_one_startable()
    {
        UpdateGate gate = Running();
        byte[] digest = gate.RunningDigest();
        Assert.AreEqual(UpdateVerdict.BadDigest, Updates.Install(gate, [.. Updates.Image(6, "newer")[..^1], (byte)'?']));
        Assert.AreSequenceEqual(digest, gate.RunningDigest());
        Assert.AreEqual(gate.RunningSlot, gate.StartableSlot());
    }

    [TestMethod]
    public void A_spoilt_running_slot_falls_back_to_the_other_but_accepts_nothing_older()
    {
        UpdateGate gate = Running();
        Updates.Install(gate, Updates.Image(6, "newer"));
        _flash.Append("app" + gate.RunningSlot, [0], 0, 1);
        Assert.AreEqual(1 - gate.RunningSlot, gate.StartableSlot());
        Assert.AreEqual(UpdateVerdict.TooOld, Verdict(Updates.Image(5, "again")));
    }

    private UpdateVerdict Verdict(byte[] image) => (Updates.Gate(_flash).RunningSlot < 0 ? Running() : Updates.Gate(_flash)).Rehearse(image, image.Length);

    private UpdateGate Running()
    {
        UpdateGate gate = Updates.Gate(_flash);
        Assert.AreEqual(UpdateVerdict.Accepted, Updates.Install(gate, Updates.Image(5, "factory")));
        return gate;
    }
}
