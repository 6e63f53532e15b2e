using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Boards.SecureElement;

namespace NanoAgent.Tests.SecureElement;

/// <summary>The driver with a simulated chip: what it does when all goes well, and when something does not.</summary>
[TestClass]
public sealed class Atecc608Tests
{
    private const int Slot = 2;

    private static readonly byte[] s_digest = Sha256.Hash([1, 2, 3]);

    private readonly SimulatedChip _chip = new();

    [TestMethod]
    public void A_key_that_was_made_in_the_chip_signs()
    {
        ChipSigner signer = Opened();
        byte[] signature = new byte[64];
        Assert.IsTrue(signer.TrySign(s_digest, signature));
        Assert.IsTrue(Es256.Verify(signer.PublicKey, s_digest, signature));
        Assert.AreEqual(KeyProtection.SecureElement, signer.Protection);
    }

    [TestMethod]
    public void The_digest_goes_in_as_it_is_after_new_entropy_and_before_the_signature()
    {
        ChipSigner signer = Opened();
        _chip.Packets.Clear();
        signer.TrySign(s_digest, new byte[64]);
        Assert.AreSequenceEqual(new byte[] { 0x1B, 0x16, 0x41 }, _chip.Packets.Select(p => p[2]));
        Assert.AreEqual(Convert.ToHexString(s_digest), Convert.ToHexString(_chip.Packets[1].AsSpan(6, 32)));
    }

    [TestMethod]
    public void The_revision_is_the_chips()
    {
        byte[] revision = new byte[Atecc608.RevisionBytes];
        Assert.AreEqual(ChipStatus.Success, new Atecc608(_chip).ReadRevision(revision));
        Assert.AreEqual("00006003", Convert.ToHexString(revision));
    }

    [TestMethod]
    public void The_chip_sleeps_after_every_call_a_failed_one_included()
    {
        ChipSigner signer = Opened();
        Assert.IsFalse(_chip.IsAwake);
        _chip.Disturbed[_chip.Packets.Count + 1] = _ => SimulatedChip.Sealed(0x0F);
        Assert.IsFalse(signer.TrySign(s_digest, new byte[64]));
        Assert.IsFalse(_chip.IsAwake);
    }

    [TestMethod]
    public void An_empty_slot_is_an_execution_error_and_not_tried_again()
    {
        Assert.AreEqual(ChipStatus.ExecutionError, ChipSigner.Open(new Atecc608(_chip), Slot, out ChipSigner signer));
        Assert.IsNull(signer);
        Assert.HasCount(1, _chip.Packets);
    }

    [TestMethod]
    public void A_chip_that_was_not_set_up_makes_no_key()
    {
        _chip.IsLocked = false;
        Assert.AreEqual(ChipStatus.ExecutionError, new Atecc608(_chip).MakeKey(Slot, out PublicKey key));
        Assert.IsNull(key);
    }

    [TestMethod]
    public void A_chip_that_is_not_there_is_said_to_be_so_within_bounds()
    {
        _chip.IsThere = false;
        Assert.AreEqual(ChipStatus.NotWoken, new Atecc608(_chip).ReadRevision(new byte[4]));
        Assert.IsLessThan(100, _chip.Now);
    }

    [TestMethod]
    [DataRow("0407C440", ChipStatus.SelfTestError, 1)]
    [DataRow("040740C2", ChipStatus.SelfTestError, 1)]
    [DataRow("04113344", ChipStatus.NotWoken, 3)]
    [DataRow("FFFFFFFF", ChipStatus.NotWoken, 3)]
    public void A_chip_that_wakes_otherwise_gets_no_command(string answer, ChipStatus expected, int wakes)
    {
        _chip.WakeAnswer = Convert.FromHexString(answer);
        Assert.AreEqual(expected, new Atecc608(_chip).ReadRevision(new byte[4]));
        Assert.IsEmpty(_chip.Packets);
        Assert.AreEqual(wakes, _chip.Wakes);
    }

    [TestMethod]
    public void A_chip_that_somebody_left_awake_is_put_to_sleep_and_woken()
    {
        _chip.Wake();
        _chip.Wait(10);
        _chip.TryRead(new byte[4]);
        _chip.TryWrite([0x03, 0x07, 0x1B, 0, 0, 0, 0, 0]);
        Assert.AreEqual(ChipStatus.Success, new Atecc608(_chip).ReadRevision(new byte[4]));
    }

