using System.Text.RegularExpressions;

namespace NanoAgent.NanoProjects;

/// <summary>A package of nanoFramework, and the one assembly in it.</summary>
/// <param name="Assembly">The assembly's name, which is also the file's.</param>
/// <param name="Id">The package's name.</param>
/// <param name="Version">Its version: it stands in boards/platform/api.txt and nowhere else.</param>
public sealed partial record NanoPackage(string Assembly, string Id, string Version)
{
    /// <summary>Is it needed for tests only?</summary>
    public bool IsTestFramework => Id == "nanoFramework.TestFramework";

    /// <summary>The folder below packages/ that a restore makes.</summary>
    public string Folder => $"{Id}.{Version}";

    /// <summary>All packages of the list, by assembly.</summary>
    public static IReadOnlyDictionary<string, NanoPackage> All(string root) =>
        File.ReadLines(Path.Combine(root, "boards", "platform", "api.txt"))
            .Select(line => Heading().Match(line))
            .Where(match => match.Success)
            .ToDictionary(match => match.Groups[1].Value, match => new NanoPackage(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));

    [GeneratedRegex(@"^# (\S+) \(package (\S+) (\S+)\)$")]
    private static partial Regex Heading();
}
