using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Checks;

namespace NanoAgent.Tests.Shared.Checks;

[TestClass]
public sealed class UpdateCheckTests
{
    private readonly FakeBoard _board = new();

    private FakeUpdate Gate => _board.Update!;

    [TestMethod]
    public void No_way_to_update_fails()
    {
        Gate.Presence = Presence.Missing;
        Assert.AreEqual("Fail not-there Declared", _board.Told(new UpdateMechanismCheck()));
        Assert.AreEqual("Absent not-there Declared", _board.Told(new UpdateVerificationCheck()));
        Assert.AreEqual("Absent not-there Declared", _board.Told(new UpdateChannelCheck()));
    }

    [TestMethod]
    public void A_mechanism_that_keeps_no_previous_version_fails()
    {
        Gate.KeepsPrevious = Answer.No;
        Assert.AreEqual("Fail no-fallback Declared", _board.Told(new UpdateMechanismCheck()));
    }

    [TestMethod]
    public void A_mechanism_that_refuses_the_genuine_image_fails()
    {
        Gate.Accepts.Clear();
        Assert.AreEqual("Fail genuine-refused Probed", _board.Told(new UpdateMechanismCheck()));
    }

    [TestMethod]
    public void Without_a_genuine_sample_the_mechanism_is_only_declared()
    {
        Gate.Lacks.Add(UpdateSample.Genuine);
        Assert.AreEqual("Success declared Declared", _board.Told(new UpdateMechanismCheck()));
        Assert.AreEqual("Absent unobservable None", _board.Told(new UpdateVerificationCheck()));
    }

    [TestMethod]
    [DataRow(UpdateSample.WrongKey, CheckReasons.AcceptsWrongKey)]
    [DataRow(UpdateSample.Oversized, CheckReasons.AcceptsOversized)]
    [DataRow(UpdateSample.WrongModel, CheckReasons.AcceptsWrongModel)]
    [DataRow(UpdateSample.Older, CheckReasons.AcceptsOlder)]
    public void A_sample_that_must_be_refused_and_is_accepted_fails(object sample, string reason)
    {
        Gate.Accepts.Add((UpdateSample)sample);
        Assert.AreEqual($"Fail {reason} Probed", _board.Told(new UpdateVerificationCheck()));
    }

    [TestMethod]
    public void A_gate_that_looks_at_the_first_half_only_fails()
    {
        Gate.IgnoresLastHalf = true;
        Assert.AreEqual("Fail accepts-changed Probed", _board.Told(new UpdateVerificationCheck()));
    }

    [TestMethod]
    public void A_gate_that_takes_a_truncated_image_fails()
    {
        Gate.AcceptsPrefixes = true;
        Assert.AreEqual("Fail accepts-truncated Probed", _board.Told(new UpdateVerificationCheck()));
    }

    [TestMethod]
    public void A_rehearsal_that_changes_the_running_version_fails()
    {
        Gate.RunsIt = true;
        Assert.AreEqual("Fail running-changed Probed", _board.Told(new UpdateVerificationCheck()));
    }

    [TestMethod]
    public void A_mechanism_that_breaks_down_says_nothing_about_images()
    {
        Gate.Says = UpdateVerdict.Failed;
        Assert.AreEqual("Absent unobservable None", _board.Told(new UpdateVerificationCheck()));
    }

    [TestMethod]
    public void Every_place_three_truncations_and_four_samples_are_tried()
    {
        Finding finding = _board.Ask(new UpdateVerificationCheck());
        Assert.AreEqual(UpdateVerificationCheck.Places + 3 + 4, finding.Facts.Find("tried"));
        Assert.AreEqual(finding.Facts.Find("tried"), finding.Facts.Find("refused"));
    }
}
