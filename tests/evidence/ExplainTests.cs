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
        string pack = Path.Combine(output.Folder, "pack");
        records.Provision("a", ProvisioningTests.AllUnknown with { SecureBoot = FuseState.On });
        Fleet fleet = new Fleet().With("a", "secure-boot=absent:unobservable").Replace(u => u with { Endorsement = Endorse(u.Ueid, Fleet.Signer("a").KeyId) });
        PackWriter.Write(Declaration.Build(fleet, Fleet.Model, Fleet.Firmware, NanoAgent.Schemes.SchemeCatalog.BuiltIn.Find("en-303-645")!, records.Store, fleet.Options), pack, fleet.Pack);
        RowExplanation explained = PackExplainer.Explain(PackVerifier.Verify(pack, fleet.Keys), "5.7-1")!;
        ProvisioningTrace trace = explained.Provisioning.Single();
        Assert.AreEqual(("success:holds:provisioned", "P. Provisioner", true), (trace.Answer.Counted, trace.Record.Content.By, trace.Endorsement!.NamesTheKey));
        string text = string.Join('\n', ExplanationText.Lines(explained));
        StringAssert.Contains(text, "provisioning record, records/" + trace.Record.File);
        StringAssert.Contains(text, "serial number SN-7, by Factory");
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
