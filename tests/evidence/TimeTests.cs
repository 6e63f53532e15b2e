using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

/// <summary>Between declarations: the earlier pack, the label's life, samples.</summary>
[TestClass]
public sealed class TimeTests
{
    private string _folder = "";

    [TestInitialize]
    public void Make() => _folder = Directory.CreateTempSubdirectory("nanoagent-time-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void A_later_pack_proves_that_the_log_only_grew_since_the_earlier_one()
    {
        Fleet fleet = new Fleet().With("a").With("b").With("c");
        EarlierDeclaration earlier = Filed(fleet);
        DeclarationResult later = fleet.With("d", "default-credentials=fail:known-default").With("e").Declare(null, earlier);
        Assert.AreEqual(DeclarationRefusal.None, later.Refusal, later.Detail.En);
        PackReport report = Verified(later, fleet, "later");
        Assert.AreEqual(PackVerdict.Authentic, report.Verdict, string.Join("\n", report.Problems));
        CollectionAssert.AreEqual(new[] { new RowChange("S1.1-02", CriterionState.NeedsRecord, CriterionState.NotSatisfied) }, Continuity.Of(later.Earlier!, later).Changes.ToArray());
    }

    [TestMethod]
    public void A_log_that_is_not_the_earlier_one_grown_is_refused()
    {
        EarlierDeclaration earlier = Filed(new Fleet().With("x").With("y"));
        Assert.AreEqual(DeclarationRefusal.LogForked, new Fleet().With("a").With("b").With("c").Declare(null, earlier).Refusal);
    }

    [TestMethod]
    public void A_pack_of_another_product_or_of_a_demonstration_is_not_continued()
    {
        Fleet fleet = new Fleet().With("a").With("b");
        EarlierDeclaration earlier = Filed(fleet);
        Assert.AreEqual(DeclarationRefusal.OtherEarlier, fleet.Declare(null, earlier with { Product = "acme-lock" }).Refusal);
        Assert.AreEqual(DeclarationRefusal.OtherEarlier, fleet.Declare(null, earlier with { Demonstration = false }).Refusal);
        PackReport report = Verified(fleet.Declare(null, earlier) is var later ? later with { Earlier = later.Earlier! with { Product = "acme-lock" } } : null!, fleet, "of another");
        Assert.AreEqual(PackFault.NotWhatTheEvidenceSays, report.Problems.Single().Fault);
    }

    [TestMethod]
    public void Verify_refuses_a_pack_whose_consistency_proof_does_not_hold()
    {
        Fleet fleet = new Fleet().With("a").With("b").With("c");
        EarlierDeclaration earlier = Filed(fleet);
        DeclarationResult later = fleet.With("d").With("e").Declare(null, earlier);
        PackReport report = Verified(later with { Earlier = later.Earlier! with { Consistency = [.. later.Earlier.Consistency!.Reverse()] } }, fleet, "later");
        Assert.IsTrue(report.Problems.Any(p => p.File == "earlier.json" && p.Fault == PackFault.BadHead), string.Join("\n", report.Problems));
    }

    [TestMethod]
    [DataRow("2025-06-01", "2030-01-01", "")]
    [DataRow("2025-01-10", "2030-01-01", "LabelEndsSoon")]
    [DataRow("2024-06-01", "2030-01-01", "LabelEnded")]
    [DataRow("2025-06-01", "2027-05-31", "SupportEndsBeforeLabel")]
    [DataRow("2025-06-01", "2027-01-01", "SupportEndsSoon SupportEndsBeforeLabel")]
    [DataRow("2025-06-01", "2026-11-23", "SupportEnded SupportEndsBeforeLabel")]
    [DataRow("2025-06-01", null, "SupportNotStated")]
    public void A_label_lives_two_years_at_most_and_its_end_and_that_of_support_are_said_ahead(string issued, string? support, string notices)
    {
        var product = new ProductRecord { Product = "p", Models = ["p"], LabelIssued = issued, SupportEnds = support };
        LabelLife life = LabelLife.Of(product, "jc-star-1", new DateOnly(2026, 11, 24));
        Assert.AreEqual(notices, string.Join(" ", life.Notices));
        Assert.AreEqual(DateOnly.ParseExact(issued, "yyyy-MM-dd").AddYears(2), life.EndsAtLatest);
    }

    [TestMethod]
    public void A_sample_holds_all_failing_units_the_newest_and_a_drawn_set_and_says_how_many_of_each()
    {
        Fleet fleet = new();

        for (int i = 0; i < 60; i++)
        {
            fleet.With($"unit-{i}", i % 20 == 0 ? ["erasure=fail:left-readable"] : []);
        }

        DeclarationResult result = Declaration.Build(fleet, Fleet.Model, Fleet.Firmware, Fleet.Scheme, RecordStore.Empty, fleet.Options with { MaxUnits = 20 });
        Assert.AreEqual(new FleetSample(20, 3, 0, 2, 15, fleet.Head!.Root), result.Sample);
        Assert.AreEqual(20, result.Units.Count);
        Assert.AreEqual(PackVerdict.Authentic, Verified(result, fleet, "sampled").Verdict);
    }

    [TestMethod]
    public void Failing_units_beyond_the_limit_are_counted_as_left_out()
    {
        Fleet fleet = new();

        for (int i = 0; i < 8; i++)
        {
            fleet.With($"unit-{i}", "erasure=fail:left-readable");
        }

        DeclarationResult result = Declaration.Build(fleet, Fleet.Model, Fleet.Firmware, Fleet.Scheme, RecordStore.Empty, fleet.Options with { MaxUnits = 5 });
        Assert.AreEqual((5, 3), (result.Sample!.Failing, result.Sample.FailingLeftOut));
    }

    private EarlierDeclaration Filed(Fleet fleet) => EarlierDeclaration.From(Verified(fleet.Declare(), fleet, "earlier"));

    private PackReport Verified(DeclarationResult result, Fleet fleet, string name)
    {
        string pack = Path.Combine(_folder, name);
        PackWriter.Write(result, pack, fleet.Pack);
        return PackVerifier.Verify(pack, fleet.Keys);
    }
}
