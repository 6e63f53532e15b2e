using System.Text.RegularExpressions;
using Mono.Cecil;
using NanoAgent.NanoProjects;

namespace NanoAgent.Tests.Arrows;

/// <summary>boards/platform holds what the device has, spelled as the device spells it.</summary>
[TestClass]
public sealed partial class PlatformApiTests
{
    private static readonly List<ApiType> s_listed = PlatformApi.Listed(File.ReadLines(Repository.At("boards", "platform", "api.txt")));

    private static readonly List<ApiType> s_compiled = [.. ProjectFile.All.Where(p => p.IsPlatform).SelectMany(Types)];

    [TestMethod]
    public void Nothing_is_there_that_the_device_lacks() =>
        Found.Nothing(s_compiled.SelectMany(type => Beyond(type, Listed(type))));

    [TestMethod]
    public void No_overload_of_a_type_is_missing()
    {
        HashSet<string> known = [.. s_compiled.Select(SimpleName)];
        Found.Nothing(s_compiled.SelectMany(type => Missing(type, Listed(type), known)));
    }

    [TestMethod]
    [DataRow("System: class X", "int Length { get; set; }")]
    [DataRow("System: class X", "int IndexOf(char value, int count)")]
    [DataRow("System: sealed class X", "int Length { get; }")]
    [DataRow("System: class X : Y", "int Length { get; }")]
    public void A_signature_that_differs_is_found(string heading, string member)
    {
        var listed = new ApiType("a", "System: class X", ["int Length { get; }", "int IndexOf(char value)"]);
        Assert.HasCount(1, Beyond(new ApiType("a", heading, [member]), listed));
    }

    [TestMethod]
    public void A_missing_overload_is_found_unless_its_types_are_not_there()
    {
        var listed = new ApiType("a", "System: class X", ["int IndexOf(char value)", "int IndexOf(char value, Culture culture)"]);
        string[] missing = [.. Missing(new ApiType("a", "System: class X", []), listed, ["X"])];
        Assert.HasCount(1, missing);
        Assert.Contains("IndexOf(char value)", missing[0]);
    }

    [TestMethod]
    public void The_indexer_of_text_has_the_name_that_the_device_resolves()
    {
        using var module = ModuleDefinition.ReadModule(ProjectFile.All.Single(p => p.Path == "boards/platform/mscorlib/mscorlib.csproj").Output("netnano1.0"));
        Assert.AreEqual("Chars", module.GetType("System.String").Properties.Single(p => p.HasParameters).Name);
    }

    [TestMethod]
    public void An_assembly_has_the_version_of_its_package()
    {
        IReadOnlyDictionary<string, NanoPackage> packages = NanoPackage.All(Repository.Root);

        foreach (ProjectFile project in ProjectFile.All.Where(p => p.IsPlatform))
        {
            using var module = ModuleDefinition.ReadModule(project.Output("netnano1.0"));
            Assert.AreEqual(packages[module.Assembly.Name.Name].Version + ".0", module.Assembly.Name.Version.ToString(), project.Path);
        }
    }

    private static IEnumerable<ApiType> Types(ProjectFile project)
    {
        using var module = ModuleDefinition.ReadModule(project.Output("netnano1.0"));
        return [.. PlatformApi.Compiled(module)];
    }

    private static ApiType? Listed(ApiType type) => s_listed.Find(l => l.Assembly == type.Assembly && SimpleName(l) == SimpleName(type) && Namespace(l) == Namespace(type));

    private static string Namespace(ApiType type) => type.Heading[..type.Heading.IndexOf(':', StringComparison.Ordinal)];

    private static string SimpleName(ApiType type) => type.Name.Split('(')[0].Split(' ')[^1];

    private static IEnumerable<string> Beyond(ApiType type, ApiType? listed)
    {
        if (listed == null || listed.Name != type.Name || !listed.Bases.SequenceEqual(type.Bases))
        {
            return [$"{type.Assembly}: {type.Heading} (the list: {listed?.Heading ?? "nothing"})"];
        }

        return type.Members.Except(listed.Members).Select(m => $"{type.Name}: {m}");
    }

    private static IEnumerable<string> Missing(ApiType type, ApiType? listed, HashSet<string> known) =>
        from member in listed?.Members ?? []
        where !type.Members.Contains(member) && TypeNames().Matches(member).All(m => IsKnown(m.Value, known))
        select $"{type.Name}: {member}";

    /// <summary>Keywords are known; a type's name follows a bracket, a comma or a modifier, or stands first.</summary>
    private static bool IsKnown(string name, HashSet<string> known) => char.IsLower(name[0]) || known.Contains(name);

    [GeneratedRegex(@"(?<=^|[(,\[] ?|\b(?:static|virtual|abstract|override|protected|readonly|const|event|ref|out|params) )[A-Z][\w.]*(?=[\[\] ])")]
    private static partial Regex TypeNames();
}
