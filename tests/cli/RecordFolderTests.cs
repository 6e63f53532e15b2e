using NanoAgent.Tool;

namespace NanoAgent.Tests.Cli;

/// <summary>Commands and pages work with one record folder unless somebody says otherwise.</summary>
[TestClass]
public sealed class RecordFolderTests
{
    [TestMethod]
    [DataRow("", "data/records", DisplayName = "nothing there yet")]
    [DataRow("data", "data/records", DisplayName = "a collector without records")]
    [DataRow("data/records", "data/records", DisplayName = "a collector with records")]
    [DataRow("records", "records", DisplayName = "records of an earlier version")]
    [DataRow("data;records", "records", DisplayName = "records of an earlier version beside a collector without")]
    [DataRow("data/records;records", "data/records", DisplayName = "both: the collector's")]
    public void The_record_folder_is_the_collectors_unless_only_an_earlier_versions_is_there(string there, string expected)
    {
        using var folder = new TemporaryFolder();
        there.Split(';').ToList().ForEach(name => Directory.CreateDirectory(folder.At(name)));
        Assert.AreEqual(folder.At(expected), RecordFolder.Of(new DirectoryInfo(folder.At("data")), new DirectoryInfo(folder.Path)).Path);
    }

    [TestMethod]
    public async Task Declare_takes_the_records_of_the_collector_whose_data_it_is_given()
    {
        using var folder = new TemporaryFolder();
        await using (await NanoAgent.Collector.CollectorHost.StartAsync(new NanoAgent.Collector.CollectorOptions { DataFolder = folder.At("collector"), Url = new Uri("https://127.0.0.1:0") }))
        {
        }

        Directory.CreateDirectory(folder.At("collector", "records"));
        File.WriteAllText(folder.At("collector", "records", "odd.json"), "{}");
        Run declare = await Run.Tool("declare", "--product", "lamp", "--firmware", "1.0.0", "--db", folder.At("collector"), "--out", folder.At("out"));
        Assert.AreEqual(2, declare.ExitCode);
        StringAssert.Contains(declare.People, "odd.json");
    }
}
