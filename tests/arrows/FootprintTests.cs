using Mono.Cecil;

namespace NanoAgent.Tests.Arrows;

/// <summary>What agent and attestation add to a device's flash.</summary>
[TestClass]
public sealed class FootprintTests
{
    /// <summary>Bytes of both .pe files together. What a 4 MB ESP32 has for an application is 1,792 KB; the agent is a guest there.</summary>
    private const int Most = 112 * 1024;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Agent_and_attestation_fit_their_flash()
    {
        int together = Estimate("attestation/Attestation.csproj") + Estimate("agent/Agent.csproj");
        TestContext.WriteLine($"{together} of {Most} bytes");
        Assert.IsLessThanOrEqualTo(Most, together);
    }

    [TestMethod]
    public void The_estimate_grows_with_the_code() =>
        Assert.IsGreaterThan(Estimate("boards/platform/nanoFramework.System.Text/nanoFramework.System.Text.csproj"), Estimate("attestation/Attestation.csproj"));

    private static int Estimate(string path)
    {
        using var module = ModuleDefinition.ReadModule(ProjectFile.All.Single(p => p.Path == path).Output("netnano1.0"));
        return DeviceSize.Of(module);
    }
}
