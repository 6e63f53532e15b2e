using System.Text.Json;
using System.Text.Json.Nodes;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

/// <summary>Whoever has the pack key signs what he likes: of each part of each file a value that the form allows and nothing here expects. The answer is no exception.</summary>
[TestClass]
public sealed class HostileSignerTests
{
    private static readonly Acknowledgement _acknowledged = new("default-credentials", 1, "Y. Yamada", 1790000100, "was a test");

    private static string s_pack = "";
    private static Fleet s_fleet = new();

    [ClassInitialize]
    public static void Write(TestContext context)
    {
        using Records records = new Records().Confirm("S1.1-02").Test("S1.1-02").Document("S1.1-02").Provision("a", ProvisioningTests.AllUnknown);
        RecordStore.Add(records.Folder, new ProductRecord { Product = Fleet.Model, Models = [Fleet.Model], SupportEnds = "2030-01-01" });
        s_fleet = new Fleet().With("a", UnitState.Active, [(true, ["default-credentials=fail:known-default"]), (true, [])], _acknowledged);
        s_pack = Path.Combine(Directory.CreateTempSubdirectory("nanoagent-hostile-").FullName, "pack");
        PackWriter.Write(Declare(records.Store, null), s_pack, s_fleet.Pack);
        EarlierDeclaration before = EarlierDeclaration.From(PackVerifier.Verify(s_pack, s_fleet.Keys));
        Directory.Delete(s_pack, recursive: true);
        PackWriter.Write(Declare(records.Store, before), s_pack, s_fleet.Pack);
    }

    [ClassCleanup]
    public static void Remove() => Directory.Delete(Path.GetDirectoryName(s_pack)!, recursive: true);

    [TestMethod]
    public void The_pack_that_is_changed_verifies_as_it_stands() => Assert.AreEqual(PackVerdict.Authentic, PackVerifier.Verify(s_pack, s_fleet.Keys).Verdict);

    [TestMethod]
    [DataRow("collector-checks.json")]
    [DataRow("declaration.json")]
    [DataRow("earlier.json")]
    [DataRow("keys.json")]
    [DataRow("units.json")]
    [DataRow("schemes/")]
    [DataRow("records/")]
    [DataRow("proofs/")]
    public void A_value_that_nobody_expects_is_answered(string part)
    {
        using var copy = new PackCopy(s_pack);
        var seen = new HashSet<string>();

        foreach (string name in PackCopy.Names(s_pack).Where(n => n.StartsWith(part, StringComparison.Ordinal)))
        {
            byte[] good = File.ReadAllBytes(copy.PathOf(name));

            foreach ((string place, JsonNode changed) in Changes(good).Where(c => seen.Add(c.Place)))
            {
                copy.Write(name, changed);
                copy.Sign();
                PackReport report = Verify(copy, $"{name}: {place}");
                Assert.IsTrue(report.Verdict == PackVerdict.Authentic || report.Problems.Count > 0, $"{name}: {place}");
            }

            File.WriteAllBytes(copy.PathOf(name), good);
        }

        Assert.AreNotEqual(0, seen.Count);
    }

    [TestMethod]
    [DataRow("""{"format":1,"files":[null]}""")]
    [DataRow("""{"format":1,"files":null}""")]
    [DataRow("""{"format":1,"files":[{"path":null,"size":1,"sha256":""}]}""")]
    [DataRow("""{"format":1,"files":[{"path":"","size":-1,"sha256":""}]}""")]
    [DataRow("null")]
    public void A_manifest_of_another_form_is_named(string manifest)
    {
        using var copy = new PackCopy(s_pack);
        File.WriteAllText(copy.PathOf("manifest.json"), manifest);
        Assert.IsTrue(PackVerifier.Verify(copy.Folder, s_fleet.Keys).Problems.Any(p => p.File is "manifest.json"));
    }

    // A scheme of nobody's: with one that the verifier brings along, nothing would be judged by changed rules.
    private static DeclarationResult Declare(RecordStore records, EarlierDeclaration? earlier)
    {
        JsonNode rules = JsonNode.Parse(Fleet.Scheme.File.Span)!;
        rules["id"] = "of-nobody";
        rules["criteria"] = new JsonArray([.. rules["criteria"]!.AsArray().Where(c => (string?)c!["id"] is "S1.1-02" or "S1.1-08").Select(c => c!.DeepClone())]);
        Assert.IsTrue(SchemeReader.TryRead(JsonSerializer.SerializeToUtf8Bytes(rules), out Scheme? scheme, out string? problem), problem);
        return Declaration.Build(s_fleet, Fleet.Model, Fleet.Firmware, scheme!, records, s_fleet.Options with { Earlier = earlier, Tables = scheme });
    }

    private static PackReport Verify(PackCopy copy, string what)
    {
        try
        {
            return PackVerifier.Verify(copy.Folder, s_fleet.Keys);
        }
        catch (Exception e)
        {
            throw new AssertFailedException($"{what}: {e}");
        }
    }

    /// <summary>Each place once with each value; the elements of a list stand for one another.</summary>
    private static IEnumerable<(string Place, JsonNode Changed)> Changes(byte[] good)
    {
        foreach (object[] place in Places(JsonNode.Parse(good), []))
        {
            string name = string.Join("/", place.Select(step => step is int ? "[]" : step));

            foreach (string value in Values(At(JsonNode.Parse(good), place)))
            {
                JsonNode root = JsonNode.Parse(good)!;
                Set(root, place, value);
                yield return ($"{name} = {value}", root);
            }
        }
    }

    private static string[] Values(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => ["null", "9223372036854775807", "-1"],
        JsonValueKind.String => ["null", "\"\""],
        JsonValueKind.Array => ["null", "[]", "[null]"],
        _ => ["null"],
    };

    private static IEnumerable<object[]> Places(JsonNode? node, object[] here)
    {
        IEnumerable<(object Step, JsonNode? Node)> inside = node switch
        {
            JsonArray list => list.Select((child, i) => ((object)i, child)),
            JsonObject parent => parent.Select(child => ((object)child.Key, child.Value)),
            _ => [],
        };
        return inside.SelectMany(child => Places(child.Node, [.. here, child.Step])).Concat(here.Length > 0 ? [here] : []);
    }

    private static JsonNode? At(JsonNode? node, object[] place) => place.Aggregate(node, (parent, step) => step is int i ? parent![i] : parent![(string)step]);

    private static void Set(JsonNode root, object[] place, string value)
    {
        JsonNode parent = At(root, place[..^1])!;
        JsonNode? replaced = JsonNode.Parse(value);

        if (place[^1] is int i)
        {
            parent[i] = replaced;
        }
        else
        {
            parent[(string)place[^1]] = replaced;
        }
    }
}
