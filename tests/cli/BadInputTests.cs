using System.Net;
using System.Net.Sockets;

namespace NanoAgent.Tests.Cli;

/// <summary>Whatever a user gets wrong: one clear line, the right exit code, no stack trace.</summary>
[TestClass]
public sealed class BadInputTests
{
    [TestMethod]
    public async Task An_unknown_option_is_wrong_use() => ExpectOneLine(await Run.Tool("demo", "--no-such-thing"), 2);

    [TestMethod]
    public async Task An_unknown_persona_is_wrong_use() => ExpectOneLine(await Run.Tool("demo", "--persona", "nobody"), 2);

    [TestMethod]
    public async Task A_file_that_is_not_there_is_wrong_use() => ExpectOneLine(await Run.Tool("verify", "/no/such/file"), 2);

    [TestMethod]
    public async Task A_folder_that_is_no_pack_is_wrong_use()
    {
        using var folder = new TemporaryFolder();
        ExpectOneLine(await Run.Tool("verify", folder.Path), 2);
    }

    [TestMethod]
    public async Task A_text_that_is_no_token_is_wrong_use()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("text"), "not a token");
        ExpectOneLine(await Run.Tool("verify", folder.At("text")), 2);
    }

    [TestMethod]
    public async Task A_busy_port_is_the_environment()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        ExpectOneLine(await Run.Tool("serve", "--db", folder.At("data"), "--urls", $"https://127.0.0.1:{port}"), 3);
    }

    [TestMethod]
    public async Task An_output_folder_that_cannot_be_made_is_the_environment()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("file"), "in the way");
        ExpectOneLine(await Run.Tool("demo", "--out", folder.At("file", "below")), 3);
    }

    [TestMethod]
    public async Task A_collector_that_is_down_is_the_environment()
    {
        using var folder = new TemporaryFolder();
        Run serveFolder = await Run.Tool("enrol", "token", "--model", "NA-100", "--db", folder.At("data"));
        Assert.AreEqual(0, serveFolder.ExitCode, serveFolder.People);
        File.WriteAllText(folder.At("ca.pem"), SomeCertificate());
        ExpectOneLine(await Run.Tool("board", "run", "--once", "--collector", "https://127.0.0.1:1", "--pin", folder.At("ca.pem")), 3);
    }

    [TestMethod]
    public async Task A_data_folder_without_a_collector_is_wrong_use()
    {
        using var folder = new TemporaryFolder();
        ExpectOneLine(await Run.Tool("declare", "--product", "P", "--firmware", "1", "--out", folder.At("o"), "--db", folder.At("none")), 2);
    }

    private static void ExpectOneLine(Run run, int exitCode)
    {
        Assert.AreEqual(exitCode, run.ExitCode, run.People);
        string[] errors = [.. run.People.Split('\n').Where(l => l.StartsWith("nanoagent: error: ", StringComparison.Ordinal))];
        Assert.HasCount(1, errors, run.People);
        Assert.DoesNotContain("   at ", run.People);
        Assert.DoesNotContain("Exception", run.People);
    }

    private static string SomeCertificate()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=x", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using System.Security.Cryptography.X509Certificates.X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return made.ExportCertificatePem();
    }
}
