using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using NanoAgent.Evidence;
using NJsonSchema;

namespace NanoAgent.Tests.Evidence;

[TestClass]
public sealed class OscalTests
{
    private static readonly string s_schema = Repository.At("..", "shared", "vectors", "oscal", "v1.1.3_oscal_assessment-results_schema.json");

    private string _pack = "";

    [TestInitialize]
    public void Make() => _pack = Directory.CreateTempSubdirectory("nanoagent-oscal-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(_pack, recursive: true);

    [TestMethod]
    public async Task The_document_is_valid_against_the_schema_of_1_1_3()
    {
        if (!File.Exists(s_schema))
        {
            Assert.Inconclusive("the OSCAL schema is not there: ../shared/vectors/oscal");
        }

        JsonSchema schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(s_schema));
        using Records records = new Records().Everything().NotApplicable("S1.1-03");
        foreach (Fleet fleet in (Fleet[])[Mixed(), new Fleet()])
        {
            string problems = string.Join("\n", schema.Validate(Text(fleet, records)).Select(e => e.ToString()));
            Assert.AreEqual("", problems);
        }
    }

    [TestMethod]
    public void Every_row_that_is_satisfied_or_not_has_a_finding_and_no_other_row_has()
    {
        using Records records = new Records().Everything();
        Fleet fleet = Mixed();
        DeclarationResult result = fleet.Declare(records.Store);
        string[] decided = [.. result.Rows.Where(r => r.State is CriterionState.Satisfied or CriterionState.NotSatisfied).Select(r => $"{r.Criterion.Id.ToLowerInvariant()} {(r.State == CriterionState.Satisfied ? "satisfied" : "not-satisfied")}")];
        JsonElement found = Result(fleet, records).GetProperty("findings");
        CollectionAssert.AreEqual(decided, found.EnumerateArray().Select(f => $"{Target(f).GetProperty("target-id").GetString()} {Target(f).GetProperty("status").GetProperty("state").GetString()}").ToArray());
        CollectionAssert.Contains(decided, "s1.1-02 not-satisfied");
    }

    [TestMethod]
    public void A_finding_leads_to_the_hashes_of_the_tokens_in_the_pack()
    {
        using Records records = new Records().Everything();
        JsonElement root = Root(Mixed(), records);
        JsonElement result = root.GetProperty("results")[0];
        JsonElement finding = result.GetProperty("findings").EnumerateArray().First(f => Target(f).GetProperty("target-id").GetString() == "s1.1-02");
        string observation = finding.GetProperty("related-observations")[0].GetProperty("observation-uuid").GetString()!;
        JsonElement evidence = result.GetProperty("observations").EnumerateArray().Single(o => o.GetProperty("uuid").GetString() == observation).GetProperty("relevant-evidence")[0];
        JsonElement link = root.GetProperty("back-matter").GetProperty("resources").EnumerateArray()
            .Single(r => "#" + r.GetProperty("uuid").GetString() == evidence.GetProperty("href").GetString()).GetProperty("rlinks")[0];
        string file = Path.Combine(_pack, "pack", "oscal", link.GetProperty("href").GetString()!);
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), link.GetProperty("hashes")[0].GetProperty("value").GetString());
    }

    [TestMethod]
    public void A_row_that_was_set_aside_is_an_excluded_control()
    {
        using Records records = new Records().NotApplicable("S1.1-04");
        JsonElement selection = Result(new Fleet().With("a", "brute-force=absent:nothing-to-check"), records).GetProperty("reviewed-controls").GetProperty("control-selections")[0];
        Assert.AreEqual("s1.1-04", selection.GetProperty("exclude-controls").EnumerateArray().Single().GetProperty("control-id").GetString());
    }

    [TestMethod]
    public void Identifiers_are_version_5_and_the_same_every_time()
    {
        using var records = new Records();
        MatchCollection first = Regex.Matches(Text(Mixed(), records), "\"uuid\": \"([^\"]+)\"");
        Assert.IsTrue(first.Count > 10 && first.All(m => Regex.IsMatch(m.Groups[1].Value, "^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]")));
        Directory.Delete(Path.Combine(_pack, "pack"), recursive: true);
        CollectionAssert.AreEqual(first.Select(m => m.Value).ToArray(), Regex.Matches(Text(Mixed(), records), "\"uuid\": \"([^\"]+)\"").Select(m => m.Value).ToArray());
    }

    private static Fleet Mixed() => new Fleet().With("a").With("b", "default-credentials=fail:known-default");

    private static JsonElement Target(JsonElement finding) => finding.GetProperty("target");

    private JsonElement Result(Fleet fleet, Records records) => Root(fleet, records).GetProperty("results")[0];

    private JsonElement Root(Fleet fleet, Records records) => JsonDocument.Parse(Text(fleet, records)).RootElement.GetProperty("assessment-results");

    private string Text(Fleet fleet, Records records)
    {
        string folder = Path.Combine(_pack, "pack");

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        PackWriter.Write(fleet.Declare(records.Store), folder, fleet.Pack);
        return File.ReadAllText(Path.Combine(folder, "oscal", "assessment-results.json"));
    }
}
