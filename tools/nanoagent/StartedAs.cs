namespace NanoAgent.Tool;

/// <summary>How the tool was started, so that what it tells people to type works where they are.</summary>
internal static class StartedAs
{
    private const string Name = "nanoagent";
    private const string Host = "dotnet";
    private const string Project = "tools/nanoagent";

    /// <summary>The words before a command's name: of the installed tool, of a release's single file, of a checkout, or of whatever folder its assemblies lie in.</summary>
    /// <param name="process">The running executable's path; null when it is not known.</param>
    /// <param name="folder">The whole path of the folder of the tool's assemblies.</param>
    /// <param name="here">The working folder.</param>
    public static string Words(string? process, string folder, string here)
    {
        string? name = Path.GetFileNameWithoutExtension(process);

        if (name == Name)
        {
            return Name;
        }

        int built = folder.Replace(Path.DirectorySeparatorChar, '/').IndexOf($"/{Project}/bin/", StringComparison.Ordinal);

        if (built >= 0)
        {
            return $"dotnet run --project {Path.GetRelativePath(here, folder[..(built + Project.Length + 1)])} --";
        }

        return process is null || name == Host ? $"{Host} {Path.Combine(folder, "NanoAgent.Tool.dll")}" : process;
    }
}
