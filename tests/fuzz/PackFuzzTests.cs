using System.Text;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Evidence;
using NanoAgent.Tests.Evidence;

namespace NanoAgent.Tests.Fuzz;

/// <summary>An evidence pack of which one file was changed.</summary>
[TestClass]
public sealed class PackFuzzTests
{
    // A pack is judged whole, whichever of its files was changed.
    private const long PackBytes = 512 * 1024 * 1024;

    private static readonly Fleet _fleet = new Fleet().With("a").With("b", "default-credentials=fail:known-default");
    private static string s_pack = "";

    [ClassInitialize]
    public static void Write(TestContext context)
    {
        using Records records = new Records().Everything();
        s_pack = Path.Combine(Directory.CreateTempSubdirectory("nanoagent-fuzz-").FullName, "pack");
        PackWriter.Write(_fleet.Declare(records.Store), s_pack, _fleet.Pack);
    }

    [ClassCleanup]
    public static void Remove() => Directory.Delete(Path.GetDirectoryName(s_pack)!, recursive: true);

    [TestMethod]
    public void A_pack_with_a_changed_file_is_altered_and_never_authentic() => OverEachFile("pack", 100, (copy, changed, isSame) =>
    {
        PackReport report = PackVerifier.Verify(copy, _fleet.Keys);
        Assert.AreEqual(isSame ? PackVerdict.Authentic : PackVerdict.Altered, report.Verdict, $"{changed}: {string.Join("; ", report.Problems)}");
    });

    [TestMethod]
    public void A_pack_whose_signer_changed_a_file_gets_an_answer() => OverEachFile("pack-signed", 30, (copy, _, _) =>
    {
        PackCopy.Sign(copy);
        Assert.IsTrue(Enum.IsDefined(PackVerifier.Verify(copy, _fleet.Keys).Verdict));
    });

    [TestMethod]
    public void A_changed_zip_is_altered_or_no_zip()
    {
        string zip = Path.Combine(Path.GetDirectoryName(s_pack)!, "pack.zip");
        using var whole = new MemoryStream();
        PackWriter.WriteZip(_fleet.Declare(), whole, _fleet.Pack);
        byte[] original = whole.ToArray();

        new Replay("pack-zip", [new Seed("pack.zip", original)], "../", "PK\u0001\u0002", "PK\u0003\u0004") { MostBytes = PackBytes }.Run(40, bytes =>
        {
            File.WriteAllBytes(zip, bytes);

            try
            {
                PackVerdict verdict = PackVerifier.Verify(zip, _fleet.Keys).Verdict;
                Assert.IsTrue(verdict is PackVerdict.Altered or PackVerdict.NotAPack or PackVerdict.Authentic);
            }
            catch (InvalidDataException)
            {
                // What the verifier says of a file that is no zip.
            }
        });
    }

    [TestMethod]
    public void An_attestation_result_that_was_changed_is_never_taken()
    {
        Seed[] results = [.. Names(s_pack).Where(name => name.StartsWith("ears/", StringComparison.Ordinal)).Select(name => new Seed(name, File.ReadAllBytes(Path.Combine(s_pack, name))))];
        HashSet<string> good = [.. results.Select(r => Encoding.Latin1.GetString(r.Bytes).Trim())];
        PublicKey[] keys = [.. _fleet.Keys.Where(k => k.Role == KeyRole.Ear).Select(k => k.Key)];
        using var signatures = new Es256Verifier();

        new Replay("ear", results, ".", "..", "=", "\n", "eyJhbGciOiJub25lIn0").Run(8_000, bytes =>
        {
            bool isTaken = CompactJws.TryRead(bytes, SignedJson.MaxLength, out CompactJws? result) == Refusal.None && keys.Any(key => signatures.Verify(result!, Ear.Type, key));
            Assert.IsTrue(!isTaken || good.Contains(Encoding.Latin1.GetString(bytes).Trim()), "taken");
        });
    }

    /// <summary>Plays the pack's files, one changed at a time, in a folder of their own.</summary>
    private static void OverEachFile(string reader, int rounds, Action<string, string, bool> look)
    {
        string copy = Directory.CreateTempSubdirectory("nanoagent-fuzz-").FullName;
        Seed[] files = [.. Names(s_pack).Select(name => new Seed(name, File.ReadAllBytes(Path.Combine(s_pack, name))))];

        try
        {
            Restore(files, copy);
            new Replay(reader, files, "null", "{}", "[]", "\"\\ud800\"", "-1", "99999999999999999999") { MostBytes = PackBytes, PlaysSeeds = false }.Run(rounds, changed =>
            {
                File.WriteAllBytes(Path.Combine(copy, changed.Name), changed.Bytes);
                look(copy, changed.Name, changed.Bytes.AsSpan().SequenceEqual(files.Single(f => f.Name == changed.Name).Bytes));
                Restore(files.Where(f => f.Name == changed.Name || f.Name.StartsWith("manifest.", StringComparison.Ordinal)), copy);
            });
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static void Restore(IEnumerable<Seed> files, string folder)
    {
        foreach (Seed file in files)
        {
            string path = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes);
        }
    }

    private static string[] Names(string folder) => PackCopy.Names(folder);
}
