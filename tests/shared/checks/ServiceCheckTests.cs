using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Checks;

namespace NanoAgent.Tests.Shared.Checks;

[TestClass]
public sealed class ServiceCheckTests
{
    private readonly FakeBoard _board = new();

    private FakeService Door => _board.Services!.Admin;

    [TestMethod]
    public void A_door_that_opens_without_credential_fails()
    {
        Door.Without = Attempt.Accepted;
        Assert.AreEqual("Fail opens-without Probed", _board.Told(new AccessControlCheck()));
    }

    [TestMethod]
    public void A_door_that_opens_to_any_value_fails()
    {
        Door.AsProbe = Attempt.Accepted;
        Assert.AreEqual("Fail opens-to-wrong Probed", _board.Told(new AccessControlCheck()));
    }

    [TestMethod]
    public void A_door_that_refuses_even_the_true_value_shows_nothing()
    {
        Door.AsProbe = Attempt.Refused;
        Assert.AreEqual("NotRun no-control None", _board.Told(new AccessControlCheck()));
    }

    [TestMethod]
    public void A_door_that_does_not_answer_did_not_run()
    {
        Door.Without = Attempt.Unreachable;
        Assert.AreEqual("NotRun unreachable None", _board.Told(new AccessControlCheck()));
    }

    [TestMethod]
    public void Doors_open_on_purpose_are_told_as_declared()
    {
        Door.RequiresAuthentication = Answer.No;
        Assert.AreEqual("Absent declared-open Declared", _board.Told(new AccessControlCheck()));
        Assert.AreEqual("Absent declared-open Declared", _board.Told(new BruteForceCheck()));
    }

    // printf 'admin-https\n443\nyes\ninfo-http\n80\nno\n' | sha256sum | cut -c1-32 (SPEC.md, "Digests of lists")
    [TestMethod]
    public void The_services_that_are_declared_have_a_digest()
    {
        _board.Services!.Count = 2;
        Assert.AreEqual("fb7b73430c79100fcfbb1bb2e6f212e0", _board.Ask(new AccessControlCheck()).Facts.Find("digest"));
    }

    // printf '80\n443\n' | sha256sum | cut -c1-32
    [TestMethod]
    public void The_ports_that_are_declared_have_a_digest()
    {
        _board.Interfaces!.DeclaredPorts = [80, 443];
        Assert.AreEqual("3040805f0007b676e222f151e224cde4", _board.Ask(new InterfacesCheck()).Facts.Find("digest"));
    }

    [TestMethod]
    public void A_service_of_which_it_is_unknown_whether_it_asks_for_credentials_has_another_digest()
    {
        object known = _board.Ask(new AccessControlCheck()).Facts.Find("digest")!;
        Door.RequiresAuthentication = Answer.Unknown;
        Assert.AreNotEqual(known, _board.Ask(new AccessControlCheck()).Facts.Find("digest"));
    }

    [TestMethod]
    public void Guessing_at_full_speed_fails()
    {
        Door.LocksAfter = 0;
        Assert.AreEqual("Fail not-slowed Probed", _board.Told(new BruteForceCheck()));
    }

    [TestMethod]
    public void Attempts_that_take_ever_longer_are_slowed()
    {
        Door.LocksAfter = 0;
        Door.DelayMs = 400;
        Assert.AreEqual("Success holds Probed", _board.Told(new BruteForceCheck()));
    }

    [TestMethod]
    public void Delays_that_a_reboot_clears_fail()
    {
        Door.LocksAfter = 0;
        Door.DelayMs = 400;
        Door.ForgetsOnReload = true;
        Assert.AreEqual("Fail forgets-on-reboot Probed", _board.Told(new BruteForceCheck()));
    }

    [TestMethod]
    public void A_lock_out_that_a_reboot_clears_fails()
    {
        Door.ForgetsOnReload = true;
        Assert.AreEqual("Fail forgets-on-reboot Probed", _board.Told(new BruteForceCheck()));
    }

    [TestMethod]
    public void A_lock_out_that_the_true_value_opens_fails()
    {
        Door.OpensWhenLocked = true;
        Assert.AreEqual("Fail opens-when-locked Probed", _board.Told(new BruteForceCheck()));
    }

    [TestMethod]
    public void A_lock_out_of_the_owner_fails()
    {
        Door.OwnerLockedOut = Answer.Yes;
        Assert.AreEqual("Fail locks-owner-out Probed", _board.Told(new BruteForceCheck()));
    }

    [TestMethod]
    public void A_lock_out_of_which_the_reload_is_unknown_is_unknown()
    {
        Door.CanTellReload = false;
        Assert.AreEqual("Absent unobservable None", _board.Told(new BruteForceCheck()));
    }

    [TestMethod]
    public void The_probe_account_is_forgiven_afterwards()
    {
        _board.Ask(new BruteForceCheck());
        Assert.AreEqual(0, Door.Wrong);
    }
}
