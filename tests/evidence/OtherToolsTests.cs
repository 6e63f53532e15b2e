using System.ComponentModel;
using System.Diagnostics;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

/// <summary>Another tool, jose on Node, follows the pack's VERIFY.md with none of our code.</summary>
[TestClass]
public sealed class OtherToolsTests
{
    private static readonly string s_interop = Repository.At("tests", "interop");

    private string _folder = "";

    [TestInitialize]
    public void Make() => _folder = Directory.CreateTempSubdirectory("nanoagent-other-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void The_written_procedure_leads_another_tool_through_all_steps()
    {
        (int code, string steps) = Follow(Fleet(), _ => { });
        Assert.AreEqual(0, code, steps);
        StringAssert.EndsWith(steps.Trim(), "8 counts");
    }

    [TestMethod]
    [DataRow("manifest.json", "step 1")]
    [DataRow("index.html", "step 2")]
    public void The_written_procedure_finds_a_changed_byte(string file, string step)
    {
        (int code, string steps) = Follow(Fleet(), pack =>
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(pack, file));
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(Path.Combine(pack, file), bytes);
        });
        Assert.AreEqual(1, code);
        StringAssert.Contains(steps, step);
    }

    private static Fleet Fleet() => new Fleet().With("a").With("b", "default-credentials=fail:known-default").With("c").With("d").With("e");

    private (int Code, string Steps) Follow(Fleet fleet, Action<string> change)
    {
        if (!Directory.Exists(Path.Combine(s_interop, "node_modules", "jose")))
        {
            Assert.Inconclusive("jose is not installed: npm ci --prefix tests/interop");
        }

        string pack = Path.Combine(_folder, "pack");
        using Records records = new Records().Everything();
        PackWriter.Write(fleet.Declare(records.Store), pack, fleet.Pack);
        File.WriteAllBytes(Path.Combine(_folder, "keys.json"), KeySet.Write(fleet.Keys));
        change(pack);

        try
        {
            var start = new ProcessStartInfo("node", ["verify-pack.mjs", pack, Path.Combine(_folder, "keys.json")]) { WorkingDirectory = s_interop, RedirectStandardOutput = true, RedirectStandardError = true };
            using Process node = Process.Start(start)!;
            string steps = node.StandardOutput.ReadToEnd() + node.StandardError.ReadToEnd();
            node.WaitForExit();
            return (node.ExitCode, steps);
        }
        catch (Win32Exception)
        {
            Assert.Inconclusive("node is not there");
            throw;
        }
    }
}