    // Number of the command within one signature: entropy, digest, signature.
    [TestMethod]
    [DataRow(1), DataRow(2), DataRow(3)]
    public void What_may_pass_is_tried_again_from_the_beginning(int command)
    {
        ChipSigner signer = Opened();

        foreach (Func<byte[], byte[]> disturbance in s_passing)
        {
            int before = _chip.Packets.Count;
            _chip.Disturbed[before + command] = disturbance;
            byte[] signature = new byte[64];
            Assert.IsTrue(signer.TrySign(s_digest, signature), signer.LastStatus.ToString());
            Assert.IsTrue(Es256.Verify(signer.PublicKey, s_digest, signature));
            Assert.AreEqual(command + 3, _chip.Packets.Count - before);
        }
    }

    [TestMethod]
    [DataRow((byte)0x03, ChipStatus.ParseError), DataRow((byte)0x0F, ChipStatus.ExecutionError), DataRow((byte)0x08, ChipStatus.HealthTestError)]
    public void What_will_not_pass_is_not_tried_again(byte status, ChipStatus expected)
    {
        ChipSigner signer = Opened();
        int before = _chip.Packets.Count;
        _chip.Disturbed[before + 3] = _ => SimulatedChip.Sealed(status);
        Assert.IsFalse(signer.TrySign(s_digest, new byte[64]));
        Assert.AreEqual(expected, signer.LastStatus);
        Assert.AreEqual(3, _chip.Packets.Count - before);
    }

    [TestMethod]
    public void Three_times_is_enough()
    {
        ChipSigner signer = Opened();
        int before = _chip.Packets.Count;
        Enumerable.Range(before + 1, 20).ToList().ForEach(i => _chip.Disturbed[i] = _ => SimulatedChip.Sealed(0xFF));
        Assert.IsFalse(signer.TrySign(s_digest, new byte[64]));
        Assert.AreEqual(ChipStatus.CommunicationError, signer.LastStatus);
        Assert.AreEqual(3, _chip.Packets.Count - before);
    }

    [TestMethod]
    public void A_signature_by_another_key_does_not_leave()
    {
        ChipSigner signer = Opened();
        Assert.AreEqual(ChipStatus.Success, new Atecc608(_chip).MakeKey(Slot, out _));
        byte[] signature = new byte[64];
        Assert.IsFalse(signer.TrySign(s_digest, signature));
        Assert.AreEqual(ChipStatus.WrongContent, signer.LastStatus);
        Assert.IsTrue(signature.All(b => b == 0));
    }

    [TestMethod]
    public void A_public_key_off_the_curve_is_none()
    {
        _chip.Disturbed[1] = _ => SimulatedChip.Sealed([.. Enumerable.Repeat((byte)7, 64)]);
        Assert.AreEqual(ChipStatus.WrongContent, new Atecc608(_chip).MakeKey(Slot, out PublicKey key));
        Assert.IsNull(key);
    }

    [TestMethod]
    public void The_slowest_clock_is_waited_for_and_ends_before_the_watchdog()
    {
        _chip.SlowMs = 665;
        Assert.IsTrue(Opened().TrySign(s_digest, new byte[64]));
    }

    [TestMethod]
    [DataRow(-1), DataRow(16)]
    public void A_slot_that_no_chip_has_is_misuse(int slot) =>
        Assert.ThrowsExactly<ArgumentException>(() => new Atecc608(_chip).MakeKey(slot, out _));

    private static readonly Func<byte[], byte[]>[] s_passing =
    [
        _ => SimulatedChip.Sealed(0xFF), // damaged on the way to the chip
        _ => SimulatedChip.Sealed(0xEE), // the watchdog
        _ => SimulatedChip.Sealed(0x05), // a fault of the computation
        _ => SimulatedChip.Sealed(0x11), // the chip started anew
        _ => null,                       // no answer
        answer => [.. answer[..^1], (byte)(answer[^1] ^ 1)],
        answer => [.. answer.Select((b, i) => i == 1 ? (byte)(b ^ 0x40) : b)],
        _ => SimulatedChip.Sealed(1, 2), // of no command's length
    ];

    private ChipSigner Opened()
    {
        var driver = new Atecc608(_chip);
        Assert.AreEqual(ChipStatus.Success, driver.MakeKey(Slot, out PublicKey made));
        Assert.AreEqual(ChipStatus.Success, ChipSigner.Open(driver, Slot, out ChipSigner signer));
        Assert.AreEqual(made.Thumbprint(), signer.KeyId);
        return signer;
    }
}
