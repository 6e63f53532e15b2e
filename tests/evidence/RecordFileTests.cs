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
    [DataRow("first", "second")]
    [DataRow("second", "first")]
    public void Of_two_confirmations_of_one_day_the_one_recorded_last_holds(string earlier, string later)
    {
        using Records records = new Records().Confirm("S1.1-02");
        Add(records, earlier, "2026-11-01T08:00:00.000Z");
        Add(records, later, "2026-11-01T08:00:00.001Z");
        Assert.AreEqual(later, Newest(records));
    }

    [TestMethod]
    public void A_confirmation_of_an_earlier_version_comes_before_those_of_its_day_that_say_when()
    {
        using Records records = new Records().Confirm("S1.1-02");
        Assert.AreEqual("=looked at", Newest(records));
        Add(records, "new", "2026-11-01T00:00:00.000Z");
        Assert.AreEqual("new", Newest(records));
    }

    [TestMethod]
    [DataRow("2026-11-01")]
    [DataRow("2026-11-01T08:00:00Z")]
    [DataRow("2026-11-01T08:00:00.000+09:00")]
    [DataRow("2026-13-01T08:00:00.000Z")]
    public void A_time_of_recording_of_another_form_is_refused(string recordedAt) =>
        Assert.AreEqual(RecordRule.RecordedAt, RecordStore.TryAdd("nowhere", Confirmation("x", recordedAt), out _)?.Rule);

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

    private static string? Newest(Records records) => new Fleet().With("a").Declare(records.Store).Rows.Single(r => r.Criterion.Id == "S1.1-02").Confirmation?.Note;

    private static void Add(Records records, string note, string recordedAt) => RecordStore.Add(records.Folder, Confirmation(note, recordedAt));

    private static ConfirmationRecord Confirmation(string note, string recordedAt) =>
        new() { Product = Fleet.Model, Firmware = Fleet.Firmware, Criterion = "S1.1-02", By = "Y. Yamada", Date = "2026-11-01", Note = note, RecordedAt = recordedAt };
}
