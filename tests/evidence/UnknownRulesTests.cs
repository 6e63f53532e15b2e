using System.Text;
using System.Text.Json.Nodes;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

/// <summary>A verifier has the rules of the schemes that it was built with; a pack by others is told so.</summary>
[TestClass]
public sealed class UnknownRulesTests
{
    [TestMethod]
    [DataRow("of-nobody", "1", "knows no such scheme")]
    [DataRow("jc-star-1", "2099.1", "did not compare the rules")]
    public void Rules_that_the_verifier_does_not_know_are_said_to_be_compared_with_nothing(string id, string revision, string said)
    {
        Fleet fleet = new Fleet().With("a");
        using var output = new Records();
        string pack = Path.Combine(output.Folder, "pack");
        PackWriter.Write(Declaration.Build(fleet, Fleet.Model, Fleet.Firmware, Renamed(id, revision), RecordStore.Empty, fleet.Options), pack, Fleet.Signer("pack"));

        PackReport report = PackVerifier.Verify(pack, fleet.Keys);

        Assert.IsTrue(report.Notes.Any(note => note.Contains(said, StringComparison.Ordinal)), string.Join("\n", report.Notes));
    }

    private static Scheme Renamed(string id, string revision)
    {
        JsonNode rules = JsonNode.Parse(Fleet.Scheme.File.Span)!;
        (rules["id"], rules["revision"]) = (id, revision);
        Assert.IsTrue(SchemeReader.TryRead(Encoding.UTF8.GetBytes(rules.ToJsonString()), out Scheme? scheme, out string? problem), problem);
        return scheme!;
    }
}
