using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Checks;

namespace NanoAgent.Tests.Shared.Checks;

[TestClass]
public sealed class CredentialCheckTests
{
    private readonly FakeBoard _board = new();

    [TestMethod]
    [DataRow("")]
    [DataRow("nanoframework")]
    [DataRow("00000001")]
    [DataRow("realtek")]
    public void A_known_default_fails(string value)
    {
        _board.Credentials!.Admin.Value = value;
        Assert.AreEqual("Fail known-default Probed", _board.Told(new DefaultCredentialsCheck(null)));
    }

    [TestMethod]
    [DataRow("Lamp-9")]
    [DataRow("lamp-91234")]
    [DataRow("0a0b0c0d")]
    [DataRow("1819")]
    [DataRow("admin1234")]
    public void A_value_derived_from_public_facts_fails(string value)
    {
        _board.Credentials!.Admin.Value = value;
        Assert.AreEqual(Outcome.Fail, _board.Ask(new DefaultCredentialsCheck(null)).Outcome);
    }

    [TestMethod]
    public void The_list_of_defaults_can_be_extended()
    {
        _board.Credentials!.Admin.Value = "our old default";
        Assert.AreEqual("Fail known-default Probed", _board.Told(new DefaultCredentialsCheck("our old default\n")));
    }

    [TestMethod]
    public void A_credential_that_is_not_yet_set_and_opens_to_nothing_fails()
    {
        _board.Credentials!.Admin.Origin = CredentialOrigin.NotYetSet;
        _board.Credentials.Admin.Value = "";
        Assert.AreEqual("Fail known-default Probed", _board.Told(new DefaultCredentialsCheck(null)));
    }

    [TestMethod]
    public void One_bad_credential_outweighs_one_that_cannot_be_asked()
    {
        _board.Credentials!.Admin.Guesses = Attempt.Unknown;
        Assert.AreEqual("Absent unobservable None", _board.Told(new DefaultCredentialsCheck(null)));
        _board.Credentials.Probe.Value = "admin";
        Assert.AreEqual("Fail known-default Probed", _board.Told(new DefaultCredentialsCheck(null)));
    }

    [TestMethod]
    public void A_throttled_guess_did_not_run()
    {
        _board.Credentials!.Admin.Guesses = Attempt.Throttled;
        Assert.AreEqual("NotRun throttled None", _board.Told(new DefaultCredentialsCheck(null)));
    }

    [TestMethod]
    public void Facts_name_the_credential_and_never_its_value()
    {
        _board.Credentials!.Admin.Value = "password";
        FactList facts = _board.Ask(new DefaultCredentialsCheck(null)).Facts;
        Assert.AreEqual("admin", facts.Find("item"));
        Assert.IsFalse(Enumerable.Range(0, facts.Count).Any(i => Equals(facts.ValueAt(i), "password")));
    }

    [TestMethod]
    public void A_factory_value_that_units_share_fails()
    {
        _board.Credentials!.Admin.Origin = CredentialOrigin.FactoryCommon;
        Assert.AreEqual("Fail shared-value Declared", _board.Told(new CredentialsUniqueCheck()));
    }

    [TestMethod]
    public void With_a_tag_key_each_factory_value_is_tagged_and_the_probe_account_is_left_out()
    {
        _board.TagKey = new byte[16];
        _board.Credentials!.Admin.Origin = CredentialOrigin.FactoryUnique;
        Assert.AreEqual("Success tagged Measured", _board.Told(new CredentialsUniqueCheck()));
        Assert.AreEqual("admin", _board.Tags.Taken.Keys.Single());
    }

    [TestMethod]
    public void A_probe_account_that_units_share_fails_like_any_other()
    {
        _board.Credentials!.Probe.Origin = CredentialOrigin.FactoryCommon;
        Assert.AreEqual("Fail shared-value Declared", _board.Told(new CredentialsUniqueCheck()));
    }

    [TestMethod]
    public void Without_a_tag_uniqueness_is_only_declared()
    {
        _board.Credentials!.Admin.Origin = CredentialOrigin.FactoryUnique;
        Assert.AreEqual("Success declared Declared", _board.Told(new CredentialsUniqueCheck()));
        _board.TagKey = new byte[16];
        _board.Credentials.Admin.TagsKept = false;
        Assert.AreEqual("Success declared Declared", _board.Told(new CredentialsUniqueCheck()));
    }

    [TestMethod]
    public void User_set_values_repeat_legitimately()
    {
        Assert.AreEqual("Absent nothing-to-check Declared", _board.Told(new CredentialsUniqueCheck()));
    }

    [TestMethod]
    public void A_credential_that_nobody_can_change_fails()
    {
        _board.Credentials!.Admin.CanChange = Answer.No;
        Assert.AreEqual("Fail cannot-change Declared", _board.Told(new CredentialChangeCheck()));
    }

    [TestMethod]
    public void An_old_value_that_still_opens_fails()
    {
        _board.Credentials!.Probe.OldStaysOpen = true;
        Assert.AreEqual("Fail old-accepted Probed", _board.Told(new CredentialChangeCheck()));
    }

    [TestMethod]
    public void A_counter_that_stands_still_fails_and_one_that_is_not_there_does_not()
    {
        _board.Credentials!.Probe.Counts = false;
        Assert.AreEqual("Fail not-counted Probed", _board.Told(new CredentialChangeCheck()));
        _board.Credentials.Probe.Generation = 0;
        Assert.AreEqual("Success holds Probed", _board.Told(new CredentialChangeCheck()));
    }

    [TestMethod]
    public void The_value_before_the_probe_is_put_back()
    {
        _board.Ask(new CredentialChangeCheck());
        Assert.AreEqual("probe value 1", _board.Credentials!.Probe.Value);
        Assert.IsEmpty(_board.Memory.Texts);
    }

    [TestMethod]
    public void A_throw_in_the_middle_leaves_nothing_changed()
    {
        _board.Credentials!.Probe.ThrowsOnGuess = true;
        Assert.ThrowsExactly<InvalidOperationException>(() => _board.Ask(new CredentialChangeCheck()));
        Assert.AreEqual("probe value 1", _board.Credentials.Probe.Value);
    }

    [TestMethod]
    public void A_value_left_changed_by_a_power_cut_is_put_back_at_the_next_wake_up()
    {
        _board.Memory.Set("credential-change-old", "probe value 1");
        _board.Memory.Set("credential-change-new", "interrupted");
        _board.Credentials!.Probe.Value = "interrupted";
        new CredentialChangeCheck().Restore(_board.Context());
        Assert.AreEqual("probe value 1", _board.Credentials.Probe.Value);
        Assert.IsEmpty(_board.Memory.Texts);
    }

    [TestMethod]
    public void Without_a_probe_account_the_change_is_only_declared()
    {
        _board.Credentials!.All.Remove(_board.Credentials.Probe);
        Assert.AreEqual("Success declared Declared", _board.Told(new CredentialChangeCheck()));
    }
}
