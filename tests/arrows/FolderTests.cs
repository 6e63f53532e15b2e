namespace NanoAgent.Tests.Arrows;

/// <summary>The first look at the checkout says what there is.</summary>
[TestClass]
public sealed class FolderTests
{
    private static readonly string[] s_folders = ["agent", "attestation", "boards", "docs", "tests", "tools"];

    private static readonly string[] s_files =
    [
        "nanoAgent.sln", "README.md", "README.ja.md", "LICENSE", "SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
    ];

    /// <summary>Made by a build or a run, and ignored by git.</summary>
    private static readonly string[] s_made = ["bin", "obj", "out", "packages", "TestResults"];

    [TestMethod]
    public void The_top_has_the_folders_of_the_design_and_no_other()
    {
        IEnumerable<string> names = Directory.EnumerateDirectories(Repository.Root).Select(f => Path.GetFileName(f)!);
        Found.Nothing(names.Where(n => !n.StartsWith('.')).Except([.. s_folders, .. s_made]));
    }

    [TestMethod]
    public void The_top_has_the_files_of_the_design_and_no_other()
    {
        IEnumerable<string> names = Directory.EnumerateFiles(Repository.Root).Select(f => Path.GetFileName(f)!);
        Found.Nothing(names.Where(n => !n.StartsWith('.')).Except(s_files));
    }
}
