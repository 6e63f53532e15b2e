using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Checks;

namespace NanoAgent.Tests.Shared.Checks;

[TestClass]
public sealed class StateCheckTests
{
    private readonly FakeBoard _board = new();

    [TestMethod]
    public void A_secret_that_a_plain_read_reaches_fails()
    {
        _board.Storage!.Secret.Reaches = Answer.Yes;
        Assert.AreEqual("Fail readable Probed", _board.Told(new StorageProtectionCheck()));
    }

    [TestMethod]
    public void A_secret_in_clear_in_plain_flash_fails()
    {
        _board.Storage!.Secret.Place = SecretPlace.PlainFlash;
        Assert.AreEqual("Fail clear-in-flash Declared", _board.Told(new StorageProtectionCheck()));
    }

    [TestMethod]
    public void A_secret_of_which_neither_place_nor_form_is_known_is_unknown()
    {
        _board.Storage!.Secret.Place = SecretPlace.Unknown;
        Assert.AreEqual("Absent unobservable None", _board.Told(new StorageProtectionCheck()));
    }

    [TestMethod]
    public void A_port_that_is_not_declared_fails_and_is_named()
    {
        _board.Interfaces!.Ports[23] = Answer.Yes;
        Assert.AreEqual("Fail undeclared-port Probed", _board.Told(new InterfacesCheck()));
        Assert.AreEqual("port-23", _board.Ask(new InterfacesCheck()).Facts.Find("item"));
    }

    [TestMethod]
    public void Radios_that_are_not_declared_fail()
    {
        _board.Interfaces!.BluetoothOn = Answer.Yes;
        Assert.AreEqual("Fail undeclared-bluetooth Measured", _board.Told(new InterfacesCheck()));
        _board.Interfaces.SmartConfigOn = Answer.Yes;
        Assert.AreEqual("Fail smart-config Measured", _board.Told(new InterfacesCheck()));
        _board.Interfaces.SoftApOn = Answer.Yes;
        Assert.AreEqual("Fail undeclared-soft-ap Measured", _board.Told(new InterfacesCheck()));
    }

    [TestMethod]
    public void An_open_debug_interface_fails_even_where_others_are_unknown()
    {
        _board.Debug!.JtagOpen = Answer.Unknown;
        Assert.AreEqual("Absent unobservable None", _board.Told(new DebugInterfaceCheck()));
        _board.Debug.WireProtocolOpen = Answer.Yes;
        Assert.AreEqual("Fail wire-protocol Measured", _board.Told(new DebugInterfaceCheck()));
    }

    [TestMethod]
    public void The_debug_claim_says_disabled_only_when_every_door_is_known_to_be_closed()
    {
        Assert.AreEqual(Answer.No, DebugInterfaceCheck.Enabled(_board.Debug));
        _board.Debug!.JtagOpen = Answer.Unknown;
        Assert.AreEqual(Answer.Unknown, DebugInterfaceCheck.Enabled(_board.Debug));
        _board.Debug.Attached = Answer.Yes;
        Assert.AreEqual(Answer.Yes, DebugInterfaceCheck.Enabled(_board.Debug));
    }

    [TestMethod]
    public void A_component_without_version_fails_and_one_without_digest_is_declared()
    {
        _board.Software!.HasDigest = false;
        Assert.AreEqual("Success holds Declared", _board.Told(new SoftwareInventoryCheck()));
        _board.Software.Version = "";
        Assert.AreEqual("Fail no-version Measured", _board.Told(new SoftwareInventoryCheck()));
    }

    [TestMethod]
    public void A_clock_that_was_never_set_or_cannot_be_right_fails()
    {
        _board.Clock.UtcSeconds = 1000;
        Assert.AreEqual("Fail implausible Measured", _board.Told(new ClockCheck()));
        _board.Clock.IsSet = Answer.No;
        Assert.AreEqual("Fail not-set Measured", _board.Told(new ClockCheck()));
    }

