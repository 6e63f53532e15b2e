using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

[TestClass]
public sealed class PackTests
{
    private static string s_original = "";
    private static Fleet s_fleet = new();
    private PackCopy _copy = null!;
    private string _pack = "";

    [ClassInitialize]
    public static void Write(TestContext context)
    {
        using Records records = new Records().Everything();
        s_fleet = new Fleet().With("a").With("b", "default-credentials=fail:known-default").With("c", UnitState.Revoked, [(true, [])]);
        s_original = Path.Combine(Directory.CreateTempSubdirectory("nanoagent-pack-").FullName, "pack");
        PackWriter.Write(s_fleet.Declare(records.Store), s_original, s_fleet.Pack);
    }

    [ClassCleanup]
    public static void Remove() => Directory.Delete(Path.GetDirectoryName(s_original)!, recursive: true);

    [TestInitialize]
    public void Copy()
    {
        _copy = new PackCopy(s_original);
        _pack = _copy.Folder;
    }

    [TestCleanup]
    public void RemoveCopy() => _copy.Dispose();

    [TestMethod]
    public void Verify_accepts_a_pack_by_the_expected_keys()
    {
        PackReport report = PackVerifier.Verify(_pack, s_fleet.Keys);
        Assert.AreEqual(PackVerdict.Authentic, report.Verdict, string.Join("\n", report.Problems));
        Assert.AreEqual((2, 2, 2, 2, 16), (report.Units, report.Tokens, report.Ears, report.Proofs, report.Rows.Count));
    }

    [TestMethod]
    public void Verify_without_keys_says_that_the_signer_is_not_authenticated()
    {
        PackReport report = PackVerifier.Verify(_pack, null);
        Assert.AreEqual(PackVerdict.Unauthenticated, report.Verdict, string.Join("\n", report.Problems));
        Assert.AreEqual(s_fleet.Pack.KeyId, report.Signer);
    }

    [TestMethod]
    public void Verify_names_every_file_of_which_one_byte_was_changed()
    {
        foreach (string name in Names(_pack))
        {
            string path = Path.Combine(_pack, name);
            byte[] good = File.ReadAllBytes(path);

            foreach (int at in (int[])[0, good.Length / 2, good.Length - 1])
            {
                byte[] bad = [.. good];
                bad[at] ^= 1;
                File.WriteAllBytes(path, bad);
                AssertNamed(name, $"byte {at}");
            }

            File.WriteAllBytes(path, good);
        }
    }

    [TestMethod]
    public void Verify_names_every_file_that_was_removed()
    {
        foreach (string name in Names(_pack))
        {
            string path = Path.Combine(_pack, name);
            byte[] good = File.ReadAllBytes(path);
            File.Delete(path);
            AssertNamed(name, "removed");
            File.WriteAllBytes(path, good);
        }
    }

    [TestMethod]
    [DataRow("added.txt")]
    [DataRow("tokens/added.jwt")]
    [DataRow("records/added.json")]
    [DataRow(".hidden")]
    [DataRow("INDEX.html")]
    public void Verify_names_a_file_that_was_added(string name)
    {
        File.WriteAllText(Path.Combine(_pack, name), "x");
        AssertNamed(name, "added");
    }

    [TestMethod]
    public void Verify_names_an_empty_folder_and_a_link()
    {
        Directory.CreateDirectory(Path.Combine(_pack, "empty"));
        File.CreateSymbolicLink(Path.Combine(_pack, "link"), Path.Combine(_pack, "index.html"));
        AssertNamed("empty", "folder");
        AssertNamed("link", "link");
    }

    [TestMethod]
    public void Verify_refuses_a_pack_signed_by_another_key_than_expected()
    {
        string other = Path.Combine(_pack, "other");
        PackWriter.Write(s_fleet.Declare(), other, Fleet.Signer("mallory"));
        PackReport report = PackVerifier.Verify(other, s_fleet.Keys);
        Assert.AreEqual((PackVerdict.Altered, PackFault.UnexpectedKey), (report.Verdict, report.Problems[0].Fault));
    }

