using System.Text.Json;

namespace NanoAgent.Tests.Cli;

[TestClass]
public sealed class ProvisionTests
{
    private const string Ueid = "AQIDBAUGBwgJCgsMDQ4PEA";

    [TestMethod]
    public async Task A_fuse_summary_becomes_a_signed_record_of_the_unit()
    {
        using var folder = new TemporaryFolder();
        Run run = await Provision(folder, Summary(secureBoot: true));
        Assert.AreEqual(0, run.ExitCode, run.People);
        Assert.AreEqual("on", run.Json.GetProperty("fuses").GetProperty("secureBoot").GetString());
        Run list = await Run.Tool("record", "list", "--records", folder.At("records"));
        Assert.AreEqual(0, list.ExitCode, list.People);
        StringAssert.StartsWith(list.Results, "provisioning-");
    }

    [TestMethod]
    public async Task The_same_key_file_signs_again()
    {
        using var folder = new TemporaryFolder();
        await Provision(folder, Summary(secureBoot: true));
        string key = File.ReadAllText(folder.At("key.pem"));
        Assert.AreEqual(0, (await Provision(folder, Summary(secureBoot: false))).ExitCode);
        Assert.AreEqual(key, File.ReadAllText(folder.At("key.pem")));
    }

    [TestMethod]
    public async Task The_mac_address_is_in_no_record()
    {
        using var folder = new TemporaryFolder();
        await Provision(folder, Summary(secureBoot: true));
        string record = File.ReadAllText(Directory.GetFiles(folder.At("records")).Single());
        string payload = JsonDocument.Parse(record).RootElement.GetProperty("jws").GetString()!.Split('.')[1];
        string text = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(payload));
        Assert.IsFalse(text.Contains("24:6f", StringComparison.OrdinalIgnoreCase));
    }

    [TestMethod]
    [DataRow("[]")]
    [DataRow("")]
    [DataRow("{\"SECURE_BOOT_EN\":{}}")]
    public async Task What_is_no_summary_is_wrong_use(string summary)
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(2, (await Provision(folder, summary)).ExitCode);
    }

    private static Task<Run> Provision(TemporaryFolder folder, string summary)
    {
        File.WriteAllText(folder.At("summary.json"), summary);
        return Run.Tool(
            "provision", "--efuse", folder.At("summary.json"), "--chip", "esp32-c3", "--ueid", Ueid, "--product", "lamp", "--by", "P. Provisioner", "--key", folder.At("key.pem"), "--records", folder.At("records"), "--json");
    }

    internal static string Summary(bool secureBoot)
    {
        string[] off = ["DIS_DOWNLOAD_MANUAL_ENCRYPT", "DIS_DOWNLOAD_ICACHE", "DIS_PAD_JTAG", "DIS_USB_JTAG", "DIS_USB_SERIAL_JTAG", "DIS_DOWNLOAD_MODE", "ENABLE_SECURITY_DOWNLOAD"];
        var fuses = off.ToDictionary(name => name, _ => Fuse(false));
        fuses["SECURE_BOOT_EN"] = Fuse(secureBoot);
        fuses["SPI_BOOT_CRYPT_CNT"] = Fuse("Disable");
        fuses["SOFT_DIS_JTAG"] = fuses["SECURE_VERSION"] = Fuse(0);
        fuses["MAC"] = Fuse("24:6f:28:00:00:01 (OK)");
        return JsonSerializer.Serialize(fuses);
    }

    private static object Fuse(object value) => new { readable = true, writeable = true, value };
}
