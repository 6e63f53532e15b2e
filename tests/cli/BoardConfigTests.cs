using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using NanoAgent.Boards.Configuration;

namespace NanoAgent.Tests.Cli;

/// <summary>The unit file that the tool writes is the one that the firmware reads.</summary>
[TestClass]
public sealed class BoardConfigTests
{
    [TestMethod]
    public async Task The_least_file_has_no_secret_and_is_read_by_the_firmwares_reader()
    {
        using var folder = new TemporaryFolder();
        Run run = await Config(folder, "--json");
        Assert.AreEqual(0, run.ExitCode, run.People);
        UnitConfiguration unit = Read(folder);
        Assert.AreEqual(("NA-100", "collector.example", 8443), (unit.Model, unit.CollectorHost, unit.CollectorPort));
        Assert.AreEqual((null, null, null), (unit.WifiSsid, unit.WifiPassword, unit.EnrolmentToken));
        Assert.AreEqual(folder.At("unit", "nanoagent.unit"), run.Json.GetProperty("file").GetString());
    }

    [TestMethod]
    public async Task Secrets_come_from_standard_input_and_an_option_that_a_token_alone_has()
    {
        using var folder = new TemporaryFolder();
        Run run = await Config(folder, "--wifi", "factory", "--wifi-password-file", "-", "--enrol", "once", "--deep-sleep", "--port", "80", "--port", "443");
        Assert.AreEqual(0, run.ExitCode, run.People);
        UnitConfiguration unit = Read(folder);
        Assert.AreEqual(("factory", "a passphrase", "once", true), (unit.WifiSsid, unit.WifiPassword, unit.EnrolmentToken, unit.SleepsDeeply));
        Assert.AreSequenceEqual([80, 443], unit.DeclaredPorts);
        Assert.DoesNotContain("a passphrase", run.Results + run.People);
    }

    [TestMethod]
    public async Task A_batch_has_its_tag_key_from_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("tag.key"), "AAECAwQFBgcICQoLDA0ODw==\n");
        Run run = await Config(folder, "--tag-batch", "2026-11", "--tag-key-file", folder.At("tag.key"));
        Assert.AreEqual(0, run.ExitCode, run.People);
        UnitConfiguration unit = Read(folder);
        Assert.AreEqual(("2026-11", "000102030405060708090A0B0C0D0E0F"), (unit.TagBatch, Convert.ToHexString(unit.TagKey)));
        Assert.DoesNotContain("AAECAwQF", run.Results + run.People);
    }

    [TestMethod]
    [DataRow("no base64!", "holds no key")]
    [DataRow("AAEC", "tag-key")]
    public async Task A_tag_key_that_is_none_is_refused(string key, string said)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("tag.key"), key);
        Run run = await Config(folder, "--tag-batch", "2026-11", "--tag-key-file", folder.At("tag.key"));
        Assert.AreEqual(2, run.ExitCode, run.People);
        Assert.Contains(said, run.People);
        Assert.DoesNotContain(key, run.People);
    }

    [TestMethod]
    public async Task The_deployment_list_names_the_file_and_its_place_on_the_unit()
    {
        using var folder = new TemporaryFolder();
        await Config(folder, "--serialport", "COM3");
        JsonElement list = JsonDocument.Parse(File.ReadAllText(folder.At("unit", "deploy.json"))).RootElement;
        JsonElement file = list.GetProperty("files")[0];
        Assert.AreEqual("COM3", list.GetProperty("serialport").GetString());
        Assert.AreEqual(@"I:\nanoagent.unit", file.GetProperty("DestinationFilePath").GetString());
        Assert.AreEqual(folder.At("unit", "nanoagent.unit"), file.GetProperty("SourceFilePath").GetString());
    }

    [TestMethod]
    public async Task The_file_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("file modes are of Unix");
            return;
        }

        using var folder = new TemporaryFolder();
        await Config(folder);
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.At("unit", "nanoagent.unit")));
    }

    [TestMethod]
    [DataRow("--interval", "5", "interval")]
    [DataRow("--port", "0", "declared-ports")]
    [DataRow("--wifi", "name\ntime-server=other.example", "a line end")]
    [DataRow("--enrol", "", "--enrol takes a value")]
    [DataRow("--time-server", "http://time.example", "time-server")]
    public async Task What_the_firmware_would_refuse_is_not_written(string option, string value, string said)
    {
        using var folder = new TemporaryFolder();
        Run run = await Config(folder, option, value);
        Assert.AreEqual(2, run.ExitCode, run.People);
        Assert.Contains(said, run.People);
        Assert.IsFalse(Directory.Exists(folder.At("unit")));
    }

    [TestMethod]
    [DataRow("http://collector.example")]
    [DataRow("https://collector.example/path")]
    public async Task An_address_that_a_unit_cannot_use_is_refused(string address)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("ca.pem"), Certificate());
        Run run = await Run.Tool("board", "config", "--model", "M", "--collector", address, "--pin", folder.At("ca.pem"), "--out", folder.At("unit"));
        Assert.AreEqual(2, run.ExitCode, run.People);
    }

    [TestMethod]
    public async Task A_pin_that_is_no_certificate_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("ca.pem"), "no certificate");
        Run run = await Run.Tool("board", "config", "--model", "M", "--collector", "https://c.example", "--pin", folder.At("ca.pem"), "--out", folder.At("unit"));
        Assert.AreEqual(2, run.ExitCode, run.People);
        Assert.Contains("is no certificate", run.People);
    }

    private static Task<Run> Config(TemporaryFolder folder, params string[] more)
    {
        File.WriteAllText(folder.At("ca.pem"), Certificate());
        string[] least = ["board", "config", "--model", "NA-100", "--collector", "https://collector.example:8443", "--pin", folder.At("ca.pem"), "--out", folder.At("unit")];
        return Run.ToolWithInput("a passphrase\n", [.. least, .. more]);
    }

    private static UnitConfiguration Read(TemporaryFolder folder)
    {
        Assert.AreEqual(ConfigurationFault.None, UnitConfiguration.Read(File.ReadAllText(folder.At("unit", "nanoagent.unit")), out UnitConfiguration unit, out _));
        return unit;
    }

    private static string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return made.ExportCertificatePem();
    }
}
