using System.Text.RegularExpressions;

namespace NanoAgent.Tests.Arrows;

/// <summary>SECURITY.md: every line of the threat model names what shows it, and what it names is there.</summary>
[TestClass]
public sealed partial class SecurityTests
{
    [TestMethod]
    public void Every_line_of_the_threat_model_names_tests_that_are_there()
    {
        string[][] lines = [.. File.ReadLines(Repository.At("SECURITY.md")).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == 6 && !cells[1].StartsWith('-') && cells[1] != "attacker")];
        Assert.IsGreaterThan(15, lines.Length);
        string all = string.Join('\n', Directory.EnumerateFiles(Repository.At("tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        foreach (string[] line in lines)
        {
            // What nothing prevents is said to be found, by tests too.
            string[] named = [.. Named().Matches(line[4]).Select(m => m.Groups[1].Value)];
            Assert.IsNotEmpty(named, line[2]);
            Assert.IsEmpty(named.Where(name => !IsThere(name, all)).ToArray(), line[2]);
        }
    }

    private static bool IsThere(string name, string tests) =>
        name.Contains('/', StringComparison.Ordinal) ? Path.Exists(Repository.At(name.Split('/'))) : Regex.IsMatch(tests, $@"\bclass {Regex.Escape(name)}\b");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Named();
}
