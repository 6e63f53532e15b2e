using System.Text;
using System.Text.Json.Nodes;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

/// <summary>Whoever has the pack key can sign any files. What units, log and EAR key signed he cannot make, and a pack that says more than these show is refused by name.</summary>
[TestClass]
public sealed class ForgeryTests
{
    private const string Units = "units.json";
    private const string Declared = "declaration.json";
    private const string Rules = "schemes/jc-star-1.json";

    private static string s_pack = "";
    private static Fleet s_fleet = new();
    private PackCopy _copy = null!;

    [ClassInitialize]
    public static void Write(TestContext context)
    {
        using Records records = new Records().Everything();
        Acknowledgement noted = new("erasure", 1, "Y. Yamada", 1790000100, "was a test", Act(Fleet.UeidOf("a"), "erasure"));
        s_fleet = new Fleet().With("a", UnitState.Active, [(true, ["erasure=fail:left-readable"]), (true, [])], noted).With("b");
        s_pack = Path.Combine(Directory.CreateTempSubdirectory("nanoagent-forgery-").FullName, "pack");
        PackWriter.Write(s_fleet.Declare(records.Store), s_pack, s_fleet.Pack);
    }

    [ClassCleanup]
    public static void Remove() => Directory.Delete(Path.GetDirectoryName(s_pack)!, recursive: true);

    [TestInitialize]
    public void Copy() => _copy = new PackCopy(s_pack);

    [TestCleanup]
    public void RemoveCopy() => _copy.Dispose();

