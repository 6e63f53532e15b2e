namespace NanoAgent.Tests.Arrows;

/// <summary>boards → agent → attestation ← attestation/verify ← tools.</summary>
[TestClass]
public sealed class ProjectArrowsTests
{
    /// <summary>Where the projects below a folder may point. The first folder that fits decides.</summary>
    private static readonly (string From, string[] To)[] s_arrows =
    [
        ("attestation/verify/", ["attestation/"]),
        ("attestation/", []),
        ("agent/", ["attestation/Attestation.csproj"]),
        ("boards/platform/", ["boards/platform/"]),
        ("boards/configuration/", []),
        ("boards/", ["agent/Agent.csproj", "attestation/Attestation.csproj", "boards/configuration/", "boards/espressif/"]),
        ("tools/nanoagent/", ["tools/", "attestation/", "boards/virtual/VirtualBoard.csproj", "boards/configuration/"]),
        ("tools/schemes/", ["attestation/"]),
        ("tools/evidence/", ["attestation/", "tools/schemes/"]),
        ("tools/verifier/", ["tools/evidence/"]),
        ("tools/bench/", ["tools/evidence/"]),
        ("tools/collector/", ["attestation/", "tools/schemes/", "tools/evidence/"]),
        ("tests/", ["attestation/", "agent/", "boards/", "tools/", "tests/"]),
    ];

    /// <summary>Run on the desktop by MSTest, which is a package, and on the device by nanoFramework's framework.</summary>
    private const string DeviceTests = "tests/device/Device.Tests.csproj";

    [TestMethod]
    public void Every_project_points_only_where_the_design_lets_it() =>
        Found.Nothing(Forbidden(ProjectFile.All));

    [TestMethod]
    [DataRow("attestation/Attestation.csproj", "agent/Agent.csproj")]
    [DataRow("agent/Agent.csproj", "attestation/verify/Attestation.Verify.csproj")]
    [DataRow("agent/Agent.csproj", "boards/virtual/VirtualBoard.csproj")]
    [DataRow("tools/collector/Collector.csproj", "boards/virtual/VirtualBoard.csproj")]
    [DataRow("tools/collector/Collector.csproj", "tests/shared/Shared.Tests.csproj")]
    [DataRow("tools/evidence/Evidence.csproj", "tools/collector/Collector.csproj")]
    [DataRow("elsewhere/Elsewhere.csproj", "attestation/Attestation.csproj")]
    public void An_arrow_that_points_the_wrong_way_is_found(string from, string to) =>
        Assert.HasCount(1, Forbidden([new ProjectFile(from, [to], [], "net10.0;")]));

    [TestMethod]
    public void Device_code_needs_no_package() =>
        Found.Nothing(ProjectFile.All.Where(p => p.IsForDevice && p.Packages.Count > 0 && p.Path != DeviceTests).Select(p => p.Path));

    [TestMethod]
    public void Only_shared_code_and_boards_are_compiled_for_the_device() =>
        Found.Nothing(ProjectFile.All.Where(p => p.IsForDevice && !IsShared(p.Path)).Select(p => p.Path));

    [TestMethod]
    public void The_solution_lists_every_project()
    {
        string solution = File.ReadAllText(Repository.At("nanoAgent.sln")).Replace('\\', '/');
        Found.Nothing(ProjectFile.All.Where(p => !solution.Contains($"\"{p.Path}\"", StringComparison.Ordinal)).Select(p => p.Path));
    }

    private static bool IsShared(string path) =>
        path is "attestation/Attestation.csproj" or "agent/Agent.csproj" or DeviceTests || path.StartsWith("boards/", StringComparison.Ordinal);

    private static string[] Forbidden(IEnumerable<ProjectFile> projects) =>
        [.. from project in projects from to in project.References where !May(project.Path, to) select $"{project.Path} -> {to}"];

    private static bool May(string from, string to)
    {
        (string _, string[]? allowed) = s_arrows.FirstOrDefault(a => from.StartsWith(a.From, StringComparison.Ordinal));
        return allowed != null && allowed.Any(a => to.StartsWith(a, StringComparison.Ordinal));
    }
}
