using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NanoAgent.Tests.Collector;

/// <summary>The unit file that is handed out, read by systemd, and run by a real one in a container (systemd-nspawn) whose files are its own but for /usr.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SystemdTests
{
    private static readonly string _unit = Repository.At("tools", "collector", "deploy", "nanoagent-collector.service");

    [TestMethod]
    public void Systemd_finds_nothing_to_say_about_the_unit_file()
    {
        InstalledProgram.Need("systemd-analyze");
        using var home = new TemporaryFolder();

        // The tool need not be installed here.
        string copy = home.At("nanoagent-collector.service");
        File.WriteAllText(copy, File.ReadAllText(_unit).Replace("ExecStart=/usr/local/bin/nanoagent ", "ExecStart=/bin/true ", StringComparison.Ordinal));
        (int code, string said) = Run("systemd-analyze", ["verify", "--man=no", copy]);

        Assert.AreEqual("", said);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    public void The_service_runs_in_its_sandbox_serves_a_unit_comes_back_after_a_kill_and_takes_keys_from_a_token()
    {
        InstalledProgram.Need("systemd-nspawn");
        using var home = new TemporaryFolder();
        string output = Directory.CreateDirectory(home.At("out")).FullName;
        (int code, string console) = Run("timeout", ["--signal=KILL", "300", "systemd-nspawn", .. Container(home.Path, output)]);
        string found = Path.Combine(output, "found");

        if (!File.Exists(found))
        {
            Assert.Inconclusive($"no container here, systemd-nspawn ended with {code}: {console.Trim().Split('\n')[^1]}");
        }

        Dictionary<string, string> said = File.ReadLines(found).Select(line => line.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        string why = File.ReadAllText(Path.Combine(output, "said"));

        foreach ((string name, string value) in Expected(said.ContainsKey("token")))
        {
            Assert.AreEqual(value, said.GetValueOrDefault(name), $"{name}\n{why}");
        }
    }

    private static IEnumerable<(string Name, string Value)> Expected(bool hasToken)
    {
        (string, string)[] always =
        [
            ("installed", "0"), ("enabled", "enabled"), ("started", "active"), ("home", "0"), ("report", "0"), ("backup", "0"),
            ("restarted", "active"), ("units", "1"), ("stopped", "success"), ("mode", "700 nanoagent"), ("events", "2"),
        ];
        return hasToken ? [.. always, ("token", "active"), ("token-report", "0")] : always;
    }

    // Everything but /usr is the container's own and gone afterwards; it has no network but its loopback.
    private static string[] Container(string folder, string output)
    {
        string release = Directory.CreateDirectory(Path.Combine(folder, "release")).FullName;
        File.WriteAllText(Path.Combine(release, "nanoagent-linux-x64"), "#!/bin/sh\nexec /opt/dotnet/dotnet /opt/nanoagent/NanoAgent.Tool.dll \"$@\"\n");
        File.Copy(_unit, Path.Combine(release, Path.GetFileName(_unit)));
        string steps = Path.Combine(folder, "steps");
        File.WriteAllText(steps, InstallSteps());
        string machine = Path.Combine(folder, "machine-id");
        File.WriteAllText(machine, Guid.NewGuid().ToString("N") + "\n");
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string check = Repository.At("tests", "collector", "systemd");
        return
        [
            "--directory=/", "--volatile=yes", "--register=no", "--keep-unit", "--private-network", "--machine=nanoagent-" + Guid.NewGuid().ToString("N")[..8],
            $"--bind={output}:/out", $"--bind-ro={check}:/check", $"--bind-ro={check}/check.service:/etc/systemd/system/check.service",
            $"--bind-ro={release}:/release", $"--bind-ro={steps}:/steps", $"--bind-ro={machine}:/etc/machine-id", "--tmpfs=/usr/local/bin",
            $"--bind-ro={Path.GetDirectoryName(ToolProcess.Path)}:/opt/nanoagent", $"--bind-ro={dotnet}:/opt/dotnet",
            "--boot", "--", "--unit=check.service", "--show-status=no",
        ];
    }

    // The deployment page's first commands.
    private static string InstallSteps() => File.ReadAllText(Repository.At("tools", "collector", "deploy", "README.md")).Split("```sh\n")[1].Split("```")[0];

    private static (int Code, string Said) Run(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
