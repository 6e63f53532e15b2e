using System.Text;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

[TestClass]
public sealed class SchemeTests
{
    private static Scheme Good => SchemeCatalog.BuiltIn.Find("jc-star-1")!;

    [TestMethod]
    public void The_schemes_that_come_along_have_no_problem() =>
        Assert.AreEqual("", string.Join("\n", SchemeLint.Check(SchemeCatalog.BuiltIn.List())));

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
    public void Lint_rejects_a_mapping_to_nowhere() =>
        AssertFault(SchemeFault.BrokenMapping, c => c with { Maps = [new Mapping("en-303-645", "9.9-9", "related", "inferred", null)] });

    [TestMethod]
    public void Lint_rejects_an_inference_that_is_called_equal() =>
        AssertFault(SchemeFault.UnsourcedMapping, c => c with { Maps = [new Mapping("jc-star-1", "S1.1-02", "equal", "inferred", null)] });

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
        Assert.AreEqual(SchemeFault.UnplacedCheck, SchemeLint.Check([scheme]).First(p => p.Row is null).Fault);
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
        Assert.IsTrue(SchemeLint.Check([scheme]).Any(p => p.Fault == fault && p.Row == "S1.1-01"));
    }
}
