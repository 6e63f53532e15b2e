using System.Xml.Linq;

namespace NanoAgent.Tests.Arrows;

/// <summary>A project of the checkout, read as text: who it is and where its arrows point.</summary>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages, string Targets)
{
    /// <summary>Folders that hold no projects of ours.</summary>
    private static readonly string[] s_built = ["bin", "obj", "node_modules", "out", ".git"];

    /// <summary>All projects that the stock SDK builds, paths relative to the checkout with forward slashes.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } = [.. Files(Repository.Root, "*.csproj").Where(f => !f.EndsWith(".Sdk.csproj", StringComparison.Ordinal)).Select(Read)];

    /// <summary>Whether it compiles against the device's API.</summary>
    public bool IsForDevice => Targets.Contains("netnano1.0", StringComparison.Ordinal) || Targets.Contains("$(SharedTargets)", StringComparison.Ordinal);

    /// <summary>Whether it is one of the reference assemblies.</summary>
    public bool IsPlatform => Path.StartsWith("boards/platform/", StringComparison.Ordinal);

    /// <summary>The file that the build made of it, for the configuration that these tests were built in.</summary>
    public string Output(string target)
    {
        string configuration = AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";
        XElement? name = XDocument.Load(Repository.At(Path)).Descendants("AssemblyName").FirstOrDefault();
        string assembly = name?.Value ?? System.IO.Path.GetFileNameWithoutExtension(Path);
        string file = Repository.At(System.IO.Path.GetDirectoryName(Path)!, "bin", configuration, target, assembly);
        return File.Exists(file + ".exe") ? file + ".exe" : file + ".dll";
    }

    /// <summary>Files below a folder, build output left out.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(file => !System.IO.Path.GetRelativePath(Repository.Root, file).Split(System.IO.Path.DirectorySeparatorChar).Any(s_built.Contains));

    /// <summary>A path relative to the checkout, with forward slashes.</summary>
    public static string Relative(string file) => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    private static ProjectFile Read(string file)
    {
        XDocument xml = XDocument.Load(file);
        string folder = System.IO.Path.GetDirectoryName(file)!;
        IEnumerable<string> Included(string item) => xml.Descendants(item).Select(e => e.Attribute("Include")?.Value).OfType<string>();

        return new ProjectFile(
            Relative(file),
            [.. Included("ProjectReference").Select(r => Relative(System.IO.Path.GetFullPath(r.Replace('\\', '/'), folder)))],
            [.. Included("PackageReference")],
            string.Concat(xml.Descendants().Where(e => e.Name.LocalName is "TargetFramework" or "TargetFrameworks").Select(e => e.Value + ";")));
    }
}
