using System.Text.RegularExpressions;
using NanoAgent.Collector;

namespace NanoAgent.Tests.Cli;

/// <summary>docs/esp32.md and docs/provisioning.md: the tool's commands, typed in their order as they stand there. There is no chip: what prints its names is made up.</summary>
[TestClass]
public sealed partial class BoardGuideTests
{
    private static readonly Dictionary<string, string> s_places = new()
    {
        ["TOKEN"] = "one-time-token", ["FILE"] = "passphrase.txt", ["PORT"] = "/dev/ttyUSB0", ["LINE"] = "line", ["NAME"] = "somebody", ["PRODUCT"] = "lamp",
        ["UEID"] = "AQIDBAUGBwgJCgsMDQ4PEA", ["KID"] = "vplr2ifjl_e9wqvoURVKXUK3plJhjIxwhZx867DZ0_c", ["MAC"] = "24:6f:28:00:00:01", ["S"] = "S-1",
    };

    [TestMethod]
    [DataRow("esp32.md", 3)]
    [DataRow("provisioning.md", 8)]
    public async Task Every_command_of_the_tool_works_as_it_stands(string guide, int commands)
    {
        if (!File.Exists("/bin/bash"))
        {
            Assert.Inconclusive("the guide's commands are for bash, which is not here");
        }

        using var folder = new TemporaryFolder();
        await using CollectorHost host = await CollectorHost.StartAsync(new CollectorOptions { DataFolder = folder.At("nanoagent-data"), Url = new Uri("https://127.0.0.1:0") });
        File.Copy(folder.At("nanoagent-data", "tls", "ca.pem"), folder.At("ca.pem"));
        File.WriteAllText(folder.At("passphrase.txt"), "a passphrase\n");
        File.WriteAllText(folder.At("batch.key"), Convert.ToBase64String(new byte[32]) + "\n");
        File.WriteAllText(folder.At("summary.json"), ProvisionTests.Summary(secureBoot: true).Replace("{\"DIS_", "{\"DIS_DOWNLOAD_DCACHE\":{\"readable\":true,\"writeable\":true,\"value\":false},\"DIS_", StringComparison.Ordinal));
        string[] typed = [.. Commands().Matches(File.ReadAllText(Repository.At("docs", guide))).Select(m => m.Groups[1].Value)];
        Assert.HasCount(commands, typed);

        foreach (string command in typed)
        {
            string address = command.Replace("https://HOST:8443", host.Url.ToString().TrimEnd('/'), StringComparison.Ordinal);
            await GuideTests.TypeAsync(folder, Place().Replace(address, m => s_places[m.Value]) + "\n");
        }
    }

    // Whole commands: those that only name one have neither an option nor a file.
    [GeneratedRegex(@"`(nanoagent (?!serve)(?:[^`]* --[^`]*|enrol list|endorse (?:key|import)[^`]*))`")]
    private static partial Regex Commands();

    [GeneratedRegex(@"\b(?:TOKEN|FILE|PORT|LINE|NAME|PRODUCT|UEID|KID|MAC|S)\b")]
    private static partial Regex Place();
}
