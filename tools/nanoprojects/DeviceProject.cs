using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace NanoAgent.NanoProjects;

/// <summary>A project that runs on the device, read from the .csproj by which the stock SDK compiles it.</summary>
public sealed record DeviceProject
{
    private static readonly string[] s_made = ["bin", "obj"];

    /// <summary>Folder relative to the checkout, with forward slashes.</summary>
    public required string Folder { get; init; }

    /// <summary>Name of the .csproj, without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>Is it a program?</summary>
    public required bool IsProgram { get; init; }

    /// <summary>The property from which the entry's type is made, and its value; null where there is one entry.</summary>
    public required string? Entry { get; init; }

    /// <summary>The entry's type, or null.</summary>
    public required string? StartupObject { get; init; }

    /// <summary>Language version; nanoFramework's tools would take an older one by themselves.</summary>
    public required string Language { get; init; }

    /// <summary>Has it native methods, of which the build writes the C++ side?</summary>
    public required bool HasNativeMethods { get; init; }

    /// <summary>Folders of the device projects that it needs, in order.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>The packages that it needs, those that these need included; sorted.</summary>
    public required IReadOnlyList<NanoPackage> Packages { get; init; }

    /// <summary>Its sources, relative to <see cref="Folder"/>, with forward slashes; sorted.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Version of the whole checkout.</summary>
    public required string Version { get; init; }

    /// <summary>Is it run by nanoFramework's test adapter?</summary>
    public bool IsTest => Folder.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>Where the device project lies: a folder of its own, since a folder with two projects cannot be built by its name.</summary>
    public string NanoFolder => Folder + "/nano";

    /// <summary>The device project, relative to the checkout.</summary>
    public string Nfproj => $"{NanoFolder}/{Name}.Nano.nfproj";

    /// <summary>Identity in solutions: the same for ever, since it is made of the path.</summary>
    public Guid Id => new(SHA256.HashData(Encoding.UTF8.GetBytes("nanoagent " + Nfproj)).AsSpan(0, 16));

    /// <summary>From the nano folder to the top.</summary>
    public string Up => string.Concat(Enumerable.Repeat("../", NanoFolder.Split('/').Length));

    /// <summary>All device projects, in the order of their paths; the reference sources are none.</summary>
    public static IReadOnlyList<DeviceProject> All(string root)
    {
        IReadOnlyDictionary<string, NanoPackage> packages = NanoPackage.All(root);
        return
        [
            .. from folder in new[] { "attestation", "agent", "boards", "tests" }
               from path in Directory.EnumerateFiles(Path.Combine(root, folder), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
               let relative = Relative(root, path)
               where !relative.StartsWith("boards/platform/", StringComparison.Ordinal) && !relative.EndsWith(".Sdk.csproj", StringComparison.Ordinal) && !relative.Split('/').Any(s_made.Contains)
               let xml = XDocument.Load(path)
               where Targets(xml).Contains("netnano1.0", StringComparison.Ordinal) || Targets(xml).Contains("$(SharedTargets)", StringComparison.Ordinal)
               select Read(root, path, xml, packages),
        ];
    }

    private static string Targets(XDocument xml) => string.Concat(xml.Descendants().Where(e => e.Name.LocalName is "TargetFramework" or "TargetFrameworks").Select(e => e.Value));

    private static DeviceProject Read(string root, string path, XDocument xml, IReadOnlyDictionary<string, NanoPackage> packages)
    {
        string folder = Path.GetDirectoryName(path)!;
        string[] needs = [.. Included(xml, "ProjectReference").Select(reference => Relative(root, Path.GetDirectoryName(Path.GetFullPath(reference, folder))!))];
        string[] sources = [.. SourcesOf(folder, xml)];
        return new DeviceProject
        {
            Folder = Relative(root, folder),
            Name = Path.GetFileNameWithoutExtension(path),
            Assembly = Value(xml, "AssemblyName") ?? Path.GetFileNameWithoutExtension(path),
            IsProgram = Value(xml, "OutputType") == "Exe",
            Entry = Value(xml, "Entry"),
            StartupObject = Value(xml, "StartupObject"),
            Language = Value(xml, "LangVersion") ?? Property(root, "Directory.Build.props", "LangVersion"),
            HasNativeMethods = sources.Any(s => File.ReadAllText(Path.Combine(folder, s)).Contains("MethodImplOptions.InternalCall", StringComparison.Ordinal)),
            Needs = needs,
            Packages = [.. Closure(root, AllReferences(root, path)).Select(assembly => packages[assembly]).OrderBy(p => p.Id, StringComparer.Ordinal)],
            Sources = sources,
            Version = Property(root, "Directory.Build.props", "Version"),
        };
    }

    private static string Property(string root, string file, string name) => XDocument.Load(Path.Combine(root, file)).Descendants(name).First().Value;

    private static string? Value(XDocument xml, string name) => xml.Descendants(name).FirstOrDefault()?.Value;

    private static IEnumerable<string> Included(XDocument xml, string item) =>
        xml.Descendants(item).Select(e => e.Attribute("Include")?.Value).OfType<string>().SelectMany(v => v.Split(';'));

    /// <summary>What the compiler takes for the device: all below the folder, but other projects' folders, what was built, what is removed, and desktop halves.</summary>
    private static IEnumerable<string> SourcesOf(string folder, XDocument xml)
    {
        string[] removed = [.. xml.Descendants("Compile").Select(e => e.Attribute("Remove")?.Value).OfType<string>().Select(v => v.Replace("/**", "/", StringComparison.Ordinal))];
        return from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
               let source = Relative(folder, path)
               where !source.Split('/').SkipLast(1).Any(f => f is "bin" or "obj" or "nano")
               where !source.EndsWith(".net.cs", StringComparison.Ordinal) && !removed.Any(r => source.StartsWith(r, StringComparison.Ordinal))
               orderby source.Count(c => c == '/') == 0 ? 0 : 1, source
               select source;
    }

    /// <summary>Assemblies of the platform that a project and those below it name.</summary>
    private static IEnumerable<string> AllReferences(string root, string path)
    {
        XDocument xml = XDocument.Load(path);
        string folder = Path.GetDirectoryName(path)!;
        IEnumerable<string> everywhere = Included(XDocument.Load(Path.Combine(root, "Directory.Build.targets")), "PlatformReference");
        return everywhere.Concat(Included(xml, "PlatformReference"))
            .Concat(Included(xml, "ProjectReference").SelectMany(reference => AllReferences(root, Path.GetFullPath(reference, folder))));
    }

    private static HashSet<string> Closure(string root, IEnumerable<string> assemblies)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(assemblies);

        while (open.TryPop(out string? assembly))
        {
            if (all.Add(assembly))
            {
                XDocument xml = XDocument.Load(Path.Combine(root, "boards", "platform", assembly, assembly + ".csproj"));
                Included(xml, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r)).ToList().ForEach(open.Push);
            }
        }

        return all;
    }

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
