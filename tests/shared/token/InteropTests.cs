using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace NanoAgent.Tests.Shared.Token;

/// <summary>Somebody else's library, jose on Node, takes our tokens with the key as we export it, and refuses what is not ours.</summary>
[TestClass]
public sealed class InteropTests
{
    private static readonly string s_folder = Repository.At("tests", "interop");

    [TestMethod]
    public void Another_library_verifies_a_token_of_ours_with_the_exported_key()
    {
        TokenVector vector = TokenVector.Named("good-plain");
        (int code, string claims) = Jose(vector["key"], vector["text"]);
        Assert.AreEqual(0, code);
        using JsonDocument read = JsonDocument.Parse(claims);
        Assert.AreEqual(vector["nonce"], read.RootElement.GetProperty("eat_nonce").GetString());
    }

    [TestMethod]
    [DataRow("bad-signature-payload")]
    [DataRow("bad-signature-other-key")]
    [DataRow("wrong-type")]
    [DataRow("wrong-algorithm-unsigned")]
    public void Another_library_refuses_what_we_refuse(string name)
    {
        TokenVector vector = TokenVector.Named(name);
        (int code, _) = Jose(vector["key"], vector["text"]);
        Assert.AreEqual(1, code);
    }

    private static (int Code, string Claims) Jose(string key, string token)
    {
        if (!Directory.Exists(Path.Combine(s_folder, "node_modules", "jose")))
        {
            Assert.Inconclusive("jose is not installed: npm ci --prefix tests/interop");
        }

        try
        {
            using Process node = Process.Start(new ProcessStartInfo("node", "verify.mjs") { WorkingDirectory = s_folder, RedirectStandardInput = true, RedirectStandardOutput = true })!;
            node.StandardInput.Write($$"""{"key":{{key}},"token":"{{token}}","audience":"collector.example"}""");
            node.StandardInput.Close();
            string claims = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            return (node.ExitCode, claims);
        }
        catch (Win32Exception)
        {
            Assert.Inconclusive("node is not there");
            throw;
        }
    }
}
