using System.Xml.Linq;
using NanoAgent.NanoProjects;

namespace NanoAgent.Tests.Arrows;

/// <summary>The projects that nanoFramework's tools build: nobody can build them here, so what can be read of them must agree.</summary>
[TestClass]
public sealed class DeviceProjectTests
{
    private static readonly DeviceFiles[] s_all = [.. ProjectFile.Files(Repository.Root, "*.nfproj").Select(path => new DeviceFiles(path))];

    [TestMethod]
    public void The_device_projects_are_what_the_tool_writes_now()
    {
        foreach (GeneratedFile file in GeneratedFile.All(Repository.Root))
        {
            Assert.AreEqual(file.Text, File.ReadAllText(Repository.At(file.Path)), $"{file.Path}: dotnet run --project tools/nanoprojects");
        }
    }

    [TestMethod]
    public void Each_project_for_the_device_has_one_and_no_other_is_left_over()
    {
        IEnumerable<string> expected = ProjectFile.All.Where(p => p.IsForDevice && !p.IsPlatform).Select(p => Path.GetDirectoryName(p.Path)!.Replace('\\', '/') + "/nano");
        CollectionAssert.AreEquivalent(expected.ToArray(), s_all.Select(d => d.Folder).ToArray());
    }

    [TestMethod]
    public void The_imports_are_those_of_the_project_system_in_its_order() =>
        Found.Nothing(s_all.Where(d => !d.Imports.SequenceEqual(["NFProjectSystem.Default.props", "NFProjectSystem.props", "NFProjectSystem.CSharp.targets"])).Select(d => d.Path));

    [TestMethod]
    public void Each_compiles_the_files_of_its_folder_and_no_other() =>
        Found.Nothing(s_all.SelectMany(Sources));

    [TestMethod]
    public void A_file_that_is_not_compiled_is_found()
    {
        DeviceFiles agent = s_all.Single(d => d.Folder == "agent/nano");
        agent = agent with { Project = new XDocument(agent.Project) };
        agent.All("Compile").First(e => e.Attribute("Include")!.Value.EndsWith("Agent.cs", StringComparison.Ordinal)).Remove();
        Assert.HasCount(1, Sources(agent).ToArray());
    }

    [TestMethod]
    public void References_hint_paths_and_packages_agree() =>
        Found.Nothing(s_all.SelectMany(References));

    [TestMethod]
    public void A_version_that_differs_is_found()
    {
        DeviceFiles agent = s_all.Single(d => d.Folder == "agent/nano");
        agent = agent with { Packages = new XDocument(agent.Packages) };
        agent.Packages.Descendants("package").First().Attribute("version")!.Value = "9.9.9";
        Assert.HasCount(2, References(agent).ToArray());
    }

    [TestMethod]
    public void A_package_is_the_same_everywhere_and_of_the_list_of_the_platform()
    {
        string[] listed = [.. NanoPackage.All(Repository.Root).Values.Select(p => p.Folder)];
        Found.Nothing(s_all.SelectMany(d => d.PackageFolders.Except(listed).Select(p => $"{d.Path}: {p}")));
    }

    [TestMethod]
    public void Projects_that_are_referenced_exist_and_are_device_projects() =>
        Found.Nothing(s_all.SelectMany(d => d.References.Where(r => s_all.All(o => o.Path != r)).Select(r => $"{d.Path} -> {r}")));

    [TestMethod]
    public void Identities_are_one_each()
    {
        Assert.HasCount(s_all.Length, s_all.Select(d => d.Id).Distinct().ToArray());
        Found.Nothing(s_all.Where(d => ProjectFile.All.Any(p => File.ReadAllText(Repository.At(p.Path)).Contains(d.Id.ToString(), StringComparison.OrdinalIgnoreCase))).Select(d => d.Path));
    }

    [TestMethod]
    public void The_solution_lists_each_and_builds_none()
    {
        string solution = File.ReadAllText(Repository.At("nanoAgent.sln"));
        Found.Nothing(s_all.Where(d => !solution.Contains($"\"{d.Path.Replace('/', '\\')}\", \"{SolutionFile.Spelled(d.Id)}\"", StringComparison.Ordinal)).Select(d => d.Path));
        Found.Nothing(s_all.Where(d => !solution.Contains($"{SolutionFile.Spelled(d.Id)}.Debug|Any CPU.ActiveCfg", StringComparison.Ordinal)).Select(d => d.Path));
        Found.Nothing(s_all.Where(d => solution.Split('\n').Any(l => l.Contains(SolutionFile.Spelled(d.Id), StringComparison.OrdinalIgnoreCase) && l.Contains(".Build.0", StringComparison.Ordinal))).Select(d => d.Path));
    }

    [TestMethod]
    public void A_solution_that_has_them_stays_as_it_is()
    {
        string solution = File.ReadAllText(Repository.At("nanoAgent.sln")).ReplaceLineEndings("\n");
        string again = SolutionFile.WithDeviceProjects(solution, DeviceProject.All(Repository.Root));
        CollectionAssert.AreEquivalent(solution.Split('\n'), again.Split('\n'));
    }

    [TestMethod]
    public void A_packages_dependencies_are_what_it_is_built_with_and_one_version_is_everywhere()
    {
        string version = XDocument.Load(Repository.At("Directory.Build.props")).Descendants("Version").Single().Value;
        DeviceFiles[] libraries = [.. s_all.Where(d => d.Nuspec != null)];
        CollectionAssert.IsSubsetOf(new[] { "NanoAgent", "NanoAgent.Attestation" }, libraries.Select(d => d.Assembly).ToArray());

        foreach (DeviceFiles library in libraries)
        {
            IEnumerable<string> projects = library.References.Select(r => $"{s_all.Single(o => o.Path == r).Assembly}.{version}");
            CollectionAssert.AreEquivalent(library.PackageFolders.Concat(projects).ToArray(), library.Dependencies.ToArray(), library.Path);
            Assert.AreEqual(version, library.Nuspec!.Descendants().Single(e => e.Name.LocalName == "version").Value);
        }

        Found.Nothing(s_all.Where(d => !File.ReadAllText(Repository.At(d.Folder, "Properties", "AssemblyInfo.cs")).Contains($"AssemblyVersion(\"{version}.0\")", StringComparison.Ordinal)).Select(d => d.Path));
    }

    private static IEnumerable<string> Sources(DeviceFiles device)
    {
        string folder = Path.GetDirectoryName(device.Folder)!.Replace('\\', '/');
        // The verifier is desktop code below a shared folder, with a project of its own.
        IEnumerable<string> there = ProjectFile.Files(Repository.At(folder), "*.cs").Select(ProjectFile.Relative)
            .Where(f => !f.EndsWith(".net.cs", StringComparison.Ordinal) && !f.Contains("/nano/", StringComparison.Ordinal) && !f.StartsWith("attestation/verify/", StringComparison.Ordinal))
            .Append(device.Folder + "/Properties/AssemblyInfo.cs");
        return Different(device, there, device.Sources);
    }

    private static IEnumerable<string> References(DeviceFiles device) => Different(device, device.PackageFolders, device.HintedFolders)
        .Concat(device.All("Reference").Where(r => !r.Value.Contains("\\lib\\" + r.Attribute("Include")!.Value.Split(',')[0] + ".", StringComparison.Ordinal)).Select(r => $"{device.Path}: {r}"));

    private static IEnumerable<string> Different(DeviceFiles device, IEnumerable<string> one, IEnumerable<string> other) =>
        one.Except(other).Concat(other.Except(one)).Select(what => $"{device.Path}: {what}");
}
