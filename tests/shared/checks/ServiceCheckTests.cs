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
