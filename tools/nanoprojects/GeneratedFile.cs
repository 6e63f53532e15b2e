namespace NanoAgent.NanoProjects;

/// <summary>A file that this tool writes.</summary>
/// <param name="Path">Relative to the checkout, with forward slashes.</param>
/// <param name="Text">What stands in it.</param>
public sealed record GeneratedFile(string Path, string Text)
{
    /// <summary>All of them; the solution is changed, not written.</summary>
    public static IReadOnlyList<GeneratedFile> All(string root)
    {
        IReadOnlyList<DeviceProject> projects = DeviceProject.All(root);
        IReadOnlyDictionary<string, DeviceProject> byFolder = projects.ToDictionary(p => p.Folder);
        return [.. projects.SelectMany(p => Of(p, byFolder))];
    }

    private static IEnumerable<GeneratedFile> Of(DeviceProject project, IReadOnlyDictionary<string, DeviceProject> all)
    {
        yield return Make(project.Nfproj, NfprojFile.Text(project, all));
        yield return Make(project.NanoFolder + "/packages.config", PackagesConfigFile.Text(project));
        yield return Make(project.NanoFolder + "/Properties/AssemblyInfo.cs", AssemblyInfoFile.Text(project));
        yield return Make($"{project.NanoFolder}/{project.Name}.Sdk.csproj", SdkProjectFile.Text(project, all));

        if (project.IsTest)
        {
            yield return Make(project.NanoFolder + "/nano.runsettings", RunSettingsFile.Text);
        }

        // The native half is a firmware image of its maker's own: nothing to be had as a package.
        if (!project.IsProgram && !project.HasNativeMethods && !project.IsTest)
        {
            yield return Make($"{project.NanoFolder}/{project.Assembly}.nuspec", NuspecFile.Text(project, all));
        }
    }

    private static GeneratedFile Make(string path, string text) => new(path, text.ReplaceLineEndings("\n"));
}
