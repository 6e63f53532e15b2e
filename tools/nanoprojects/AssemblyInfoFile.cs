namespace NanoAgent.NanoProjects;

/// <summary>What the stock SDK writes by itself and nanoFramework's tools want as a file: name and version.</summary>
internal static class AssemblyInfoFile
{
    public static string Text(DeviceProject project) =>
        $"""
        using System.Reflection;

        [assembly: AssemblyTitle("{project.Assembly}")]
        [assembly: AssemblyCompany("nanoAgent")]
        [assembly: AssemblyProduct("{project.Assembly}")]
        [assembly: AssemblyCopyright("nanoAgent contributors, MIT licence")]
        [assembly: AssemblyVersion("{project.Version}.0")]
        [assembly: AssemblyFileVersion("{project.Version}.0")]

        """;
}
