using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Checks;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Virtual;

/// <summary>CONTRIBUTING.md, "Add a check" and "Add a board", done as it says.</summary>
[TestClass]
public sealed class ContributingTests
{
    public static IEnumerable<object[]> Checks =>
        typeof(CheckIds).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral && f.FieldType == typeof(string)).Select(f => new object[] { f.Name, (string)f.GetRawConstantValue()! });

    [TestMethod]
    [DynamicData(nameof(Checks))]
    public void A_check_went_through_every_step(string name, string id)
    {
        string[] files = [.. Directory.GetFiles(Repository.At("agent", "checks"), "*.cs").Where(f => Regex.IsMatch(File.ReadAllText(f), $@"string Id => CheckIds\.{name};"))];

        StringAssert.Contains(File.ReadAllText(Repository.At("agent", "DESIGN.md")), $"`{id}`", "step 2");
        Assert.HasCount(1, files, "step 3");
        StringAssert.Contains(File.ReadAllText(Repository.At("agent", "checks", "AllChecks.cs")), Path.GetFileNameWithoutExtension(files[0]), "step 3");
        Assert.MatchesRegex($@"(?m)^ *{id} +fail ", File.ReadAllText(Repository.At("tests", "virtual", "matrix.txt")), "step 5");
        Assert.IsTrue(Directory.GetFiles(Repository.At("tools", "schemes", "data"), "*.json").Any(f => File.ReadAllText(f).Contains($"\"{id}\"", StringComparison.Ordinal)), "step 6");
    }

    [TestMethod]
    public void A_copied_board_builds_meets_the_contract_and_its_own_check_answers()
    {
        using var folder = new TemporaryFolder();
        CopyTemplate(folder.Path);
        Assembly mine = new AssemblyLoadContext("mine").LoadFromAssemblyPath(Build(folder.Path));
        var host = new MinimalBoard();
        object log = Make(mine, "JournalAsEventLog", Make(mine, "Journal"), Answering.Of(mine, "ILogIn", false));
        var board = (IBoard)Make(mine, "MineBoard", new MemoryFlash(16384), host, host, log);
        var check = (ICheck)Make(mine, "CaseClosedCheck", Answering.Of(mine, "ICaseSwitch", Answer.No));
        IReadOnlyList<string> violations = BoardContract.Violations(board);

        Assert.IsEmpty(violations, string.Join("; ", violations));
        Assert.AreEqual(Outcome.Fail, Asking.All(board, null, check)["case-closed"].Outcome);
    }

    // Steps 1 and 2: copy, another name in all files, build. What it refers to lies elsewhere and is built already.
    private static void CopyTemplate(string folder)
    {
        foreach (string path in Directory.GetFiles(Repository.At("boards", "template")).Where(f => !f.EndsWith(".md", StringComparison.Ordinal)))
        {
            string text = File.ReadAllText(path).Replace("Template", "Mine", StringComparison.Ordinal).Replace("../../agent", Repository.At("agent"), StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(path).Replace("Template", "Mine", StringComparison.Ordinal)), text);
        }
    }

    private static string Build(string folder)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string[] arguments = ["build", Path.Combine(folder, "Mine.csproj"), "-c", configuration, "--nologo", "-p:BuildProjectReferences=false"];
        using Process build = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, WorkingDirectory = folder })!;
        string said = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        Assert.AreEqual(0, build.ExitCode, said);
        return Path.Combine(folder, "bin", configuration, "net10.0", "NanoAgent.Boards.Mine.dll");
    }

    private static object Make(Assembly mine, string type, params object?[] arguments) => Activator.CreateInstance(mine.GetType("NanoAgent.Boards.Mine." + type, throwOnError: true)!, arguments)!;

    /// <summary>An interface of the copied board, every member of which gives one answer.</summary>
    public class Answering : DispatchProxy
    {
        private object? _answer;

        public static object Of(Assembly mine, string type, object answer)
        {
            object proxy = Create(mine.GetType("NanoAgent.Boards.Mine." + type, throwOnError: true)!, typeof(Answering));
            ((Answering)proxy)._answer = answer;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer;
    }
}
