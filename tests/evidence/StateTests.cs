using System.Text;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

[TestClass]
public sealed class StateTests
{
    private const string Row02 = "S1.1-02";
    private const string Row04 = "S1.1-04";

    [TestMethod]
    public void A_row_with_every_required_kind_and_a_confirmation_is_satisfied()
    {
        using Records records = new Records().Document(Row02).Confirm(Row02);
        Assert.AreEqual(CriterionState.Satisfied, State(Two(), Row02, records));
    }

    [TestMethod]
    public void Every_row_can_become_satisfied()
    {
        using Records records = new Records().Everything();
        DeclarationResult result = Two().Declare(records.Store);
        Assert.AreEqual(16, result.Count(CriterionState.Satisfied), string.Join(", ", result.Rows.Where(r => r.IsOpen).Select(r => $"{r.Criterion.Id}: {r.Open[0]}")));
    }

    [TestMethod]
    public void No_row_is_satisfied_by_device_claims_alone() =>
        Assert.AreEqual(0, Two().Declare().Count(CriterionState.Satisfied));

    [TestMethod]
    public void No_row_is_satisfied_by_device_claims_and_a_confirmation_alone()
    {
        using var records = new Records();
        foreach (Criterion c in Fleet.Scheme.Criteria)
        {
            records.Confirm(c.Id);
        }

        Assert.AreEqual(0, Two().Declare(records.Store).Count(CriterionState.Satisfied));
    }

    [TestMethod]
    public void A_row_without_confirmation_needs_a_record()
    {
        using Records records = new Records().Document(Row02);
        Assert.AreEqual(CriterionState.NeedsRecord, State(Two(), Row02, records));
    }

    [TestMethod]
    public void A_fact_that_one_unit_cannot_observe_makes_the_row_unknown()
    {
        using Records records = new Records().Everything();
        Assert.AreEqual(CriterionState.Unknown, State(Two().With("c", "default-credentials=absent:unobservable"), Row02, records));
    }

    [TestMethod]
    public void A_passed_test_that_names_the_check_supplies_the_fact()
    {
        using Records records = new Records().Test(Row04, TestOutcome.Pass, true, "brute-force").Confirm(Row04);
        Assert.AreEqual(CriterionState.Satisfied, State(Two().With("c", "brute-force=absent:unobservable"), Row04, records));
    }

    [TestMethod]
    public void One_failing_unit_makes_the_row_not_satisfied_whatever_the_records_say()
    {
        using Records records = new Records().Everything();
        Assert.AreEqual(CriterionState.NotSatisfied, State(Two().With("c", "default-credentials=fail:known-default"), Row02, records));
    }

    [TestMethod]
    public void A_known_default_password_changes_row_02_and_no_other()
    {
        CriterionState[] good = [.. new Fleet().With("a").Declare().Rows.Select(r => r.State)];
        DeclarationRow[] weak = [.. new Fleet().With("a", "default-credentials=fail:known-default").Declare().Rows];
        string[] changed = [.. weak.Where((r, i) => r.State != good[i]).Select(r => r.Criterion.Id)];
        CollectionAssert.AreEqual(new[] { Row02 }, changed);
    }

    [TestMethod]
    public void A_missing_function_that_the_row_requires_contradicts_it() =>
        Assert.AreEqual(CriterionState.NotSatisfied, State(new Fleet().With("a", "erasure=absent:not-there"), "S1.1-15"));

    [TestMethod]
    public void A_mark_not_applicable_holds_when_no_unit_shows_the_function()
    {
        using Records records = new Records().NotApplicable(Row04);
        Assert.AreEqual(CriterionState.NotApplicable, State(new Fleet().With("a", "brute-force=absent:nothing-to-check"), Row04, records));
    }

    [TestMethod]
    public void A_mark_not_applicable_is_void_when_a_unit_shows_the_function()
    {
        using Records records = new Records().NotApplicable(Row04);
        Assert.AreNotEqual(CriterionState.NotApplicable, State(Two(), Row04, records));
    }

    [TestMethod]
    public void A_contradiction_goes_before_the_mark_not_applicable()
    {
        using Records records = new Records().NotApplicable(Row04);
        Assert.AreEqual(CriterionState.NotSatisfied, State(new Fleet().With("a", "brute-force=fail:not-slowed"), Row04, records));
    }

    [TestMethod]
    [DataRow("S1.1-05")]
    [DataRow("S1.1-10")]
    [DataRow("S1.1-13")]
    [DataRow("S1.1-16")]
    public void Rows_that_never_may_be_set_aside_refuse_the_mark(string row)
    {
        using Records records = new Records().NotApplicable(row);
        Assert.AreNotEqual(CriterionState.NotApplicable, State(Two(), row, records));
    }

    [TestMethod]
    public void An_earlier_failure_counts_until_somebody_acknowledges_it()
    {
        (bool, string[])[] reports = [(false, ["erasure=fail:left-readable"]), (true, [])];
        var note = new Acknowledgement("erasure", 1, "Y. Yamada", 1, "mended", null);
        Assert.AreEqual(CriterionState.NotSatisfied, State(new Fleet().With("a", UnitState.Active, reports), "S1.1-15"));
        Assert.AreEqual(CriterionState.NeedsRecord, State(new Fleet().With("a", UnitState.Active, reports, note), "S1.1-15"));
    }

