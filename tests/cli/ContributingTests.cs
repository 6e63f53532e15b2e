using System.Text.RegularExpressions;

namespace NanoAgent.Tests.Cli;

/// <summary>CONTRIBUTING.md, "Add a scheme", done with the very text that stands there.</summary>
[TestClass]
public sealed class ContributingTests
{
    [TestMethod]
    public async Task The_scheme_of_the_guide_passes_the_lint_and_is_printed()
    {
        using var folder = new TemporaryFolder();
        string file = folder.At("my-scheme.json");
        await File.WriteAllTextAsync(file, Regex.Match(await File.ReadAllTextAsync(Repository.At("CONTRIBUTING.md")), "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value);
        Run lint = await Run.Tool("schemes", "lint", file);
        Run shown = await Run.Tool("schemes", "show", file);

        Assert.AreEqual(0, lint.ExitCode, lint.People + lint.Results);
        StringAssert.Contains(shown.Results, "Default passwords");
    }

    [TestMethod]
    public async Task A_row_of_the_guides_scheme_that_names_an_unknown_check_fails_the_lint()
    {
        using var folder = new TemporaryFolder();
        string file = folder.At("my-scheme.json");
        string text = Regex.Match(await File.ReadAllTextAsync(Repository.At("CONTRIBUTING.md")), "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        await File.WriteAllTextAsync(file, text.Replace("\"default-credentials\"", "\"no-such-check\"", StringComparison.Ordinal));

        Assert.AreEqual(1, (await Run.Tool("schemes", "lint", file)).ExitCode);
    }
}
