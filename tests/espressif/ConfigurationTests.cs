using System.Text;
using NanoAgent.Boards.Configuration;
using NanoAgent.Boards.Espressif;
using NanoAgent.Tests.Espressif.Fake;

namespace NanoAgent.Tests.Espressif;

/// <summary>The unit file is taken whole or refused whole.</summary>
[TestClass]
public sealed class ConfigurationTests
{
    private const string Least = "nanoagent-unit 1\nmodel=M\ncollector-host=c.example\ncollector-ca=AQID\n";

    [TestMethod]
    public void What_is_written_reads_back()
    {
        var written = new UnitConfiguration
        {
            Model = "NA-100", CollectorHost = "10.0.0.1", CollectorPort = 8443, CollectorCa = "AQID", EnrolmentToken = "t=t", WifiSsid = "a net",
            WifiPassword = "12345678", TimeServer = "time.example", IntervalSeconds = 60, SleepsDeeply = true, DeclaredPorts = [80, 443],
            TagBatch = "2026-11", TagKey = [.. Enumerable.Range(0, 16).Select(i => (byte)i)],
        };
        Assert.AreEqual(ConfigurationFault.None, UnitConfiguration.Read(written.ToText(), out UnitConfiguration read, out _));
        Assert.AreEqual(written.ToText(), read.ToText());
        Assert.AreSequenceEqual([80, 443], read.DeclaredPorts);
        Assert.AreEqual("t=t", read.EnrolmentToken);
    }

    [TestMethod]
    public void The_least_file_has_no_secret_and_the_defaults()
    {
        Assert.AreEqual(ConfigurationFault.None, UnitConfiguration.Read(Least, out UnitConfiguration read, out _));
        Assert.AreEqual((443, 3600, false, null, null), (read.CollectorPort, read.IntervalSeconds, read.SleepsDeeply, read.WifiPassword, read.EnrolmentToken));
    }

    [TestMethod]
    [DataRow("", ConfigurationFault.NoHeader, 0)]
    [DataRow("\n", ConfigurationFault.NoHeader, 1)]
    [DataRow("nanoagent-unit 2\n", ConfigurationFault.NoHeader, 1)]
    [DataRow("nanoagent-unit 1\r\n", ConfigurationFault.NoHeader, 1)]
    [DataRow("nanoagent-unit 1\nmodel", ConfigurationFault.NoEntry, 2)]
    [DataRow("nanoagent-unit 1\nmodel=M", ConfigurationFault.NoEntry, 2)]
    [DataRow("nanoagent-unit 1\n=M\n", ConfigurationFault.NoEntry, 2)]
    [DataRow("nanoagent-unit 1\nmodel=M\r\n", ConfigurationFault.NoEntry, 2)]
    [DataRow("nanoagent-unit 1\nmodel=Gerät\n", ConfigurationFault.NoEntry, 2)]
    [DataRow("nanoagent-unit 1\n\n", ConfigurationFault.NoEntry, 2)]
    [DataRow("nanoagent-unit 1\nModel=M\n", ConfigurationFault.UnknownKey, 2)]
    [DataRow("nanoagent-unit 1\nmodel =M\n", ConfigurationFault.UnknownKey, 2)]
    [DataRow("nanoagent-unit 1\nmodel=M\nmodel=M\n", ConfigurationFault.RepeatedKey, 3)]
    [DataRow("nanoagent-unit 1\nmodel=M\n", ConfigurationFault.MissingKey, 0)]
    public void A_file_that_is_wrong_is_refused_with_its_line(string text, ConfigurationFault fault, int line)
    {
        Assert.AreEqual(fault, UnitConfiguration.Read(text, out UnitConfiguration read, out int at));
        Assert.AreEqual(line, at);
        Assert.IsNull(read);
    }

    [TestMethod]
    [DataRow("collector-port=0")]
    [DataRow("collector-port=65536")]
    [DataRow("collector-port=0443")]
    [DataRow("collector-port=+443")]
    [DataRow("collector-port=4294967739")]
    [DataRow("interval=59")]
    [DataRow("interval=172801")]
    [DataRow("deep-sleep=true")]
    [DataRow("wifi-ssid=")]
    [DataRow("wifi-ssid=123456789012345678901234567890123")]
    [DataRow("wifi-password=1234567")]
    [DataRow("time-server=Time.example")]
    [DataRow("declared-ports=80,")]
    [DataRow("declared-ports=80, 443")]
    [DataRow("declared-ports=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17")]
    [DataRow("enrolment-token=")]
    [DataRow("tag-batch=")]
    [DataRow("tag-batch=November")]
    [DataRow("tag-batch=123456789012345678901234567890123")]
    [DataRow("tag-key=AAECAwQFBgcICQoLDA0O")]
    [DataRow("tag-key=AAECAwQFBgcICQoLDA0ODw")]
    [DataRow("tag-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0A=")]
    public void A_value_out_of_its_bounds_is_refused(string entry) =>
        Assert.AreEqual(ConfigurationFault.BadValue, UnitConfiguration.Read(Least + entry + "\n", out _, out _));

    [TestMethod]
    [DataRow("")]
    [DataRow("A")]
    [DataRow("AQI=A")]
    [DataRow("AQID=")]
    [DataRow("A===")]
    [DataRow("AQ-_")]
    public void A_certificate_that_is_no_base64_is_refused(string ca) =>
        Assert.AreEqual(ConfigurationFault.BadValue, UnitConfiguration.Read(Least.Replace("AQID", ca), out _, out _));

    [TestMethod]
    public void A_password_without_a_network_is_refused() =>
        Assert.AreEqual(ConfigurationFault.MissingKey, UnitConfiguration.Read(Least + "wifi-password=12345678\n", out _, out _));

    [TestMethod]
    [DataRow("tag-batch=b\n")]
    [DataRow("tag-key=AAECAwQFBgcICQoLDA0ODw==\n")]
    public void A_batch_without_its_key_and_a_key_without_its_batch_are_refused(string entry) =>
        Assert.AreEqual(ConfigurationFault.MissingKey, UnitConfiguration.Read(Least + entry, out _, out _));

    [TestMethod]
    public void A_file_that_is_too_long_is_refused_before_it_is_read() =>
        Assert.AreEqual(ConfigurationFault.TooLong, UnitConfiguration.Read(new string('x', UnitConfiguration.MaxLength + 1), out _, out _));

    [TestMethod]
    public void A_chip_without_a_unit_file_says_so()
    {
        World.Reset();
        Assert.IsNull(UnitFile.Read(out string fault));
        StringAssert.Contains(fault, "no unit file");
        World.Files[UnitFile.Path] = Encoding.ASCII.GetBytes("nanoagent-unit 1\nmodel=M\nkey=v\n");
        Assert.IsNull(UnitFile.Read(out fault));
        StringAssert.Contains(fault, "in line 3");
    }
}
