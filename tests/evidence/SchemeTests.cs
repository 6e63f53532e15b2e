using System.Security.Cryptography;
using System.Text;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

[TestClass]
public sealed class SchemeTests
{
    private static Scheme Good => SchemeCatalog.BuiltIn.Find("jc-star-1")!;

    [TestMethod]
    public void The_schemes_that_come_along_have_no_problem() =>
        Assert.AreEqual("", string.Join("\n", SchemeLint.Check(SchemeCatalog.BuiltIn.List(), SchemeCatalog.BuiltIn.Mappings)));

    [TestMethod]
    public void Jc_star_1_has_its_sixteen_rows_in_order() =>
        CollectionAssert.AreEqual(Enumerable.Range(1, 16).Select(i => $"S1.1-{i:00}").ToArray(), Good.Criteria.Select(c => c.Id).ToArray());

    [TestMethod]
    public void Lint_rejects_a_check_that_nobody_makes() =>
        AssertFault(SchemeFault.UnknownCheck, c => c with { Checks = [c.Checks[0] with { Check = "logging" }] });

    [TestMethod]
    public void Lint_rejects_a_row_without_confidence() =>
        AssertFault(SchemeFault.MissingConfidence, c => c with { Confidence = Confidence.Unknown });

    [TestMethod]
    public void Lint_rejects_a_row_that_device_claims_alone_decide() =>
        AssertFault(SchemeFault.DeviceClaimAlone, c => c with { Requires = [RecordKind.DeviceClaim] });

    [TestMethod]
    [DataRow("the product is certified")]
    [DataRow("完全に安全です")]
    [DataRow("適合製品")]
    public void Lint_rejects_wording_that_is_barred(string text) =>
        AssertFault(SchemeFault.ForbiddenWord, c => c with { Demand = new Text(text, text) });

    [TestMethod]
    public void The_schemes_own_terms_are_allowed() =>
        Assert.IsNull(Wording.FindForbidden("適合ラベルの自己適合宣言、認証値"));

    [TestMethod]
    public void Lint_rejects_an_outcome_in_two_lists() =>
        AssertFault(SchemeFault.BadOutcome, c => c with { Checks = [c.Checks[0] with { Contradicts = ["success"] }] });

    [TestMethod]
    public void Lint_rejects_a_scheme_that_forgets_a_check()
    {
        Scheme scheme = Good with { Beyond = [.. Good.Beyond.Skip(1)] };
        Assert.AreEqual(SchemeFault.UnplacedCheck, SchemeLint.Check(scheme).First(p => p.Row is null).Fault);
    }

    [TestMethod]
    [DataRow("en-303-645", 78)]
    [DataRow("uk-psti", 3)]
    [DataRow("cra-annex-1", 22)]
    [DataRow("nist-ir-8425", 21)]
    [DataRow("en-18031", 48)]
    [DataRow("sg-cls-1", 3)]
    public void Each_scheme_has_all_the_rows_that_the_sources_name(string id, int rows) =>
        Assert.AreEqual(rows, SchemeCatalog.BuiltIn.Find(id)!.Criteria.Count);

    // Verifiers refuse a pack whose rules are not those that they know under the same revision. So a change of a file asks for a new revision, and for both in this list.
    [TestMethod]
    [DataRow("cra-annex-1", "2026.1", "65e4133eb4020193")]
    [DataRow("en-18031", "2026.1", "2b35befcadeb99c7")]
    [DataRow("en-303-645", "2026.1", "4d96c665da93b407")]
    [DataRow("jc-star-1", "2026.2", "b3a8b03205fa0219")]
    [DataRow("jc-star-2", "2026.1", "d6406871ee213712")]
    [DataRow("jc-star-3", "2026.1", "6f6d03ace9e1fa9c")]
    [DataRow("jc-star-4", "2026.1", "69f3628c0cfb89ab")]
    [DataRow("nist-ir-8425", "2026.1", "ea713b61a07e1330")]
    [DataRow("sg-cls-1", "2026.1", "6252040410d5a0f2")]
    [DataRow("uk-psti", "2026.2", "d12b08083b136a1f")]
    public void The_rules_of_a_revision_never_change(string id, string revision, string sha256)
    {
        Scheme scheme = SchemeCatalog.BuiltIn.Find(id)!;
        Assert.AreEqual((revision, sha256), (scheme.Revision, Convert.ToHexStringLower(SHA256.HashData(scheme.File.Span))[..16]));
    }

    [TestMethod]
    public void Every_scheme_is_held_to_its_revision() =>
        Assert.HasCount(SchemeCatalog.BuiltIn.List().Count, typeof(SchemeTests).GetMethod(nameof(The_rules_of_a_revision_never_change))!.GetCustomAttributes(typeof(DataRowAttribute), false));

    [TestMethod]
    [DataRow("jc-star-2")]
    [DataRow("jc-star-3")]
    [DataRow("jc-star-4")]
    public void A_level_that_is_not_entered_says_what_is_published(string id)
    {
        Scheme scheme = SchemeCatalog.BuiltIn.Find(id)!;
        Assert.IsTrue(scheme.Skeleton);
        Assert.IsGreaterThan(0, scheme.Notes.Count);
    }

    [TestMethod]
    public void No_scheme_claims_to_have_been_compared_with_the_official_text()
    {
        foreach (Scheme scheme in SchemeCatalog.BuiltIn.List().Where(s => !s.Skeleton))
        {
            StringAssert.Contains(scheme.Compared.En, "not yet compared", StringComparison.OrdinalIgnoreCase, scheme.Id);
        }
    }

    [TestMethod]
    public void A_number_without_a_source_never_decides()
    {
        Threshold[] numbers = [.. Good.Criteria.SelectMany(c => c.Thresholds)];
        Assert.HasCount(2, numbers);
        Assert.IsFalse(numbers.Any(t => t.Decides));
    }

    [TestMethod]
    public void Lint_rejects_a_status_with_a_condition_that_nobody_explains() =>
        AssertFault(SchemeFault.BrokenTable, c => c with { Status = "M F(zz)" });

    [TestMethod]
    public void Lint_rejects_an_ixit_table_that_is_not_there() =>
        AssertFault(SchemeFault.BrokenTable, c => c with { Ixit = ["30-None"] });

    [TestMethod]
    public void Lint_rejects_ics_answers_that_forget_a_state()
    {
        Scheme en = SchemeCatalog.BuiltIn.Find("en-303-645")!;
        Assert.AreEqual(SchemeFault.BrokenTable, SchemeLint.Check(en with { Ics = [.. en.Ics.Skip(1)] }).Single().Fault);
    }

    [TestMethod]
    [DataRow("{\"format\":1}")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("{\"format\":1,\"format\":1}")]
    [DataRow("not json")]
    public void Reading_refuses_what_is_no_scheme(string json)
    {
        Assert.IsFalse(SchemeReader.TryRead(Encoding.UTF8.GetBytes(json), out _, out string? problem));
        Assert.IsNotNull(problem);
    }

    private static void AssertFault(SchemeFault fault, Func<Criterion, Criterion> spoil)
    {
        Scheme scheme = Good with { Criteria = [spoil(Good.Criteria[0])] };
        Assert.IsTrue(SchemeLint.Check(scheme).Any(p => p.Fault == fault && p.Row == "S1.1-01"));
    }
}