    [TestMethod]
    public void Acknowledging_never_clears_a_present_failure()
    {
        var note = new Acknowledgement("erasure", 99, "Y. Yamada", 1, "mended", null);
        var fleet = new Fleet().With("a", UnitState.Active, [(true, ["erasure=fail:left-readable"])], note);
        Assert.AreEqual(CriterionState.NotSatisfied, State(fleet, "S1.1-15"));
    }

    [TestMethod]
    public void A_failed_device_test_contradicts_its_row()
    {
        using Records records = new Records().Everything().Test(Row04, TestOutcome.Fail);
        Assert.AreEqual(CriterionState.NotSatisfied, State(Two(), Row04, records));
    }

    [TestMethod]
    public void A_test_of_a_virtual_board_does_not_count_for_real_units()
    {
        using Records records = new Records().Test(Row04).Confirm(Row04);
        Assert.AreEqual(CriterionState.NeedsRecord, State(new Fleet(isVirtual: false).With("a").With("b"), Row04, records));
    }

    [TestMethod]
    public void An_expired_document_does_not_count()
    {
        using Records records = new Records().Document("S1.1-05", "2026-02-01").Confirm("S1.1-05");
        Assert.AreEqual(CriterionState.NeedsRecord, State(Two(), "S1.1-05", records));
    }

    [TestMethod]
    public void A_stale_unit_supplies_nothing_good_and_its_failure_still_counts()
    {
        Assert.AreEqual(CriterionState.Unknown, State(new Fleet().With("a", UnitState.Stale, [(true, [])]), "S1.1-15"));
        Assert.AreEqual(CriterionState.NotSatisfied, State(new Fleet().With("a", UnitState.Stale, [(true, ["erasure=fail:left-readable"])]), "S1.1-15"));
    }

    [TestMethod]
    public void Nothing_that_a_revoked_unit_signed_counts()
    {
        DeclarationResult result = new Fleet().With("a", UnitState.Revoked, [(true, [])]).Declare();
        Assert.AreEqual(0, result.Fleet.Units);
        Assert.AreEqual(1, result.Fleet.ByState["revoked"]);
    }

    [TestMethod]
    public void Uniqueness_that_the_collector_could_not_tell_leaves_row_02_unknown()
    {
        using Records records = new Records().Everything();
        Fleet fleet = Two();
        fleet.Uniqueness = CheckAnswer.Unknown;
        Assert.AreEqual(CriterionState.Unknown, State(fleet, Row02, records));
    }

    [TestMethod]
    public void Virtual_units_are_left_out_of_a_real_declaration()
    {
        Fleet fleet = Two();
        DeclarationResult result = Declaration.Build(fleet, Fleet.Model, Fleet.Firmware, Fleet.Scheme, RecordStore.Empty, new DeclarationOptions { Now = Fleet.Now });
        Assert.AreEqual(0, result.Fleet.Units);
        Assert.AreEqual(2, result.Fleet.ByState["virtual-left-out"]);
    }

    [TestMethod]
    public void A_demonstration_beside_real_units_is_refused()
    {
        Fleet fleet = new Fleet(isVirtual: false).With("a");
        DeclarationResult result = Declaration.Build(fleet, Fleet.Model, Fleet.Firmware, Fleet.Scheme, RecordStore.Empty, new DeclarationOptions { Now = Fleet.Now, Demonstration = true });
        Assert.AreEqual(DeclarationRefusal.RealUnitsInDemonstration, result.Refusal);
    }

    [TestMethod]
    public void A_token_by_another_key_is_refused_as_evidence()
    {
        UnitEvidence other = new Fleet().With("b").Units([], "").Single();
        Fleet fleet = new Fleet().With("a").Replace(u => u with { Reports = other.Reports });
        Assert.AreEqual(DeclarationRefusal.BadEvidence, fleet.Declare().Refusal);
    }

    [TestMethod]
    public void A_token_that_the_collectors_verifier_refuses_is_refused_as_evidence()
    {
        Fleet fleet = new Fleet().With("a");
        string payload = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(fleet.Units([], "").Single().Reports[0].Token.Split('.')[1]));
        string loose = SignedJson.Sign("eat+jwt", Encoding.UTF8.GetBytes(payload[..^1] + ",\"uptime\":6}"), Fleet.Signer("a"));
        fleet.Replace(u => u with { Reports = [u.Reports[0] with { Token = loose }] });
        StringAssert.Contains(fleet.Declare().Detail.En, "malformed");
    }

    [TestMethod]
    public void Every_number_of_two_hundred_units_with_five_weak_ones_follows_from_their_tokens()
    {
        var fleet = new Fleet();
        for (int i = 0; i < 200; i++)
        {
            fleet.With($"unit-{i}", i % 40 == 0 ? ["default-credentials=fail:known-default"] : []);
        }

        CheckInput check = fleet.Declare().Rows[1].Checks[0];
        Assert.AreEqual((195, 5, 0), (check.Supports, check.Contradicts, check.Unknown));
    }

    private static Fleet Two() => new Fleet().With("a").With("b");

    private static CriterionState State(Fleet fleet, string row, Records? records = null)
    {
        DeclarationResult result = fleet.Declare(records?.Store);
        Assert.AreEqual(DeclarationRefusal.None, result.Refusal, result.Detail.En);
        return result.Rows.Single(r => r.Criterion.Id == row).State;
    }
}