    [TestMethod]
    public void A_pack_made_before_a_key_rotation_verifies_with_the_old_key_among_the_expected_ones()
    {
        CollectorKey[] rotated = [new(KeyRole.Pack, Fleet.Signer("next").PublicKey), new(KeyRole.Ear, Fleet.Signer("next-ear").PublicKey), .. s_fleet.Keys];
        Assert.AreEqual(PackVerdict.Authentic, PackVerifier.Verify(_pack, rotated).Verdict);
        Assert.AreEqual(PackFault.UnexpectedKey, PackVerifier.Verify(_pack, rotated[..2]).Problems[0].Fault);
    }

    [TestMethod]
    public void Verify_refuses_an_ear_key_as_signer_of_a_pack()
    {
        string other = Path.Combine(_pack, "other");
        PackWriter.Write(s_fleet.Declare(), other, s_fleet.Ear);
        Assert.AreEqual(PackFault.UnexpectedKey, PackVerifier.Verify(other, s_fleet.Keys).Problems[0].Fault);
    }

    [TestMethod]
    public void Verify_finds_a_page_that_its_signer_made_to_say_more_than_the_evidence()
    {
        DeclarationResult lie = s_fleet.Declare() is var honest ? honest with { Rows = [.. honest.Rows.Select(r => r with { State = CriterionState.Satisfied, Open = [] })] } : null!;
        string other = Path.Combine(_pack, "other");
        PackWriter.Write(lie, other, s_fleet.Pack);
        PackReport report = PackVerifier.Verify(other, s_fleet.Keys);
        CollectionAssert.IsSubsetOf(new[] { "index.html", "checklist.json", "checklist.csv", "checklist.xlsx" }, report.Problems.Select(p => p.File).ToArray());
    }

    [TestMethod]
    public void Verify_finds_numbers_that_are_not_those_of_the_tokens()
    {
        DeclarationResult honest = s_fleet.Declare();
        string other = Path.Combine(_pack, "other");
        PackWriter.Write(honest with { Fleet = honest.Fleet with { InUse = honest.Fleet.InUse + 1 } }, other, s_fleet.Pack);
        Assert.AreEqual("declaration.json", PackVerifier.Verify(other, s_fleet.Keys).Problems.Single().File);
    }

