using NanoAgent.Boards.SecureElement;

namespace NanoAgent.Tests.SecureElement;

/// <summary>Packets as others have published them, none of them made by this driver.</summary>
[TestClass]
public sealed class PacketTests
{
    // Info, DeriveKey, and the answers of a miscompare and of an execution error: examples of Atmel's library for the SHA204, whose packets are the same. Success and wake: cryptoauthlib,
    // isATCAError and hal_check_wake. The last: an ATECC608's Info as another driver's tests have it.
    [TestMethod]
    [DataRow("0730000000035D")]
    [DataRow("071C0000000A4D")]
    [DataRow("04113343")]
    [DataRow("04000340")]
    [DataRow("040100C3")]
    [DataRow("040F2342")]
    [DataRow("07000060028038")]
    public void The_checksum_is_that_of_published_packets(string packet)
    {
        byte[] bytes = Convert.FromHexString(packet);
        Assert.IsTrue(Crc16.IsSealed(bytes, bytes.Length));
        byte[] changed = [.. bytes];
        changed[1] ^= 0x10;
        Assert.IsFalse(Crc16.IsSealed(changed, changed.Length));
    }

    [TestMethod]
    public void Info_is_written_as_others_write_it() => Assert.AreEqual("030730000000035D", Convert.ToHexString(ChipCommand.Info().Packet));

    // Bytes but the checksum, from the constants of cryptoauthlib's calib_command.h.
    [TestMethod]
    public void Commands_have_opcode_mode_and_slot_in_their_places()
    {
        Assert.AreEqual("03071B000000", Head(ChipCommand.Random()));
        Assert.AreEqual("030740000500", Head(ChipCommand.PublicKey(5)));
        Assert.AreEqual("030740040500", Head(ChipCommand.NewKey(5)));
        Assert.AreEqual("030741A00500", Head(ChipCommand.Sign(5)));
        Assert.AreEqual("032716430000", Head(ChipCommand.LoadDigest(new byte[32])));
    }

    private static string Head(ChipCommand command) => Convert.ToHexString(command.Packet.AsSpan(0, 6));
}
