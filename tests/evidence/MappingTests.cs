using System.Text;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

[TestClass]
public sealed class MappingTests
{
    private static readonly Mapping Equal = new(new("jc-star-1", "S1.1-02"), new("uk-psti", "1"), Relation.Equal, Confidence.High, "where it is stated");

    [TestMethod]
    [DataRow("S1.1-02", "1")]
    [DataRow("S1.1-05", "2")]
    [DataRow("S1.1-16", "3")]
    public void Three_rows_of_star_1_officially_equal_the_three_of_psti(string star, string psti)
    {
        MappedRow mapped = SchemeCatalog.BuiltIn.MapOf(new("jc-star-1", star)).Single(m => m.Mapping.Relation == Relation.Equal);
        Assert.AreEqual(new RowRef("uk-psti", psti), mapped.Other);
        Assert.AreEqual(MappingBasis.Official, mapped.Basis);
    }

    [TestMethod]
    public void No_other_row_is_called_equal() =>
        Assert.HasCount(3, SchemeCatalog.BuiltIn.Mappings.SelectMany(f => f.Mappings).Where(m => m.Relation == Relation.Equal).ToList());

    [TestMethod]
    public void A_mapping_is_seen_from_both_of_its_rows() =>
        Assert.IsTrue(SchemeCatalog.BuiltIn.MapOf(new("uk-psti", "1")).Any(m => m.Other == new RowRef("jc-star-1", "S1.1-02")));

    [TestMethod]
    public void Official_mappings_stand_before_inferences() =>
        Assert.AreEqual(MappingBasis.Official, SchemeCatalog.BuiltIn.MapOf(new("jc-star-1", "S1.1-02"))[0].Basis);

    [TestMethod]
    public void Lint_passes_a_sound_mapping() => Assert.IsEmpty(Faults(MappingBasis.Official, Equal));

    [TestMethod]
    public void Lint_rejects_a_mapping_to_nowhere() =>
        AssertFault(SchemeFault.BrokenMapping, MappingBasis.Official, Equal with { To = new("uk-psti", "9") });

    [TestMethod]
    public void Lint_rejects_an_inference_that_is_called_equal() =>
        AssertFault(SchemeFault.UnsourcedMapping, MappingBasis.Inferred, Equal);

    [TestMethod]
    public void Lint_rejects_an_inference_that_is_called_deemed() =>
        AssertFault(SchemeFault.UnsourcedMapping, MappingBasis.Inferred, Equal with { Relation = Relation.Deemed });

    [TestMethod]
    public void Lint_rejects_an_official_mapping_without_a_source() =>
        AssertFault(SchemeFault.UnsourcedMapping, MappingBasis.Official, Equal with { Source = null });

    [TestMethod]
    public void Lint_rejects_a_mapping_without_confidence() =>
        AssertFault(SchemeFault.MissingConfidence, MappingBasis.Official, Equal with { Confidence = Confidence.Unknown });

    [TestMethod]
    public void Lint_rejects_a_mapping_that_stands_twice() =>
        AssertFault(SchemeFault.BrokenMapping, MappingBasis.Official, Equal, Equal with { From = Equal.To, To = Equal.From });

    [TestMethod]
    public void Lint_rejects_a_note_that_praises() =>
        AssertFault(SchemeFault.ForbiddenWord, MappingBasis.Official, Equal with { Note = new Text("だから問題ない", "so the product is certified") });

    [TestMethod]
    [DataRow("{\"from\":\"nowhere\",\"to\":\"uk-psti/1\",\"relation\":\"equal\",\"confidence\":\"high\"}")]
    [DataRow("{\"from\":\"jc-star-1/S1.1-02\",\"to\":\"uk-psti/1\",\"relation\":\"same\",\"confidence\":\"high\"}")]
    [DataRow("{\"from\":\"jc-star-1/S1.1-02\",\"to\":\"uk-psti/1\",\"relation\":\"equal\"}")]
    public void Reading_refuses_what_is_no_mapping(string mapping)
    {
        string json = $"{{\"format\":1,\"basis\":\"official\",\"revision\":\"1\",\"about\":{{\"ja\":\"x\",\"en\":\"x\"}},\"mappings\":[{mapping}]}}";
        Assert.IsFalse(SchemeReader.TryReadMappings(Encoding.UTF8.GetBytes(json), out _, out string? problem));
        Assert.IsNotNull(problem);
    }

    private static void AssertFault(SchemeFault fault, MappingBasis basis, params Mapping[] mappings) =>
        CollectionAssert.AreEqual(new[] { fault }, Faults(basis, mappings));

    private static SchemeFault[] Faults(MappingBasis basis, params Mapping[] mappings)
    {
        var file = new MappingFile { Format = 1, Basis = basis, Revision = "1", About = new Text("対応", "mapping"), Mappings = mappings };
        return [.. SchemeLint.Check(SchemeCatalog.BuiltIn.List(), [file]).Select(p => p.Fault)];
    }
}
