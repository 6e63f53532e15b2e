namespace NanoAgent.Tests.Arrows;

/// <summary>The container image as its file says: what is taken along, and whose its data is. No engine is needed to read it.</summary>
[TestClass]
public sealed class ImageTests
{
    private const string Tool = "tools/nanoagent/NanoAgent.Tool.csproj";

    [TestMethod]
    public void All_that_the_tool_is_built_of_is_taken_along()
    {
        string[] taken = [.. Ignored().Where(line => line.StartsWith('!')).Select(line => line[1..] + "/")];
        string[] needed = [.. NeededBy(Tool, []).Select(path => path.Split('/')[0] + "/").Distinct()];

        Assert.IsGreaterThan(2, needed.Length);
        Found.Nothing(needed.Except(taken));
    }

    [TestMethod]
    public void What_was_built_before_and_secrets_stay_outside()
    {
        // The last line that fits decides: all is shut out first, and what is let in is cut after it was.
        string[] lines = Ignored();
        int let = Array.FindLastIndex(lines, line => line.StartsWith('!'));

        Assert.AreEqual("*", lines[0]);
        Found.Nothing(new[] { "**/bin", "**/obj", "**/nanoagent-data", "tools/collector/deploy" }.Except(lines[(let + 1)..]));
    }

    // An engine throws away what a step changes in a volume: the data would be root's, and the collector could write none.
    [TestMethod]
    public void The_data_folder_is_its_users_before_it_becomes_a_volume()
    {
        string[] lines = [.. File.ReadLines(Repository.At("tools", "collector", "deploy", "Containerfile"))];
        int owned = Array.FindIndex(lines, line => line.StartsWith("RUN ", StringComparison.Ordinal) && line.Contains("chown app /data", StringComparison.Ordinal));

        Assert.IsGreaterThan(0, owned);
        Assert.IsGreaterThan(owned, Array.IndexOf(lines, "VOLUME /data"));
    }

    private static string[] Ignored() => [.. File.ReadLines(Repository.At(".dockerignore")).Where(line => line.Length > 0 && !line.StartsWith('#'))];

    private static HashSet<string> NeededBy(string project, HashSet<string> known)
    {
        if (known.Add(project))
        {
            ProjectFile.All.Single(p => p.Path == project).References.ToList().ForEach(reference => NeededBy(reference, known));
        }

        return known;
    }
}
