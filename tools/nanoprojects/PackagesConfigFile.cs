namespace NanoAgent.NanoProjects;

/// <summary>The packages of a device project, as NuGet's older form names them: all, also those that others bring.</summary>
internal static class PackagesConfigFile
{
    public static string Text(DeviceProject project) =>
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <packages>
        {string.Join('\n', project.Packages.Select(p => $"""  <package id="{p.Id}" version="{p.Version}" targetFramework="netnano1.0"{(p.IsTestFramework ? " developmentDependency=\"true\"" : "")} />"""))}
        </packages>

        """;
}
