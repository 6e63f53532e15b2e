using System.Diagnostics;
using System.Text.RegularExpressions;
using Mono.Cecil;

namespace NanoAgent.Tests.Native;

/// <summary>The firmware add-on: its C++ on this machine against a fake of ESP-IDF, and that its two halves agree. Nothing here ran on a chip.</summary>
[TestClass]
public sealed class NativeAddOnTests
{
    private const string Device = "netnano1.0";

    [TestMethod]
    public void The_native_half_passes_its_tests_on_this_machine_for_each_chip_family()
    {
        Need("cmake", "g++");

        if (!File.Exists("/usr/include/mbedtls/ecdsa.h"))
        {
            Assert.Inconclusive("not there: mbedTLS's headers (Debian: libmbedtls-dev)");
        }

        using var build = new TemporaryFolder();
        Run("cmake", "-S", Repository.At("boards", "native", "host"), "-B", build.Path);
        Run("cmake", "--build", build.Path);
        string report = Run("ctest", "--test-dir", build.Path, "--output-on-failure");
        StringAssert.Contains(report, "0 tests failed out of 5");
    }

    [TestMethod]
    public void The_facts_have_the_same_numbers_in_both_halves()
    {
        string header = File.ReadAllText(Repository.At("boards", "native", "cpp", "facts.h"));
        string[] native = [.. Regex.Matches(header, @"^\s+(\w+) = (\d+),$", RegexOptions.Multiline).Select(m => $"{m.Groups[1].Value} = {m.Groups[2].Value}")];
        using ModuleDefinition module = Managed();
        string[] managed = [.. Chip(module).Fields.Where(f => f.HasConstant).Select(f => $"{f.Name} = {f.Constant}")];
        CollectionAssert.AreEqual(native, managed);
        Assert.HasCount(11, managed);
    }

    [TestMethod]
    public void Every_native_method_has_a_body_of_its_shape()
    {
        string bodies = File.ReadAllText(Repository.At("boards", "native", "cpp", "NanoAgent_NativeFacts_NanoAgent_NativeFacts_Chip.cpp"));
        using ModuleDefinition module = Managed();
        MethodDefinition[] methods = [.. Chip(module).Methods.Where(m => m.IsInternalCall)];

        foreach (MethodDefinition method in methods)
        {
            StringAssert.Contains(bodies, Declaration(method));
        }

        Assert.HasCount(3, methods);
        Assert.AreEqual(methods.Length, Regex.Count(bodies, @"\bChip::\w+\("));
    }

    // What the compiler adds comes first in the assembly and moves every native method's number.
    [TestMethod]
    public void The_compiler_adds_no_type_of_its_own()
    {
        using ModuleDefinition module = Managed();
        CollectionAssert.AreEquivalent(
            (string[])["<Module>", "NanoAgent.NativeFacts.Chip", "NanoAgent.NativeFacts.ChipDebugPort", "NanoAgent.NativeFacts.ChipFacts", "NanoAgent.NativeFacts.NativeSigner"],
            module.Types.Select(t => t.FullName).ToArray());
    }

    // Expected: what the metadata processor wrote for this assembly (boards/native/README.md says which and how). A native method that is added, moved or
    // changed alters both numbers, and then every image with the add-on needs its files written anew.
    [TestMethod]
    public void Table_and_checksum_are_those_that_the_metadata_processor_wrote()
    {
        using ModuleDefinition module = Managed();
        CollectionAssert.AreEqual(
            (string[])
            [
                "NanoAgent_NativeFacts_Chip::Read___STATIC__I4__I4",
                "NanoAgent_NativeFacts_Chip::PublicKey___STATIC__I4__SZARRAY_U1__SZARRAY_U1",
                "NanoAgent_NativeFacts_Chip::Sign___STATIC__I4__SZARRAY_U1__SZARRAY_U1__SZARRAY_U1",
            ],
            NativeTable.Of(module).TakeWhile(entry => entry != null).ToArray());
        Assert.HasCount(25, NativeTable.Of(module));
        Assert.AreEqual(0x37D3_69F0u, NativeTable.Checksum(module));
    }

    private static ModuleDefinition Managed()
    {
        string configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        return ModuleDefinition.ReadModule(Repository.At("boards", "native", "bin", configuration, Device, "NanoAgent.NativeFacts.dll"));
    }

    private static TypeDefinition Chip(ModuleDefinition module) => module.GetType("NanoAgent.NativeFacts.Chip");

    // As the metadata processor spells it: Int32 is "signed int", byte[] a typed array, and the result code comes last.
    private static string Declaration(MethodDefinition method)
    {
        IEnumerable<string> parameters = method.Parameters.Select((p, i) => $"{(p.ParameterType.IsArray ? "CLR_RT_TypedArray_UINT8" : "signed int")} param{i}");
        return $"signed int Chip::{method.Name}({string.Join(", ", parameters.Append("HRESULT &hr"))})";
    }

    private static void Need(params string[] commands)
    {
        foreach (string command in commands)
        {
            if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, command))))
            {
                Assert.Inconclusive($"not there: {command}");
            }
        }
    }

    private static string Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, $"{command} {string.Join(' ', arguments)}\n{output}\n{errors.Result}");
        return output;
    }
}
