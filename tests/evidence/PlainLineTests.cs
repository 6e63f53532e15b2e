using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

/// <summary>What people write, and what a filing carries, reads as it stands.</summary>
[TestClass]
public sealed class PlainLineTests
{
    [TestMethod]
    [DataRow("Ada Lovelace")]
    [DataRow("山田 花子")]
    [DataRow("葛\U000E0100城", DisplayName = "the form of a character, as Japanese names have it")]
    [DataRow("نیما می\u200Cخواهم", DisplayName = "Persian, with a joiner that belongs there")]
    [DataRow("ක්\u200Dෂ", DisplayName = "Sinhala, with a joiner after a mark")]
    [DataRow("שרה")]
    [DataRow("")]
    public void A_name_in_any_script_is_plain(string text) => Assert.IsTrue(PlainLine.Is(text));

    [TestMethod]
    [DataRow("\u202Eretcelloc", DisplayName = "right to left, so that it reads collector")]
    [DataRow("Ada\u2066", DisplayName = "an isolate that is not closed")]
    [DataRow("Ada\u200B", DisplayName = "no width")]
    [DataRow("Ada\uFEFF", DisplayName = "byte order mark")]
    [DataRow("cert\u200Cified", DisplayName = "a joiner within a Latin word")]
    [DataRow("\u200DAda", DisplayName = "a joiner that joins nothing")]
    [DataRow("適合\u200D製品", DisplayName = "a joiner within Japanese")]
    [DataRow("Ada\u3164", DisplayName = "a letter of which nothing is seen")]
    [DataRow("\U000E0041da", DisplayName = "a tag character, beyond 16 bits")]
    [DataRow("seen\u2028Bob set-state", DisplayName = "line separator")]
    [DataRow("seen\nBob", DisplayName = "line feed")]
    [DataRow("seen\u001B[2J", DisplayName = "escape")]
    public void What_hides_or_turns_is_not(string text) => Assert.IsFalse(PlainLine.Is(text));

    [TestMethod]
    [DataRow("name")]
    [DataRow("model")]
    [DataRow("alike")]
    [DataRow("title")]
    [DataRow("reason")]
    [DataRow("note")]
    [DataRow("version")]
    [DataRow("tester")]
    [DataRow("summary")]
    [DataRow("provisioner")]
    public void A_record_that_hides_or_turns_something_is_refused(string where) =>
        Assert.AreEqual(RecordRule.PlainText, RecordStore.TryAdd("nowhere", Turned(where), out _)?.Rule);

    [TestMethod]
    public void A_record_of_another_hand_is_no_exception()
    {
        using var records = new Records();
        File.WriteAllText(Path.Combine(records.Folder, "product.json"), """{"kind":"product","product":"lamp","name":"Lamp\u202E 1.2 ton","models":["a"]}""");
        Assert.AreEqual(RecordRule.PlainText, records.Store.Problems.Single().Fault.Rule);
    }

    [TestMethod]
    public void A_word_that_is_barred_is_not_let_in_by_what_hides_within_it()
    {
        Assert.IsNotNull(RecordStore.FindFault("cer\u200Dtified"));
        Assert.IsNotNull(RecordStore.FindFault("適合\u200B製品"));
    }

    [TestMethod]
    public void Only_what_is_prose_has_several_lines()
    {
        using var records = new Records();
        ConfirmationRecord confirmed = Confirmation("Y. Yamada", "looked at\nthe manual");
        Assert.IsNull(RecordStore.TryAdd(records.Folder, confirmed, out _));
        Assert.AreEqual(RecordRule.PlainText, RecordStore.TryAdd(records.Folder, confirmed with { By = "Y. Yamada\nB. Bob" }, out _)?.Rule);
    }

    private static EvidenceRecord Turned(string where)
    {
        const string Text = "abc\u202Efed";
        return where switch
        {
            "name" => new ProductRecord { Product = "lamp", Name = Text, Models = ["a"] },
            "model" => new ProductRecord { Product = "lamp", Models = [Text] },
            "alike" => new ProductRecord { Product = "lamp", Models = ["a", "b"], ReasonAlike = Text },
            "title" => new DocumentRecord { Product = "lamp", Criteria = ["S1.1-02"], Title = Text, Type = "manual", File = "a.txt", Sha256 = new string('0', 64), Date = "2026-11-01" },
            "reason" => new NotApplicableRecord { Product = "lamp", Firmware = "1", Criterion = "S1.1-02", By = "Y. Yamada", Date = "2026-11-01", Reason = Text },
            "note" => Confirmation("Y. Yamada", Text),
            "version" => new ComparisonRecord { Product = "lamp", Criterion = "S1.1-02", Document = "JST-CR-01-02", Version = Text, By = "Y. Yamada", Date = "2026-11-01" },
            "tester" => TestContent.Sign(Test with { Tester = Text }, Fleet.Signer("tester")),
            "summary" => TestContent.Sign(Test with { Summary = Text }, Fleet.Signer("tester")),
            "provisioner" => ProvisioningContent.Sign(Provisioned with { By = Text }, Fleet.Signer("provisioner")),
            _ => throw new ArgumentOutOfRangeException(nameof(where)),
        };
    }

    private static ConfirmationRecord Confirmation(string by, string note) => new() { Product = "lamp", Firmware = "1", Criterion = "S1.1-02", By = by, Date = "2026-11-01", Note = note };

    private static TestContent Test => new()
    {
        Product = "lamp", Firmware = "1", Criteria = ["S1.1-04"], Outcome = TestOutcome.Pass, At = 1790000000, Virtual = true, Tester = "T. Tester", Tool = "bench 1", Summary = "slowed", Units = ["SN-1"],
    };

    private static ProvisioningContent Provisioned => new()
    {
        Product = "lamp", Ueid = Fleet.UeidOf("a"), JoinedBy = ProvisioningJoin.Ueid, Fuses = ProvisioningTests.AllUnknown, SummarySha256 = new string('0', 64), By = "P. Provisioner", At = 1790000000,
    };
}
