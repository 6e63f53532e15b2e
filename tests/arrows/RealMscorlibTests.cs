using Mono.Cecil;
using NanoAgent.NanoProjects;

namespace NanoAgent.Tests.Arrows;

/// <summary>
/// The device's base library as it is published, beside what boards/platform says of it. The only one of the platform's packages that could be had
/// where this was written; <c>dotnet restore tests/arrows/packages</c> fetches it, and without it these tests are skipped.
/// </summary>
[TestClass]
public sealed class RealMscorlibTests
{
    [TestMethod]
    public void What_boards_platform_declares_is_there_with_the_same_signature()
    {
        using ModuleDefinition real = Real();
        using ModuleDefinition ours = Ours();
        Found.Nothing(RealSignatures.Beyond(ours, real));
    }

    [TestMethod]
    public void Name_and_version_are_those_of_the_package()
    {
        using ModuleDefinition real = Real();
        using ModuleDefinition ours = Ours();
        Assert.AreEqual(RealSignatures.Identity(real), RealSignatures.Identity(ours));
    }

    [TestMethod]
    public void The_list_has_all_of_it_and_nothing_else()
    {
        using ModuleDefinition real = Real();
        ApiType[] listed = [.. PlatformApi.Listed(File.ReadLines(Repository.At("boards", "platform", "api.txt"))).Where(t => t.Assembly == "mscorlib")];
        Found.Nothing(Differences([.. PlatformApi.Compiled(real)], listed));
    }

    [TestMethod]
    public void A_member_of_another_visibility_type_or_name_is_found()
    {
        using ModuleDefinition ours = Ours();
        using ModuleDefinition other = Ours();
        TypeDefinition text = other.GetType("System.String");
        text.Methods.First(m => m.Name == "ToCharArray").Attributes ^= MethodAttributes.Public ^ MethodAttributes.Family;
        text.Methods.First(m => m.Name == "IndexOf").Parameters[0].Name = "other";
        text.Fields.Single(f => f.Name == "Empty").FieldType = other.TypeSystem.Object;
        other.Types.Remove(other.GetType("System.Guid"));
        Assert.HasCount(4, RealSignatures.Beyond(ours, other));
    }

    private static IEnumerable<string> Differences(ApiType[] real, ApiType[] listed) =>
        Lines(listed).Except(Lines(real)).Select(l => "listed only: " + l).Concat(Lines(real).Except(Lines(listed)).Select(l => "real only: " + l));

    private static IEnumerable<string> Lines(ApiType[] types) =>
        types.SelectMany(t => t.Members.Select(m => $"{t.Name}: {m}").Prepend($"{t.Name} : {string.Join(", ", t.Bases)}"));

    private static ModuleDefinition Ours() =>
        ModuleDefinition.ReadModule(ProjectFile.All.Single(p => p.Path == "boards/platform/mscorlib/mscorlib.csproj").Output("netnano1.0"));

    private static ModuleDefinition Real()
    {
        NanoPackage package = NanoPackage.All(Repository.Root)["mscorlib"];
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string file = Path.Combine(packages, package.Id.ToLowerInvariant(), package.Version, "lib", "mscorlib.dll");

        if (!File.Exists(file))
        {
            Assert.Inconclusive($"not there: {package.Id} {package.Version}, which `dotnet restore tests/arrows/packages` fetches");
        }

        return ModuleDefinition.ReadModule(file);
    }
}
