using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

[TestClass]
public sealed class ExplainTests
{
    private static readonly Fleet s_fleet = new Fleet().With("a").With("b", "default-credentials=fail:known-default");
    private static string s_pack = "";

    [ClassInitialize]
    public static void Write(TestContext context)
    {
        s_pack = Path.Combine(Directory.CreateTempSubdirectory("nanoagent-explain-").FullName, "pack");
        using Records records = new Records().Everything();
        PackWriter.Write(s_fleet.Declare(records.Store), s_pack, s_fleet.Pack);
    }

    [ClassCleanup]
    public static void Remove() => Directory.Delete(Path.GetDirectoryName(s_pack)!, recursive: true);

    [TestMethod]
    public void A_row_leads_to_the_unit_that_contradicts_it()
    {
        ClaimTrace trace = Explain("S1.1-02").Traces.Single(t => t.Check == "default-credentials");
        Assert.AreEqual("fail known-default (measured)", trace.Answer);
        Assert.AreEqual(Fleet.Signer("b").KeyId, trace.SignedBy);
    }

    [TestMethod]
    public void The_places_are_those_of_the_bytes_that_were_signed()
    {
        foreach (ClaimTrace trace in Explain("S1.1-02").Traces)
        {
            string token = File.ReadAllText(Path.Combine(s_pack, trace.File));
            byte[] payload = Base64Url.DecodeFromChars(token.Split('.')[1]);
            Assert.AreEqual(trace.Sha256, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token))));
            Assert.AreEqual(2, trace.Places.Count);

            foreach (SignedPlace place in trace.Places)
            {
                Assert.AreEqual(place.Text, Encoding.ASCII.GetString(payload, place.PayloadOffset, place.Text.Length));
                AssertTouches(token, payload, place.FileOffset, place);
                AssertTouches(token, payload, place.FileOffset + place.FileLength - 1, place);
            }
        }
    }

    [TestMethod]
    public void A_unit_can_be_named()
    {
        string other = s_fleet.Units([], "").First(u => u.Jwk == Fleet.Signer("a").PublicKey.ToJwk()).Ueid;
        RowExplanation explanation = PackExplainer.Explain(PackVerifier.Verify(s_pack, s_fleet.Keys), "s1.1-02", other)!;
        Assert.IsTrue(explanation.Traces.All(t => t.Ueid == other && t.Answer.StartsWith("success", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_fact_is_shown_as_it_was_signed()
    {
        using Records output = new();
        string pack = Path.Combine(output.Folder, "pack");
        Fleet fleet = new Fleet().With("a", "brute-force=success:holds:locked");
        PackWriter.Write(fleet.Declare(), pack, fleet.Pack);
        Assert.AreEqual("locked=true", PackExplainer.Explain(PackVerifier.Verify(pack, fleet.Keys), "S1.1-04")!.Traces.Single(t => t.Check == "brute-force").Facts.Single());
    }

    [TestMethod]
    public void A_row_that_the_pack_does_not_have_has_no_explanation() =>
        Assert.IsNull(PackExplainer.Explain(PackVerifier.Verify(s_pack, s_fleet.Keys), "S1.1-17"));

    [TestMethod]
    public void A_verified_pack_says_on_whose_word_each_part_rests()
    {
        PackReport report = PackVerifier.Verify(s_pack, null);
        CollectionAssert.AreEquivalent(
            new[] { PackGround.Checked, PackGround.Holds, PackGround.CollectorsWord, PackGround.VendorsWord, PackGround.Signer },
            report.Statements.Select(s => s.Ground).Distinct().ToArray());
        StringAssert.Contains(report.Statements[^1].Text, "not authenticated");
    }

    [TestMethod]
    public void A_provisioning_record_is_walked_from_the_row_over_the_endorsement_to_the_unit()
    {
        using var records = new Records();
        using var output = new Records();
        records.Provision("a", ProvisioningTests.AllUnknown with { SecureBoot = FuseState.On });
        Fleet fleet = new Fleet().With("a", "secure-boot=absent:unobservable").Replace(u => u with { Endorsement = Endorse(u.Ueid, Fleet.Signer("a").KeyId) });
        RowExplanation explained = PackExplainer.Explain(PackVerifier.Verify(WriteTables(fleet, records, output), fleet.Keys), "5.7-1")!;
        ProvisioningTrace trace = explained.Provisioning.Single();
        Assert.AreEqual(("success:holds:provisioned", "P. Provisioner", true), (trace.Answer.Counted, trace.Record.Content.By, trace.Endorsement!.NamesTheKey));
        string text = string.Join('\n', ExplanationText.Lines(explained));
        StringAssert.Contains(text, "provisioning record, records/" + trace.Record.File);
        StringAssert.Contains(text, "serial number SN-7, by Factory");
        Assert.AreEqual(EndorserGround.Unchecked, trace.Endorsement.CheckedBy);
        StringAssert.Contains(text, "the pack carries no endorser's key");
    }

    [TestMethod]
    public void Of_an_endorsement_is_said_by_whose_key_it_was_checked()
    {
        Endorser factory = new("Factory", Fleet.Signer("factory").PublicKey);
        using Records records = new Records().Provision("a", ProvisioningTests.AllUnknown with { SecureBoot = FuseState.On });
        using var output = new Records();
        Fleet fleet = new Fleet().With("a", "secure-boot=absent:unobservable").Replace(u => u with { Endorsement = Endorse(u.Ueid, Fleet.Signer("a").KeyId), Endorser = factory });
        string pack = WriteTables(fleet, records, output);

        Assert.AreEqual(EndorserGround.PacksKey, Endorsed(PackVerifier.Verify(pack, fleet.Keys), "the key in endorsers.json, which the collector trusts"));
        Assert.AreEqual(EndorserGround.ExpectedKey, Endorsed(PackVerifier.Verify(pack, fleet.Keys, [factory]), "the endorser's key that was given"));
    }

    [TestMethod]
    [DataRow("5.7-1", "secure-boot", "success:holds:provisioned")]
    [DataRow("5.6-4A", "debug-interface", "fail:jtag:provisioned")]
    public void Of_a_record_the_answer_to_the_rows_own_check_is_shown(string row, string check, string fuses)
    {
        using Records records = new Records().Provision("a", ProvisioningTests.AllUnknown with { SecureBoot = FuseState.On, Jtag = PortState.Open });
        using var output = new Records();
        Fleet fleet = new Fleet().With("a", "secure-boot=absent:unobservable", "debug-interface=absent:unobservable");

        ProvisioningTrace trace = PackExplainer.Explain(PackVerifier.Verify(WriteTables(fleet, records, output), fleet.Keys), row)!.Provisioning.Single();
        Assert.AreEqual((check, fuses), (trace.Answer.Check, trace.Answer.Fuses));
    }

    [TestMethod]
    [DataRow(FuseState.Off, FuseState.On, "success")]
    [DataRow(FuseState.On, FuseState.Off, "fail")]
    public void Of_two_records_of_a_unit_the_newer_ones_answer_is_shown(FuseState older, FuseState newer, string outcome)
    {
        using Records records = new Records().Provision("a", ProvisioningTests.AllUnknown with { SecureBoot = newer }, at: 1790000000).Provision("a", ProvisioningTests.AllUnknown with { SecureBoot = older }, at: 1780000000);
        using var output = new Records();
        Fleet fleet = new Fleet().With("a", "secure-boot=absent:unobservable");

        ProvisioningTrace trace = PackExplainer.Explain(PackVerifier.Verify(WriteTables(fleet, records, output), fleet.Keys), "5.7-1")!.Provisioning.Single();
        Assert.AreEqual((1790000000L, ProvisioningStanding.Counts), (trace.Record.Content.At, trace.Record.Standing));
        StringAssert.StartsWith(trace.Answer.Fuses, outcome);
    }

    [TestMethod]
    public void A_row_that_only_a_past_failure_contradicts_leads_to_the_report_that_shows_it()
    {
        using var output = new Records();
        Fleet fleet = new Fleet().With("a", UnitState.Active, [(true, ["default-credentials=fail:known-default"]), (true, [])]);
        string pack = Path.Combine(output.Folder, "pack");
        PackWriter.Write(fleet.Declare(), pack, fleet.Pack);

        ClaimTrace trace = PackExplainer.Explain(PackVerifier.Verify(pack, fleet.Keys), "S1.1-02")!.Traces.Single(t => t.Check == "default-credentials");
        Assert.AreEqual((false, "fail known-default (measured)", 1790000001L), (trace.Present, trace.Answer, trace.ReceivedAt));
    }

    private static string WriteTables(Fleet fleet, Records records, Records output)
    {
        string pack = Path.Combine(output.Folder, "pack");
        PackWriter.Write(Declaration.Build(fleet, Fleet.Model, Fleet.Firmware, NanoAgent.Schemes.SchemeCatalog.BuiltIn.Find("en-303-645")!, records.Store, fleet.Options), pack, fleet.Pack);
        return pack;
    }

    private static EndorserGround Endorsed(PackReport report, string words)
    {
        RowExplanation explained = PackExplainer.Explain(report, "5.7-1")!;
        StringAssert.Contains(string.Join('\n', ExplanationText.Lines(explained)), words);
        return explained.Provisioning.Single().Endorsement!.CheckedBy;
    }

    private static string Endorse(string ueid, string key) => Endorsement.Sign(
        new Endorsement { Issuer = "Factory", At = 1780000000, Ueid = ueid, Key = new Confirmation(key), EfuseMac = "246f28000001", Model = Fleet.Model, Serial = "SN-7" }, Fleet.Signer("factory"));

    private static RowExplanation Explain(string row) => PackExplainer.Explain(PackVerifier.Verify(s_pack, s_fleet.Keys), row)!;

    // The character with all six bits turned changes bytes of the place, so the place is neither too wide nor somewhere else.
    private static void AssertTouches(string token, byte[] payload, int at, SignedPlace place)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char[] changed = token.ToCharArray();
        changed[at] = letters[63 - letters.IndexOf(changed[at], StringComparison.Ordinal)];
        byte[] other = Base64Url.DecodeFromChars(new string(changed).Split('.')[1]);
        int[] differ = [.. Enumerable.Range(0, payload.Length).Where(i => payload[i] != other[i])];
        Assert.IsTrue(differ.Any(i => i >= place.PayloadOffset && i < place.PayloadOffset + place.Text.Length), $"{at}: {string.Join(",", differ)}");
    }
}
