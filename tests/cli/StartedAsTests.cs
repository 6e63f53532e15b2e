using NanoAgent.Tool;

namespace NanoAgent.Tests.Cli;

/// <summary>What people are told to type is what they typed.</summary>
[TestClass]
public sealed class StartedAsTests
{
    [TestMethod]
    [DataRow("/home/a/.dotnet/tools/nanoagent", "/home/a/.dotnet/tools/.store/nanoagent.tool/1.0.0/nanoagent.tool/1.0.0/tools/net10.0/any/", "/tmp", "nanoagent", DisplayName = "installed")]
    [DataRow("/usr/bin/dotnet", "/src/nanoAgent/tools/nanoagent/bin/Debug/net10.0/", "/src/nanoAgent", "dotnet run --project tools/nanoagent --", DisplayName = "a checkout")]
    [DataRow("/usr/bin/dotnet", "/src/nanoAgent/tools/nanoagent/bin/Debug/net10.0/", "/src", "dotnet run --project nanoAgent/tools/nanoagent --", DisplayName = "a checkout, from beside it")]
    [DataRow("/usr/bin/dotnet", "/opt/nanoagent/", "/tmp", "dotnet /opt/nanoagent/NanoAgent.Tool.dll", DisplayName = "its assemblies in a folder")]
    [DataRow("/tmp/nanoagent-linux-x64", "/tmp/", "/tmp", "/tmp/nanoagent-linux-x64", DisplayName = "a release's single file")]
    public void The_words_before_a_command_are_those_that_start_the_tool(string process, string folder, string here, string words) =>
        Assert.AreEqual(words, StartedAs.Words(process, folder, here));
}
