using System.Text.RegularExpressions;
using Mono.Cecil;

namespace NanoAgent.Tests.Arrows;

/// <summary>One signer, one hash: what a unit says is made by the same managed code on the desktop and on the chip.</summary>
[TestClass]
public sealed partial class OneSignerTests
{
    /// <summary>A simulated service of the virtual board needs a TLS server certificate, which is .NET's to make; it signs nothing that a unit says.</summary>
    private static readonly string[] s_tlsServers = ["Tls", "Certificate"];

    [TestMethod]
    public void DotNet_signatures_are_used_by_the_verifier_only()
    {
        IEnumerable<string> files = new[] { "agent", "attestation", "boards" }.SelectMany(f => ProjectFile.Files(Repository.At(f), "*.cs"));
        Found.Nothing(files.Where(f => UsesDotNetSigner(ProjectFile.Relative(f), File.ReadAllText(f))).Select(ProjectFile.Relative));
    }

    [TestMethod]
    [DataRow("agent/report/Signer.cs", true)]
    [DataRow("boards/virtual/Signer.cs", true)]
    [DataRow("boards/virtual/TlsService.cs", false)]
    [DataRow("boards/esp32/TlsService.cs", true)]
    [DataRow("attestation/verify/Verifier.cs", false)]
    [DataRow("attestation/crypto/P256.net.cs", true)]
    public void A_second_signer_is_found(string path, bool refused) =>
        Assert.AreEqual(refused, UsesDotNetSigner(path, "var key = ECDsa.Create(); // signs"));

    [TestMethod]
    public void Shared_code_calls_nothing_of_DotNet_cryptography()
    {
        foreach (string project in new[] { "attestation/Attestation.csproj", "agent/Agent.csproj" })
        {
            using var module = ModuleDefinition.ReadModule(ProjectFile.All.Single(p => p.Path == project).Output("net10.0"));
            Found.Nothing(module.GetTypeReferences().Where(t => t.Namespace == "System.Security.Cryptography").Select(t => t.FullName));
        }
    }

    private static bool UsesDotNetSigner(string path, string source)
    {
        bool verifier = path.StartsWith("attestation/verify/", StringComparison.Ordinal);
        bool tlsServer = path.StartsWith("boards/virtual/", StringComparison.Ordinal) && s_tlsServers.Any(Path.GetFileName(path).Contains);
        return !verifier && !tlsServer && DotNetSigner().IsMatch(Comment().Replace(source, ""));
    }

    [GeneratedRegex(@"\bECDsa\w*|\bECDiffieHellman\w*")]
    private static partial Regex DotNetSigner();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();
}