    [TestMethod]
    public void Verify_accepts_a_sampled_pack_and_says_that_it_is_one()
    {
        string other = Path.Combine(_pack, "other");
        DeclarationResult sampled = Declaration.Build(s_fleet, Fleet.Model, Fleet.Firmware, Fleet.Scheme, RecordStore.Empty, s_fleet.Options with { MaxUnits = 1 });
        PackWriter.Write(sampled, other, s_fleet.Pack);
        PackReport report = PackVerifier.Verify(other, s_fleet.Keys);
        Assert.AreEqual(PackVerdict.Authentic, report.Verdict, string.Join("\n", report.Problems));
        Assert.IsTrue(report.Statements.Any(s => s.Ground == PackGround.CollectorsWord && s.Text.StartsWith("the numbers over the 1 unit ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Verify_accepts_a_pack_by_another_version_of_the_writer_and_compares_its_states()
    {
        Resign(name => name == "declaration.json" ? File.ReadAllText(Path.Combine(_pack, name)).Replace("nanoagent 0.1.0", "nanoagent 0.0.9", StringComparison.Ordinal) : null);
        PackReport report = PackVerifier.Verify(_pack, s_fleet.Keys);
        Assert.AreEqual(PackVerdict.Authentic, report.Verdict, string.Join("\n", report.Problems));
        Assert.IsTrue(report.Notes.Any(n => n.Contains("0.0.9", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_pack_names_the_commit_of_the_build_that_wrote_it()
    {
        string build = typeof(PackVerifier).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        string generator = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_pack, "declaration.json"))).RootElement.GetProperty("generator").GetString()!["nanoagent ".Length..];
        StringAssert.StartsWith(build, generator);
        Assert.AreEqual(build.Contains('+', StringComparison.Ordinal), generator.Contains('+', StringComparison.Ordinal));
    }

    [TestMethod]
    public void Verify_holds_a_pack_by_another_commit_to_its_states_and_not_to_the_wording_of_its_page()
    {
        Resign(name => name switch
        {
            "declaration.json" => Regex.Replace(File.ReadAllText(Path.Combine(_pack, name)), "nanoagent 0\\.1\\.0[^\"]*", "nanoagent 0.1.0+000000000000"),
            "index.html" => File.ReadAllText(Path.Combine(_pack, name)) + "<!-- other words -->",
            _ => null,
        });
        PackReport report = PackVerifier.Verify(_pack, s_fleet.Keys);
        Assert.AreEqual(PackVerdict.Authentic, report.Verdict, string.Join("\n", report.Problems));
    }

    [TestMethod]
    public void The_same_declaration_gives_the_same_bytes()
    {
        string again = Path.Combine(_pack, "again");
        PackWriter.Write(s_fleet.Declare(), again, s_fleet.Pack);
        string twice = Path.Combine(_pack, "twice");
        PackWriter.Write(s_fleet.Declare(), twice, s_fleet.Pack);
        CollectionAssert.AreEqual(Names(again).ToArray(), Names(twice).ToArray());
        Assert.IsTrue(Names(again).All(n => File.ReadAllBytes(Path.Combine(again, n)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(twice, n)))));
    }

    [TestMethod]
    public void A_zip_of_the_pack_verifies_too()
    {
        string zip = Path.Combine(_pack, "pack.zip");
        using (FileStream stream = File.Create(zip))
        {
            PackWriter.WriteZip(s_fleet.Declare(), stream, s_fleet.Pack);
        }

        PackReport report = PackVerifier.Verify(zip, s_fleet.Keys);
        Assert.AreEqual(PackVerdict.Authentic, report.Verdict, string.Join("\n", report.Problems));
    }

    [TestMethod]
    public void A_folder_that_is_no_pack_is_said_to_be_none()
    {
        string empty = Path.Combine(_pack, "empty");
        Directory.CreateDirectory(empty);
        Assert.AreEqual(PackVerdict.NotAPack, PackVerifier.Verify(empty, null).Verdict);
    }

    [TestMethod]
    public void Nothing_that_a_pack_says_is_barred_wording()
    {
        foreach (string name in Names(_pack).Where(n => Path.GetExtension(n) is ".html" or ".json" or ".csv" or ".md" or ".xlsx"))
        {
            Assert.IsNull(Wording.FindForbidden(File.ReadAllText(Path.Combine(_pack, name))), name);
        }
    }

    [TestMethod]
    public void A_demonstration_is_marked_on_page_and_sheet()
    {
        StringAssert.Contains(File.ReadAllText(Path.Combine(_pack, "index.html")), "DEMONSTRATION");
        StringAssert.Contains(File.ReadAllText(Path.Combine(_pack, "checklist.xlsx")), "DEMONSTRATION");
    }

    [TestMethod]
    public void The_page_asks_for_nothing_from_a_network()
    {
        string page = File.ReadAllText(Path.Combine(_pack, "index.html"));
        StringAssert.Contains(page, "default-src 'none'");
        Assert.IsFalse(Regex.IsMatch(page, "<script|src=|<link|@import|url\\((?!&quot;data:)"));
    }

    [TestMethod]
    public void The_page_counts_states_as_the_evidence_gives_them()
    {
        string page = File.ReadAllText(Path.Combine(_pack, "index.html"));
        int[] numbers = [.. Regex.Matches(page, "</span></span><b>(\\d+)</b>").Select(m => int.Parse(m.Groups[1].Value))];
        CollectionAssert.AreEqual(new[] { 15, 1, 0, 0, 0 }, numbers);
    }

    [TestMethod]
    public void A_cell_that_starts_like_a_formula_is_text() =>
        StringAssert.Contains(File.ReadAllText(Path.Combine(_pack, "checklist.csv")), "'=looked at");

    private void AssertNamed(string name, string how)
    {
        PackReport report = PackVerifier.Verify(_pack, s_fleet.Keys);
        Assert.AreEqual(PackVerdict.Altered, report.Verdict, $"{name}: {how}");
        Assert.IsTrue(report.Problems.Any(p => p.File == name), $"{name}: {how}: {string.Join("; ", report.Problems)}");
    }

    private void Resign(Func<string, string?> change)
    {
        foreach (string name in Names(_pack))
        {
            if (change(name) is string text)
            {
                File.WriteAllText(Path.Combine(_pack, name), text);
            }
        }

        PackCopy.Sign(_pack);
    }

    private static string[] Names(string folder) => PackCopy.Names(folder);
}
