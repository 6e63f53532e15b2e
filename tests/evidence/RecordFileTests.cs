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

    [TestMethod]
    public void A_second_record_of_one_product_is_told_since_neither_is_the_newer()
    {
        using var records = new Records();
        string file = RecordStore.Add(records.Folder, new ProductRecord { Product = "lamp", Models = ["a"] });
        File.Copy(Path.Combine(records.Folder, file), Path.Combine(records.Folder, "product-zzz.json"));
        RecordStore store = records.Store;
        Assert.AreEqual(file, store.Records.Single().Name);
        Assert.AreEqual("product-zzz.json", store.Problems.Single().File);
    }

    [TestMethod]
    public void What_is_recorded_of_a_product_later_takes_the_place_of_what_was_recorded_before()
    {
        using var records = new Records();
        RecordStore.Add(records.Folder, new ProductRecord { Product = "lamp", Models = ["a"], LabelNumber = "1" });
        RecordStore.Add(records.Folder, new ProductRecord { Product = "bell", Models = ["b"] });
        RecordStore.Add(records.Folder, new ProductRecord { Product = "lamp", Models = ["a"], LabelNumber = "2" });
        Assert.HasCount(2, records.Store.Records);
        Assert.AreEqual("2", records.Store.Product("lamp").LabelNumber);
    }
}
