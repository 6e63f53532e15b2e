using System.Text.RegularExpressions;

namespace NanoAgent.NanoProjects;

/// <summary>The device projects in the solution: listed, so that Visual Studio shows them, and never built by it, so that the stock SDK builds the rest.</summary>
public static partial class SolutionFile
{
    private static readonly string[] s_configurations = ["Debug|Any CPU", "Debug|x64", "Debug|x86", "Release|Any CPU", "Release|x64", "Release|x86"];

    /// <summary>The solution with each device project in it once.</summary>
    public static string WithDeviceProjects(string solution, IReadOnlyList<DeviceProject> projects)
    {
        string[] present = [.. Entry().Matches(solution).Select(m => m.Groups["id"].Value)];
        IEnumerable<string> kept = solution.ReplaceLineEndings("\n").Split('\n');
        kept = WithoutEntries(kept).Where(line => !present.Any(id => line.Contains(id, StringComparison.OrdinalIgnoreCase)));
        string text = string.Join('\n', kept);
        int global = text.IndexOf("Global\n", StringComparison.Ordinal);
        text = text.Insert(global, string.Concat(projects.Select(Project)));
        const string Section = "GlobalSection(ProjectConfigurationPlatforms) = postSolution\n";
        int platforms = text.IndexOf(Section, StringComparison.Ordinal) + Section.Length;
        return text.Insert(platforms, string.Concat(projects.SelectMany(Configurations)));
    }

    /// <summary>How the solution spells an identity.</summary>
    public static string Spelled(Guid id) => id.ToString("B").ToUpperInvariant();

    private static IEnumerable<string> WithoutEntries(IEnumerable<string> lines)
    {
        bool inside = false;

        foreach (string line in lines)
        {
            inside |= line.StartsWith($"Project(\"{NfprojFile.ProjectType}\")", StringComparison.OrdinalIgnoreCase);

            if (!inside)
            {
                yield return line;
            }

            inside &= line != "EndProject";
        }
    }

    private static string Project(DeviceProject p) =>
        $"Project(\"{NfprojFile.ProjectType}\") = \"{p.Name}.Nano\", \"{p.Nfproj.Replace('/', '\\')}\", \"{Spelled(p.Id)}\"\nEndProject\n";

    private static IEnumerable<string> Configurations(DeviceProject p) =>
        s_configurations.Select(c => $"\t\t{Spelled(p.Id)}.{c}.ActiveCfg = {c.Split('|')[0]}|Any CPU\n");

    [GeneratedRegex(@"^Project\(""\{11A8DD76-328B-46DF-9F39-F559912D0360\}""\) = .*""(?<id>\{[^""]+\})""\r?$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Entry();
}
