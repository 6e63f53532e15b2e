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

    // Its hash is right: a collector would hand it out, and a pack take it along.
    [TestMethod]
    [DataRow("../outside.txt")]
    [DataRow("..")]
    [DataRow("/outside.txt")]
    [DataRow("below/outside.txt")]
    [DataRow("..\\\\outside.txt")]
    [DataRow("c:outside.txt")]
    public void A_document_whose_file_leads_out_of_its_folder_is_refused(string file)
    {
        using Records records = new Records().Document("S1.1-02");
        string name = Path.GetFileName(Directory.GetFiles(records.Folder, "vendor-document-*.json").Single());
        string json = File.ReadAllText(Path.Combine(records.Folder, name));
        File.WriteAllText(Path.Combine(records.Folder, name), json.Replace(records.Store.Records.Select(r => r.Record).OfType<DocumentRecord>().Single().File, file, StringComparison.Ordinal));

        Assert.AreEqual((name, RecordRule.PlainName), (records.Store.Problems.Single().File, records.Store.Problems.Single().Fault.Rule));
        Assert.IsEmpty(records.Store.Records);
    }

    [TestMethod]
    [DataRow("[null]")]
    [DataRow("[\"a\",null]")]
    [DataRow("[\"\"]")]
    public void A_list_with_nothing_in_a_place_is_told(string models)
    {
        using var records = new Records();
        File.WriteAllText(Path.Combine(records.Folder, "record.json"), $$"""{"kind":"product","product":"lamp","models":{{models}},"reason_alike":"one board"}""");
        Assert.AreEqual("record.json", records.Store.Problems.Single().File);
    }

    [TestMethod]
    [DataRow("tester")]
    [DataRow("tool")]
    [DataRow("summary")]
    [DataRow("unit")]
    [DataRow("units")]
    public void A_signed_test_that_does_not_say_who_tested_what_is_refused(string empty)
    {
        TestContent whole = Content();
        TestContent without = empty switch
        {
            "tester" => whole with { Tester = " " },
            "tool" => whole with { Tool = "" },
            "summary" => whole with { Summary = "" },
            "unit" => whole with { Units = [""] },
            _ => whole with { Units = [] },
        };
        Assert.AreEqual(RecordRule.NoEmptyText, RecordStore.TryAdd("nowhere", TestContent.Sign(without, Fleet.Signer("tester")), out _)?.Rule);
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(long.MaxValue)]
    public void A_signed_record_of_a_time_that_is_none_is_refused(long at)
    {
        using Records records = new();
        RecordStore.Add(records.Folder, TestContent.Sign(Content(at: 1790000000), Fleet.Signer("tester")));
        Assert.AreEqual(RecordRule.TestSignature, RecordStore.TryAdd(records.Folder, TestContent.Sign(Content(at), Fleet.Signer("tester")), out _)?.Rule);
        Assert.Throws<ArgumentException>(() => records.Provision("a", ProvisioningTests.AllUnknown, at));
    }

    [TestMethod]
    public void A_provisioning_record_by_nobody_is_refused() => Assert.AreEqual(RecordRule.NoEmptyText, RecordStore.TryAdd("nowhere", ProvisioningContent.Sign(new ProvisioningContent
    {
        Product = Fleet.Model, Ueid = Fleet.UeidOf("a"), JoinedBy = ProvisioningJoin.Ueid, Fuses = ProvisioningTests.AllUnknown, SummarySha256 = new string('0', 64), By = "", At = 1790000000,
    }, Fleet.Signer("provisioner")), out _)?.Rule);

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

    private static TestContent Content(long at = 1790000000) => new()
    {
        Product = Fleet.Model, Firmware = Fleet.Firmware, Criteria = ["S1.1-04"], Outcome = TestOutcome.Pass, At = at, Virtual = true, Tester = "T. Tester", Tool = "bench 1", Summary = "slowed", Units = ["SN-1"],
    };

    private static string? Newest(Records records) => new Fleet().With("a").Declare(records.Store).Rows.Single(r => r.Criterion.Id == "S1.1-02").Confirmation?.Note;

    private static void Add(Records records, string note, string recordedAt) => RecordStore.Add(records.Folder, Confirmation(note, recordedAt));

    private static ConfirmationRecord Confirmation(string note, string recordedAt) =>
        new() { Product = Fleet.Model, Firmware = Fleet.Firmware, Criterion = "S1.1-02", By = "Y. Yamada", Date = "2026-11-01", Note = note, RecordedAt = recordedAt };
}
