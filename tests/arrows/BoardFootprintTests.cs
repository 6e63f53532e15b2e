using Mono.Cecil;

namespace NanoAgent.Tests.Arrows;

/// <summary>What an ESP32 firmware adds beside agent and attestation (boards/README.md).</summary>
[TestClass]
public sealed class BoardFootprintTests
{
    /// <summary>Bytes of .pe for adapters, unit file and entry together: a quarter of what agent and attestation take.</summary>
    private const int Most = 31 * 1024;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("boards/esp32/Esp32.csproj")]
    [DataRow("boards/esp32-s3/Esp32S3.csproj")]
    [DataRow("boards/esp32-c3/Esp32C3.csproj")]
    [DataRow("boards/esp32-c6/Esp32C6.csproj")]
    public void The_adapters_and_a_board_are_small_beside_the_agent(string board)
    {
        int adapters = Estimate("boards/espressif/Espressif.csproj");
        int configuration = Estimate("boards/configuration/BoardConfiguration.csproj");
        TestContext.WriteLine($"{adapters} + {configuration} + {Estimate(board)} of {Most} bytes");
        Assert.IsLessThanOrEqualTo(Most, adapters + configuration + Estimate(board));
    }

    private static int Estimate(string path)
    {
        using var module = ModuleDefinition.ReadModule(ProjectFile.All.Single(p => p.Path == path).Output("netnano1.0"));
        return DeviceSize.Of(module);
    }
}
