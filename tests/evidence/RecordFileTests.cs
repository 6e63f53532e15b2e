using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

/// <summary>A file among the records that is none is a problem with a name, and never an exception.</summary>
[TestClass]
public sealed class RecordFileTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("{\"product\":\"lamp\"}", DisplayName = "without its kind")]
    [DataRow("{\"kind\":\"another\",\"product\":\"lamp\"}", DisplayName = "of a kind that there is not")]
    [DataRow("{\"kind\":\"product\",\"product\":\"\\ud800\",\"models\":[\"a\"]}", DisplayName = "half a character")]
    public void What_is_no_record_is_told(string json)
    {
        using var records = new Records();
        File.WriteAllText(Path.Combine(records.Folder, "record.json"), json);
        RecordStore store = records.Store;
        Assert.IsEmpty(store.Records);
        Assert.AreEqual("record.json", store.Problems.Single().File);
    }
}
