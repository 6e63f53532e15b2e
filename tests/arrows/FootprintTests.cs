using Mono.Cecil;

namespace NanoAgent.Tests.Arrows;

/// <summary>What agent and attestation add to a device's flash.</summary>
[TestClass]
public sealed class FootprintTests
{
    /// <summary>
    /// Bytes of both .pe files together (design.md, "What the device may cost"), of which the unrolled arithmetic takes 21 KB.
    /// A 4 MB ESP32 has 1,792 KB for the application, whose guest the agent is.
    /// </summary>
    private const int Most = 112 * 1024;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Agent_and_attestation_fit_their_flash()
    {
        int together = Estimate("attestation/Attestation.csproj") + Estimate("agent/Agent.csproj");
        TestContext.WriteLine($"{Estimate("attestation/Attestation.csproj")} + {Estimate("agent/Agent.csproj")} of {Most} bytes");
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
