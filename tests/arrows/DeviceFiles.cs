using System.Xml.Linq;

namespace NanoAgent.Tests.Arrows;

/// <summary>A device project and the files beside it, read as XML and without the tool that wrote them.</summary>
internal sealed record DeviceFiles
{
    public DeviceFiles(string file)
    {
        Path = ProjectFile.Relative(file);
        Folder = System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');
        Project = XDocument.Load(file);
        Packages = XDocument.Load(Repository.At(Folder, "packages.config"));
        string nuspec = Repository.At(Folder, Assembly + ".nuspec");
        Nuspec = File.Exists(nuspec) ? XDocument.Load(nuspec) : null;
    }

    public string Path { get; }

    public string Folder { get; }

    public XDocument Project { get; init; }

    public XDocument Packages { get; init; }

    public XDocument? Nuspec { get; }

    public string Assembly => All("AssemblyName").Single().Value;

    public Guid Id => Guid.Parse(All("ProjectGuid").Single().Value);

    /// <summary>Imported files, without the project system's path.</summary>
    public IEnumerable<string> Imports => All("Import").Select(e => e.Attribute("Project")!.Value.Replace("$(NanoFrameworkProjectSystemPath)", "", StringComparison.Ordinal));

    /// <summary>Compiled files, relative to the checkout.</summary>
    public IEnumerable<string> Sources => All("Compile").Select(e => FromTop(e.Attribute("Include")!.Value));

    /// <summary>Referenced device projects, relative to the checkout.</summary>
    public IEnumerable<string> References => All("ProjectReference").Select(e => FromTop(e.Attribute("Include")!.Value));

    /// <summary>"id.version" of each package.</summary>
    public IEnumerable<string> PackageFolders => Packages.Descendants("package").Select(e => $"{e.Attribute("id")!.Value}.{e.Attribute("version")!.Value}");

    /// <summary>"id.version" of each hint path.</summary>
    public IEnumerable<string> HintedFolders => All("HintPath").Select(e => FromTop(e.Value).Split('/')[1]);

    /// <summary>"id.version" of each dependency of the package.</summary>
    public IEnumerable<string> Dependencies => Nuspec!.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => $"{e.Attribute("id")!.Value}.{e.Attribute("version")!.Value}");

    public IEnumerable<XElement> All(string name) => Project.Descendants().Where(e => e.Name.LocalName == name);

    private string FromTop(string path) => ProjectFile.Relative(System.IO.Path.GetFullPath(path.Replace('\\', '/'), Repository.At(Folder)));
}
