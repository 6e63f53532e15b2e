using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Checks;

namespace NanoAgent.Tests.Shared.Checks;

/// <summary>Boards that leave something open: what was not learnt is neither good nor bad.</summary>
[TestClass]
public sealed class UnknownIsNotGoodTests
{
    private readonly FakeBoard _board = new();

    private FakeService Door => _board.Services!.Admin;

    [TestMethod]
    [DataRow(Attempt.Unknown, "Absent unobservable None")]
    [DataRow(Attempt.Unreachable, "NotRun unreachable None")]
    [DataRow(Attempt.Throttled, "NotRun throttled None")]
    [DataRow(Attempt.Refused, "NotRun no-control None")]
    public void Access_control_needs_a_true_value_that_opens(Attempt truth, string expected)
    {
        Door.Truth = truth;
        Assert.AreEqual(expected, _board.Told(new AccessControlCheck()));
    }

    [TestMethod]
    public void A_wrong_value_for_an_account_that_nobody_has_is_refused_for_that_alone()
    {
        _board.Credentials!.All.Remove(_board.Credentials.Probe);
        Assert.AreEqual("Absent unobservable None", _board.Told(new AccessControlCheck()));
        Door.Without = Attempt.Accepted;
        Assert.AreEqual("Fail opens-without Probed", _board.Told(new AccessControlCheck()));
    }

    [TestMethod]
    public void On_a_slow_door_a_short_lock_out_may_be_over_before_the_true_value_arrives()
    {
        Door.RequestMs = 700;
        Door.LockMs = 1300;
        Assert.AreEqual("Absent unobservable None", _board.Told(new BruteForceCheck()));
    }

    [TestMethod]
    public void A_sample_that_lost_its_signature_does_not_show_that_model_and_version_are_looked_at()
    {
        _board.Update!.SamplesAreUnsigned = true;
        Assert.AreEqual("Absent unobservable None", _board.Told(new UpdateVerificationCheck()));
    }

    [TestMethod]
    public void Where_no_port_was_tried_none_was_seen_to_be_closed()
    {
        _board.Interfaces!.PortsToTry = [];
        Assert.AreEqual("Absent unobservable None", _board.Told(new InterfacesCheck()));
        _board.Interfaces.SmartConfigOn = Answer.Yes;
        Assert.AreEqual("Fail smart-config Measured", _board.Told(new InterfacesCheck()));
    }

    [TestMethod]
    public void A_store_that_never_touches_the_flash_does_not_survive_its_cuts()
    {
        _board.Settings!.KeepsInMemory = true;
        Assert.AreEqual("Fail torn Probed", _board.Told(new OutageRecoveryCheck()));
    }

    [TestMethod]
    public void Defaults_that_are_back_may_be_a_persons_doing_where_changes_are_not_counted()
    {
        _board.Settings!.Generation = 0;
        _board.Ask(new OutageRecoveryCheck());
        _board.Reboot();
        _board.Settings.Content = [9];
        _board.Settings.AtFactoryDefaults = Answer.Yes;
        Assert.AreEqual("Absent unobservable None", _board.Told(new OutageRecoveryCheck()));
    }

    [TestMethod]
    public void A_head_that_stands_still_while_an_event_is_logged_heads_nothing()
    {
        _board.EventLog!.HeadStands = true;
        Assert.AreEqual("Fail chain-broken Probed", _board.Told(new EventLogCheck()));
    }

    [TestMethod]
    public void A_memory_of_another_form_is_no_memory_of_another_unit()
    {
        _board.Memory.Set("identity-seen", "torn");
        Assert.AreEqual("Success holds Probed", _board.Told(new IdentityCheck()));
    }
}