    [TestMethod]
    public void The_pack_that_is_forged_verifies_as_it_stands_and_says_who_acknowledged_what()
    {
        PackReport report = PackVerifier.Verify(s_pack, s_fleet.Keys);
        Assert.AreEqual(PackVerdict.Authentic, report.Verdict, string.Join("\n", report.Problems));
        Assert.IsTrue(report.Statements.Any(s => s.Ground == PackGround.CollectorsWord && s.Text.Contains("erasure on 1 unit are understood, which Y. Yamada acknowledged", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_token_of_another_unit_is_named()
    {
        Change(Units, units => (units[0]!["reports"]![0]!["token"], units[1]!["reports"]![0]!["token"]) = (Clone(units[1]!["reports"]![0]!["token"]), Clone(units[0]!["reports"]![0]!["token"])));
        AssertRefused(PackFault.Unreadable, PackFault.BadUnit);
    }

    [TestMethod]
    public void A_report_that_was_moved_to_another_unit_is_named()
    {
        Change(Units, units => (units[0]!["reports"], units[1]!["reports"], units[0]!["report_count"], units[1]!["report_count"])
            = (Clone(units[1]!["reports"]), Clone(units[0]!["reports"]), Clone(units[1]!["report_count"]), Clone(units[0]!["report_count"])));
        AssertRefused(PackFault.BadUnit);
    }

    [TestMethod]
    [DataRow("model", "\"acme-lock\"")]
    [DataRow("ueid", "\"AQgPFh0kKzI5QEdOVVxjanE\"")]
    [DataRow("virtual", "false")]
    [DataRow("enrolment", "\"e30.e30.AA\"")]
    public void A_unit_that_is_called_what_it_did_not_enrol_as_is_named(string member, string value)
    {
        Change(Units, units => units[0]![member] = JsonNode.Parse(value));
        AssertRefused(PackFault.BadUnit);
    }

    [TestMethod]
    public void Whose_units_these_are_reads_as_it_stands()
    {
        Change(Declared, declaration => declaration["units_of"] = "units of \u202Eemca");
        AssertRefused(PackFault.Unreadable);
    }

    [TestMethod]
    public void Tokens_of_another_firmware_version_than_declared_are_named()
    {
        Change(Declared, declaration => declaration["firmware"] = "2.0.0");
        AssertRefused(PackFault.BadUnit);
    }

    [TestMethod]
    public void A_unit_that_stands_twice_is_named()
    {
        Change(Units, units => units.AsArray().Add(units[0]!.DeepClone()));
        Change(Declared, declaration => declaration["units_included"] = 3);
        AssertRefused(PackFault.BadUnit);
    }

    [TestMethod]
    public void More_reports_than_were_counted_are_named()
    {
        Change(Units, units => units[0]!["report_count"] = 0);
        AssertRefused(PackFault.BadUnit);
    }

    [TestMethod]
    public void A_check_of_the_collector_that_stands_twice_is_named_since_the_last_would_hide_the_first()
    {
        Change("collector-checks.json", checks => checks.AsArray().Add(checks[0]!.DeepClone()));
        AssertRefused(PackFault.Unreadable);
    }

    [TestMethod]
    [DataRow("format", 2)]
    [DataRow("units_included", 5)]
    public void A_header_that_does_not_fit_its_pack_is_named(string member, int value)
    {
        Change(Declared, declaration => declaration[member] = value);
        AssertRefused(PackFault.Unreadable);
    }

    [TestMethod]
    public void Virtual_units_that_are_called_real_are_no_units()
    {
        Change(Declared, declaration => declaration["demonstration"] = false);
        AssertRefused(PackFault.NotWhatTheEvidenceSays);
    }

    [TestMethod]
    public void A_token_without_proof_of_its_place_in_the_log_is_named()
    {
        Change(Units, units => units[1]!["reports"]![0]!.AsObject().Remove("proof"));
        AssertRefused(PackFault.NotInLog);
    }

    [TestMethod]
    public void A_token_that_is_said_to_have_no_place_in_the_log_is_named()
    {
        Change(Units, units => (units[1]!["reports"]![0]!["log_index"], _) = (-1, units[1]!["reports"]![0]!.AsObject().Remove("proof")));
        AssertRefused(PackFault.NotInLog);
    }

    [TestMethod]
    public void A_proof_of_another_token_is_named()
    {
        string[] proofs = [.. PackCopy.Names(s_pack).Where(n => n.StartsWith("proofs/", StringComparison.Ordinal))];
        File.Copy(_copy.PathOf(proofs[0]), _copy.PathOf(proofs[1]), overwrite: true);
        AssertRefused(PackFault.NotInLog);
    }

    [TestMethod]
    [DataRow("log", "collector.other")]
    [DataRow("other-log", Fleet.Id)]
    [DataRow("ear", Fleet.Id)]
    public void A_head_of_another_log_is_named(string key, string collector)
    {
        JsonNode head = _copy.Json(Declared)["head"]!;
        string signed = Sign("nanoagent-head+jwt", new JsonObject { ["iss"] = collector, ["size"] = (long)head["size"]!, ["root"] = (string)head["root"]!, ["iat"] = 1 }, key);
        File.WriteAllText(_copy.PathOf("head.jwt"), signed);
        Change(Declared, declaration => declaration["head"]!["jws"] = signed);
        AssertRefused(PackFault.BadHead);
    }

    [TestMethod]
    public void A_pack_that_hides_its_log_is_refused_and_one_without_a_log_says_that_it_has_none()
    {
        Change(Declared, declaration => declaration.AsObject().Remove("head"));
        AssertRefused(PackFault.BadHead);

        PackReport without = Verify(s_fleet.Declare() with { Head = null, Proofs = new Dictionary<long, LogProof>(), Units = [.. s_fleet.Declare().Units.Select(u => u with { Reports = [.. u.Reports.Select(r => r with { LogIndex = -1 })] })] });
        Assert.AreEqual(PackVerdict.Authentic, without.Verdict, string.Join("\n", without.Problems));
        Assert.IsTrue(without.Statements.Any(s => s.Ground == PackGround.CollectorsWord && s.Text.Contains("no log proves it here", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("other-ear", false)]
    [DataRow("log", false)]
    [DataRow("ear", true)]
    public void An_attestation_result_by_another_key_or_about_another_token_is_named(string key, bool ofAnother)
    {
        string[] ears = [.. PackCopy.Names(s_pack).Where(n => n.StartsWith("ears/", StringComparison.Ordinal))];
        string said = File.ReadAllText(_copy.PathOf(ears[ofAnother ? 1 : 0]));
        File.WriteAllText(_copy.PathOf(ears[0]), Sign("eat+jwt", JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(said.Split('.')[1]))!, key));
        AssertRefused(PackFault.BadEar);
    }

    [TestMethod]
    [DataRow("check", "default-credentials")]
    [DataRow("who", "M. Mallory")]
    [DataRow("note", "nothing was wrong")]
    public void An_acknowledgement_that_says_other_than_its_act_is_named(string member, string value)
    {
        Change(Units, units => Noted(units)[member] = value);
        AssertRefused(PackFault.BadAct);
    }

    [TestMethod]
    [DataRow("b", "log")]
    [DataRow("a", "ear")]
    [DataRow("a", "mallory")]
    public void An_act_about_another_unit_or_by_another_key_is_named(string unit, string key)
    {
        Change(Units, units => Noted(units)["act"] = Act(Fleet.UeidOf(unit), "erasure", key));
        AssertRefused(PackFault.BadAct);
    }

    [TestMethod]
    [DataRow("praise.html")]
    [DataRow("tokens/another.jwt")]
    [DataRow("records/notes.txt")]
    [DataRow("documents/unrecorded.txt")]
    public void A_signed_file_of_which_nothing_speaks_is_named(string name)
    {
        File.WriteAllText(_copy.PathOf(name), "the best lamp there is");
        AssertRefused(PackFault.Added);
    }

    [TestMethod]
    public void A_record_of_another_product_is_named()
    {
        RecordStore.Add(_copy.PathOf("records"), new ConfirmationRecord { Product = "acme-lock", Firmware = Fleet.Firmware, Criterion = "S1.1-02", By = "Y. Yamada", Date = "2026-11-01" });
        AssertRefused(PackFault.Added);
    }

    [TestMethod]
    public void A_test_that_was_signed_for_another_product_is_named()
    {
        string name = PackCopy.Names(s_pack).First(n => n.StartsWith("records/test-record", StringComparison.Ordinal));
        JsonNode record = _copy.Json(name);
        TestContent.TryRead(new TestRecord { Product = Fleet.Model, Jws = (string)record["jws"]! }, out TestContent? content, out _);
        record["jws"] = TestContent.Sign(content! with { Product = "acme-lock" }, Fleet.Signer("tester")).Jws;
        _copy.Write(name, record);
        AssertRefused(PackFault.BadRecord);
    }

    [TestMethod]
    public void Rules_that_were_eased_under_their_revision_are_named()
    {
        Change(Rules, rules => rules["criteria"]![3]!["requires"] = new JsonArray("vendor-document"));
        AssertRefused(PackFault.OtherRules);
    }

    [TestMethod]
    public void Rules_by_which_a_units_word_decides_alone_are_named_whatever_their_revision()
    {
        Change(Rules, rules => (rules["revision"], rules["criteria"]![3]!["requires"]) = ("2099.1", new JsonArray("device-claim")));
        Change(Declared, declaration => declaration["scheme_revision"] = "2099.1");
        AssertRefused(PackFault.OtherRules);
    }

    [TestMethod]
    public void A_pack_by_another_build_is_not_said_to_have_its_pages_compared()
    {
        Change(Declared, declaration => declaration["generator"] = "nanoagent 9.9.9");
        File.WriteAllText(_copy.PathOf("index.html"), "all rows are satisfied");
        File.WriteAllText(_copy.PathOf("praise.html"), "the best lamp there is");
        _copy.Sign();
        PackReport report = PackVerifier.Verify(_copy.Folder, s_fleet.Keys);
        Assert.AreEqual(PackVerdict.Authentic, report.Verdict, string.Join("\n", report.Problems));
        Assert.IsTrue(report.Statements.Any(s => s.Ground == PackGround.Holds && s.Text.Contains("not compared word for word, since nanoagent 9.9.9 wrote them", StringComparison.Ordinal)));
        Assert.IsTrue(report.Notes.Any(n => n.Contains("praise.html", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_pack_says_of_which_day_it_is_and_is_warned_of_when_that_is_still_to_come()
    {
        PackReport report = PackVerifier.Verify(s_pack, s_fleet.Keys);
        StringAssert.StartsWith(PackReportText.Lines(report).First(), "acme-lamp 1.2.0, jc-star-1, as of 2026-11-24");
        Assert.IsFalse(PackReportText.Conclusion(report, isGood: true, Fleet.Now).Any(line => line.StartsWith("warning", StringComparison.Ordinal)));
        StringAssert.StartsWith(PackReportText.Conclusion(report, isGood: true, Fleet.Now.AddDays(-1)).First(), "warning: made on 2026-11-24, which has not come here yet");
    }

    private static PackReport Verify(DeclarationResult result)
    {
        using var output = new Records();
        string pack = Path.Combine(output.Folder, "pack");
        PackWriter.Write(result, pack, Fleet.Signer("pack"));
        return PackVerifier.Verify(pack, s_fleet.Keys);
    }

    private void Change(string name, Action<JsonNode> change)
    {
        JsonNode content = _copy.Json(name);
        change(content);
        _copy.Write(name, content);
    }

    private void AssertRefused(params PackFault[] any)
    {
        _copy.Sign();
        PackReport report = PackVerifier.Verify(_copy.Folder, s_fleet.Keys);
        Assert.AreEqual(PackVerdict.Altered, report.Verdict);
        Assert.IsTrue(any.Contains(report.Problems[0].Fault), string.Join("\n", report.Problems));
    }

    private static JsonNode Noted(JsonNode units) => units.AsArray().Single(u => u!["acknowledgements"]!.AsArray().Count > 0)!["acknowledgements"]![0]!;

    private static JsonNode Clone(JsonNode? node) => node!.DeepClone();

    private static string Act(string ueid, string check, string key = "log") => Sign(
        "nanoagent-act+jwt", new JsonObject { ["iss"] = Fleet.Id, ["act"] = "acknowledge", ["ueid"] = ueid, ["what"] = check, ["who"] = "Y. Yamada", ["why"] = "was a test", ["iat"] = 1790000100 }, key);

    private static string Sign(string type, JsonNode payload, string key)
    {
        TokenSigner signer = Fleet.Signer(key);
        return SignedJson.Sign(type, Encoding.UTF8.GetBytes(payload.ToJsonString()), signer);
    }
}