    [TestMethod]
    public void Native_facts_that_are_off_fail()
    {
        _board.Native!.SecureBootEnabled = Answer.No;
        _board.Native.AntiRollbackEnabled = Answer.No;
        _board.Native.FlashEncryptionReleaseMode = Answer.No;
        Assert.AreEqual("Fail off Measured", _board.Told(new SecureBootCheck()));
        Assert.AreEqual("Fail off Measured", _board.Told(new AntiRollbackCheck()));
        Assert.AreEqual("Fail development-mode Measured", _board.Told(new FlashEncryptionCheck()));
    }

    [TestMethod]
    public void A_missing_native_add_on_says_nothing_about_the_chip()
    {
        _board.Native!.Presence = Presence.Missing;
        Assert.AreEqual("Absent unobservable None", _board.Told(new SecureBootCheck()));
        Assert.AreEqual("Absent unobservable None", _board.Told(new FlashEncryptionCheck()));
        Assert.AreEqual("Absent unobservable None", _board.Told(new AntiRollbackCheck()));
    }

    [TestMethod]
    public void A_support_period_is_over_only_by_a_set_clock()
    {
        _board.Support!.EndsAt = 1_700_000_000;
        Assert.AreEqual("Fail over Declared", _board.Told(new SupportPeriodCheck()));
        _board.Clock.IsSet = Answer.No;
        Assert.AreEqual("Absent unobservable None", _board.Told(new SupportPeriodCheck()));
        _board.Support.EndsAt = 0;
        Assert.AreEqual("Absent not-there Declared", _board.Told(new SupportPeriodCheck()));
    }

    [TestMethod]
    public void A_store_that_overwrites_in_place_is_found_torn()
    {
        _board.Settings!.WritesInPlace = true;
        Assert.AreEqual("Fail torn Probed", _board.Told(new OutageRecoveryCheck()));
    }

    [TestMethod]
    public void Settings_that_differ_after_a_boot_must_have_been_counted()
    {
        _board.Ask(new OutageRecoveryCheck());
        _board.Reboot();
        _board.Settings!.Content = [2];
        Assert.AreEqual("Fail changed-by-itself Measured", _board.Told(new OutageRecoveryCheck()));
        _board.Reboot();
        _board.Settings.Content = [3];
        _board.Settings.Generation++;
        Assert.AreEqual("Success holds Probed", _board.Told(new OutageRecoveryCheck()));
    }

    [TestMethod]
    public void Settings_that_go_back_after_a_boot_fail()
    {
        _board.Ask(new OutageRecoveryCheck());
        _board.Reboot();
        _board.Settings!.Generation--;
        Assert.AreEqual("Fail went-back Measured", _board.Told(new OutageRecoveryCheck()));
    }

    [TestMethod]
    public void Without_a_rehearsal_the_first_boot_knows_nothing_yet()
    {
        _board.Settings!.CanRehearse = false;
        Assert.AreEqual("Absent unobservable None", _board.Told(new OutageRecoveryCheck()));
        _board.Reboot();
        Assert.AreEqual("Success holds Measured", _board.Told(new OutageRecoveryCheck()));
    }

    [TestMethod]
    public void A_random_source_that_is_stuck_counts_or_is_not_fed_fails()
    {
        _board.Entropy!.NoiseSourceOn = Answer.No;
        Assert.AreEqual("Fail noise-off Measured", _board.Told(new RandomnessCheck()));
        int next = 0;
        _board.Random.Fills = b => { for (int i = 0; i < b.Length; i++) { b[i] = (byte)(next++ * 3); } b[9] = (byte)(next / 512); };
        Assert.AreEqual("Fail biased Measured", _board.Told(new RandomnessCheck()));
        _board.Random.Fills = b => Array.Fill(b, (byte)7);
        Assert.AreEqual("Fail stuck Measured", _board.Told(new RandomnessCheck()));
    }
}
