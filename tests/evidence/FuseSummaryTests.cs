using System.Text;
using System.Text.Json.Nodes;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

[TestClass]
public sealed class FuseSummaryTests
{
    [TestMethod]
    [DataRow(FusedChip.Esp32)]
    [DataRow(FusedChip.Esp32S3)]
    [DataRow(FusedChip.Esp32C3)]
    public void A_chip_as_it_leaves_the_factory_is_open(FusedChip chip)
    {
        FuseFacts facts = Read(Fuses.Blank(chip), chip);
        Assert.AreEqual(FuseState.Off, facts.SecureBoot);
        Assert.AreEqual(FlashEncryptionState.Off, facts.FlashEncryption);
        Assert.AreEqual(PortState.Open, facts.Jtag);
        Assert.AreEqual(DownloadModeState.Open, facts.DownloadMode);
        Assert.AreEqual(FuseState.Unknown, facts.AntiRollback);
    }

    [TestMethod]
    [DataRow(FusedChip.Esp32)]
    [DataRow(FusedChip.Esp32S3)]
    [DataRow(FusedChip.Esp32C3)]
    public void A_chip_whose_fuses_are_burned_is_closed(FusedChip chip)
    {
        FuseFacts facts = Read(Fuses.Closed(chip), chip);
        Assert.AreEqual(FuseState.On, facts.SecureBoot);
        Assert.AreEqual(FlashEncryptionState.Release, facts.FlashEncryption);
        Assert.AreEqual(PortState.Closed, facts.Jtag);
        Assert.AreEqual(DownloadModeState.Disabled, facts.DownloadMode);
        Assert.AreEqual(FuseState.On, facts.AntiRollback);
        Assert.AreEqual(2, facts.SecureVersion);
    }

    [TestMethod]
    public void Encryption_that_can_still_be_switched_off_is_development()
    {
        JsonObject fuses = Fuses.Closed(FusedChip.Esp32C3).With("SPI_BOOT_CRYPT_CNT", "Enable", "0x1");
        Assert.AreEqual(FlashEncryptionState.Development, Read(fuses, FusedChip.Esp32C3).FlashEncryption);
    }

    [TestMethod]
    public void An_even_count_is_encryption_switched_off_again()
    {
        JsonObject fuses = Fuses.Closed(FusedChip.Esp32S3).With("SPI_BOOT_CRYPT_CNT", "Disable", "0x3");
        Assert.AreEqual(FlashEncryptionState.Off, Read(fuses, FusedChip.Esp32S3).FlashEncryption);
    }

    [TestMethod]
    public void A_meaning_without_raw_value_is_read_too()
    {
        JsonObject fuses = Fuses.Blank(FusedChip.Esp32C3).With("SPI_BOOT_CRYPT_CNT", "Enable");
        Assert.AreEqual(FlashEncryptionState.Development, Read(fuses, FusedChip.Esp32C3).FlashEncryption);
    }

    [TestMethod]
    public void Jtag_over_usb_alone_keeps_the_port_open()
    {
        JsonObject fuses = Fuses.Closed(FusedChip.Esp32C3).With("DIS_USB_JTAG", false).With("DIS_USB_SERIAL_JTAG", false);
        Assert.AreEqual(PortState.Open, Read(fuses, FusedChip.Esp32C3).Jtag);
    }

    [TestMethod]
    public void Restricted_download_mode_is_told_apart()
    {
        JsonObject fuses = Fuses.Blank(FusedChip.Esp32S3).With("ENABLE_SECURITY_DOWNLOAD", true);
        Assert.AreEqual(DownloadModeState.Restricted, Read(fuses, FusedChip.Esp32S3).DownloadMode);
    }

    [TestMethod]
    public void A_fuse_that_cannot_be_read_is_unknown_and_never_zero()
    {
        JsonObject fuses = Fuses.Blank(FusedChip.Esp32S3);
        fuses["SECURE_BOOT_EN"]!["readable"] = false;
        Assert.AreEqual(FuseState.Unknown, Read(fuses, FusedChip.Esp32S3).SecureBoot);
    }

    [TestMethod]
    [DataRow("not json", FuseSummaryRefusal.NotJson)]
    [DataRow("[]", FuseSummaryRefusal.NotJson)]
    [DataRow("{\"MAC\":1,\"MAC\":1}", FuseSummaryRefusal.NotJson)]
    [DataRow("{}", FuseSummaryRefusal.WrongChip)]
    [DataRow("{\"ABS_DONE_1\":{\"readable\":true,\"value\":\"\\ud800\"}}", FuseSummaryRefusal.NotJson)]
    public void What_is_no_summary_is_refused(string json, FuseSummaryRefusal refusal) =>
        Assert.AreEqual(refusal, FuseSummary.TryRead(Encoding.UTF8.GetBytes(json), FusedChip.Esp32, out _, out _, out _));

    [TestMethod]
    public void The_fuses_of_another_chip_are_refused() =>
        Assert.AreEqual(FuseSummaryRefusal.WrongChip, Refusal(Fuses.Blank(FusedChip.Esp32S3), FusedChip.Esp32C3, out _));

    [TestMethod]
    public void A_missing_fuse_is_refused_and_named()
    {
        JsonObject fuses = Fuses.Blank(FusedChip.Esp32);
        fuses.Remove("JTAG_DISABLE");
        Assert.AreEqual(FuseSummaryRefusal.MissingFuse, Refusal(fuses, FusedChip.Esp32, out string fuse));
        Assert.AreEqual("JTAG_DISABLE", fuse);
    }

    [TestMethod]
    [DataRow("maybe", null)]
    [DataRow(2, null)]
    [DataRow(-1, null)]
    [DataRow(true, "0x0")]
    public void A_value_that_cannot_be_is_refused(object value, string? raw) =>
        Assert.AreEqual(FuseSummaryRefusal.BadValue, Refusal(Fuses.Blank(FusedChip.Esp32).With("JTAG_DISABLE", value, raw), FusedChip.Esp32, out _));

    [TestMethod]
    [DataRow("24:6f:28:00:00:01 (CRC 0x5c invalid - calculated 0x11)")]
    [DataRow("24:6f:28:00:00:01")]
    [DataRow("")]
    public void A_mac_whose_checksum_does_not_hold_is_refused(string mac) =>
        Assert.AreEqual(FuseSummaryRefusal.BadMac, Refusal(Fuses.Blank(FusedChip.Esp32).With("MAC", mac), FusedChip.Esp32, out _));

    private static FuseFacts Read(JsonObject fuses, FusedChip chip)
    {
        Assert.AreEqual(FuseSummaryRefusal.None, FuseSummary.TryRead(Fuses.Bytes(fuses), chip, out FuseFacts? facts, out string? mac, out string fuse), fuse);
        Assert.AreEqual("24:6f:28:00:00:01", mac);
        return facts!;
    }

    private static FuseSummaryRefusal Refusal(JsonObject fuses, FusedChip chip, out string fuse) => FuseSummary.TryRead(Fuses.Bytes(fuses), chip, out _, out _, out fuse);
}
