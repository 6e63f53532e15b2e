using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Checks;

namespace NanoAgent.Tests.Shared.Checks;

[TestClass]
public sealed class LifeCheckTests
{
    private readonly FakeBoard _board = new();

    private FakeEventLog Log => _board.EventLog!;

    [TestMethod]
    public void A_store_that_erasing_leaves_readable_fails_and_is_named()
    {
        _board.Eraser!.Forgets = 1;
        Finding finding = _board.Ask(new ErasureCheck());
        Assert.AreEqual(CheckReasons.LeftReadable, finding.Reason);
        Assert.AreEqual("store-1", finding.Facts.Find("item"));
    }

    [TestMethod]
    public void Erasing_that_leaves_defaults_or_key_behind_fails()
    {
        _board.Eraser!.IdentityKeyDestroyed = Answer.No;
        Assert.AreEqual("Fail key-not-destroyed Probed", _board.Told(new ErasureCheck()));
        _board.Eraser.DefaultsRestored = Answer.No;
        Assert.AreEqual("Fail defaults-not-back Probed", _board.Told(new ErasureCheck()));
        _board.Eraser.Erases = false;
        Assert.AreEqual("Fail erase-failed Probed", _board.Told(new ErasureCheck()));
    }

    [TestMethod]
    public void A_marker_that_was_never_seen_proves_nothing_by_being_gone()
    {
        _board.Eraser!.TakesMarkers = false;
        Assert.AreEqual("Absent unobservable None", _board.Told(new ErasureCheck()));
    }

    [TestMethod]
    public void Real_stores_are_left_alone_unless_the_policy_says_otherwise()
    {
        _board.Eraser!.OnRealStores = true;
        Assert.AreEqual("NotRun forbidden-by-policy None", _board.Told(new ErasureCheck()));
        Assert.IsFalse(_board.Eraser.Erased);
        _board.MayEraseRealStores = true;
        Assert.AreEqual("Success holds Probed", _board.Told(new ErasureCheck()));
    }

    [TestMethod]
    public void An_event_that_is_not_logged_or_tells_a_secret_fails()
    {
        Log.LogsSecret = true;
        Assert.AreEqual("Fail leaks-secret Probed", _board.Told(new EventLogCheck()));
        Log.Logs = false;
        Assert.AreEqual("Fail not-logged Probed", _board.Told(new EventLogCheck()));
    }

    [TestMethod]
    public void A_log_that_can_be_changed_unnoticed_fails()
    {
        Log.Intact = Answer.No;
        Assert.AreEqual("Fail chain-broken Probed", _board.Told(new EventLogCheck()));
        Log.IsChained = false;
        Assert.AreEqual("Fail not-chained Probed", _board.Told(new EventLogCheck()));
    }

    [TestMethod]
    public void A_log_without_bound_or_time_fails()
    {
        Log.NewestIsTimed = Answer.No;
        Assert.AreEqual("Fail not-timed Probed", _board.Told(new EventLogCheck()));
        Log.BoundBytes = 0;
        Assert.AreEqual("Fail not-bounded Probed", _board.Told(new EventLogCheck()));
    }

    [TestMethod]
    public void A_log_that_a_reboot_empties_fails()
    {
        _board.Ask(new EventLogCheck());
        _board.Reboot();
        Log.Entries.Clear();
        Assert.AreEqual("Fail lost-on-reboot Probed", _board.Told(new EventLogCheck()));
    }

    [TestMethod]
    public void A_log_whose_count_goes_back_fails()
    {
        _board.Ask(new EventLogCheck());
        Log.Count = 2;
        Assert.AreEqual("Fail shrank Probed", _board.Told(new EventLogCheck()));
    }

    [TestMethod]
    public void The_log_is_asked_once_more_after_a_boot_and_then_no_more()
    {
        var check = new EventLogCheck();
        string first = check.Mark(_board.Context());
        _board.Ask(check);
        Assert.AreEqual(first, check.Mark(_board.Context()));
        _board.Reboot();
        string second = check.Mark(_board.Context());
        Assert.AreNotEqual(first, second);
        _board.Ask(check);
        _board.Reboot();
        Assert.AreEqual(second, check.Mark(_board.Context()));
    }

    [TestMethod]
    public void A_UEID_of_another_form_fails()
    {
        _board.Identity.Ueid = new byte[17];
        Assert.AreEqual("Fail malformed-ueid Probed", _board.Told(new IdentityCheck()));
    }

    [TestMethod]
    public void Another_key_or_UEID_than_before_fails()
    {
        _board.Ask(new IdentityCheck());
        _board.Signer = FakeBoard.NewSigner(8);
        Assert.AreEqual("Fail key-changed Probed", _board.Told(new IdentityCheck()));
        _board.Identity.Ueid = [.. _board.Identity.Ueid[..16], 99];
        Assert.AreEqual("Fail ueid-changed Probed", _board.Told(new IdentityCheck()));
    }

    [TestMethod]
    public void The_key_of_RFC_6979_is_no_identity()
    {
        byte[] key = Convert.FromHexString("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
        _board.Signer = new SoftwareSigner(key, KeyProtection.PlainFlash, null!);
        Assert.AreEqual("Fail published-key Probed", _board.Told(new IdentityCheck()));
    }

    [TestMethod]
    public void A_signer_whose_signature_its_key_does_not_verify_fails()
    {
        _board.Signer = new MixedUpSigner();
        Assert.AreEqual("Fail key-mismatch Probed", _board.Told(new IdentityCheck()));
    }

    [TestMethod]
    public void A_derived_identity_fails_and_a_unit_without_key_has_none()
    {
        _board.Identity.DerivedFromPublicData = Answer.Yes;
        Assert.AreEqual("Fail derived-identity Declared", _board.Told(new IdentityCheck()));
        _board.Signer = null;
        Assert.AreEqual("Absent not-there Declared", _board.Told(new IdentityCheck()));
    }

    /// <summary>Signs with one key and shows another.</summary>
    private sealed class MixedUpSigner : TokenSigner
    {
        private readonly TokenSigner _signs = FakeBoard.NewSigner(5);

        public override PublicKey PublicKey { get; } = FakeBoard.NewSigner(6).PublicKey;

        public override KeyProtection Protection => KeyProtection.PlainFlash;

        protected override bool TrySignCore(byte[] digest, byte[] signature) => _signs.TrySign(digest, signature);
    }
}
