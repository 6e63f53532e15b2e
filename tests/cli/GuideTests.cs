using System.Diagnostics;
using System.Text.RegularExpressions;
using NanoAgent.Collector;

namespace NanoAgent.Tests.Cli;

/// <summary>docs/declaration.md, followed to the letter by somebody who types what stands there.</summary>
[TestClass]
public sealed class GuideTests
{
    private const string Started = "nanoagent serve\n";

    // In its own folder, with the packages that it was built with; beside the tests there may be others.
    private static string ToolPath
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            return Repository.At("tools", "nanoagent", "bin", output.Parent!.Name, output.Name, "NanoAgent.Tool.dll");
        }
    }

    [TestMethod]
    public void The_Japanese_guide_types_the_same_commands_in_its_own_words() =>
        CollectionAssert.AreEqual(Commands("declaration.md").Select(WithoutWords).ToArray(), Commands("declaration.ja.md").Select(WithoutWords).ToArray());

    [TestMethod]
    public async Task Who_follows_the_guide_ends_with_a_pack_in_which_every_row_is_satisfied()
    {
        if (!File.Exists("/bin/bash"))
        {
            Assert.Inconclusive("the guide's commands are for bash, which is not here");
        }

        using var folder = new TemporaryFolder();
        await using CollectorHost host = await CollectorHost.StartAsync(new CollectorOptions { DataFolder = folder.At("nanoagent-data"), Url = new Uri("https://127.0.0.1:0") });
        string[] blocks = Commands("declaration.md");
        Assert.AreEqual(Started, blocks[0]);

        foreach (string block in blocks[1..])
        {
            await TypeAsync(folder, block.Replace("https://127.0.0.1:8443", host.Url.ToString().TrimEnd('/'), StringComparison.Ordinal));
            FillIn(folder);
        }

        Run rows = await Run.Tool("verify", folder.At("next", "pack"), "--keys", folder.At("next", "keys.json"), "--json");
        Assert.AreEqual(0, rows.ExitCode, rows.Results);
        StringAssert.Contains(File.ReadAllText(folder.At("next", "pack", "checklist.json")), "\"satisfied\": 16");
        StringAssert.Contains(File.ReadAllText(folder.At("next", "pack", "index.html")), "2028-11-30");
    }

    private static string[] Commands(string guide) =>
        [.. Regex.Matches(File.ReadAllText(Repository.At("docs", guide)), "```sh\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];

    private static string WithoutWords(string block) => Regex.Replace(block, "\"[^\"$]*\"", "\"\"").Replace(" --lang ja", "", StringComparison.Ordinal);

    internal static async Task TypeAsync(TemporaryFolder folder, string block)
    {
        string tool = $"nanoagent() {{ dotnet '{ToolPath}' \"$@\"; }}\n";
        var start = new ProcessStartInfo("/bin/bash", ["-e", "-c", tool + block]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process bash = Process.Start(start)!;
        Task<string> said = bash.StandardError.ReadToEndAsync();
        await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.AreEqual(0, bash.ExitCode, $"{block}{await said}");
    }

    // What the guide leaves to the reader: every place of the templates.
    private static void FillIn(TemporaryFolder folder)
    {
        foreach (string file in Directory.GetFiles(folder.Path, "*.md"))
        {
            string text = File.ReadAllText(file).Replace("{{security contact: e-mail address}}", "psirt@example.com", StringComparison.Ordinal)
                .Replace("{{連絡先のメールアドレス}}", "psirt@example.com", StringComparison.Ordinal);
            File.WriteAllText(file, Regex.Replace(Regex.Replace(text, @"\{\{(number|日数|版)\}\}", "14"), @"\{\{[^{}]*\}\}", "2031-03-31"));
        }
    }
}
