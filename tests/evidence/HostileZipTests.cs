using System.IO.Compression;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

/// <summary>A zip made to harm whoever checks it: it is named, and neither the disk nor the check is taken down.</summary>
[TestClass]
public sealed class HostileZipTests
{
    private readonly string _zip = Path.Combine(Directory.CreateTempSubdirectory("nanoagent-zip-").FullName, "pack.zip");

    [TestCleanup]
    public void Remove() => Directory.Delete(Path.GetDirectoryName(_zip)!, recursive: true);

    [TestMethod]
    public void A_file_that_unpacks_to_more_than_is_read_is_named()
    {
        Write(zip =>
        {
            using Stream bomb = zip.CreateEntry("index.html", CompressionLevel.Fastest).Open();
            byte[] zeros = new byte[1024 * 1024];

            for (long written = 0; written <= PackFormat.MaxFileBytes; written += zeros.Length)
            {
                bomb.Write(zeros);
            }
        });

        Assert.IsLessThan(8 * 1024 * 1024, new FileInfo(_zip).Length);
        Assert.AreEqual(PackFault.TooLarge, Fault("index.html"));
    }

    [TestMethod]
    public void More_entries_than_a_pack_has_are_one_problem_whatever_their_names()
    {
        Write(zip =>
        {
            for (int i = 0; i <= PackFormat.MaxFiles; i++)
            {
                zip.CreateEntry($"../{i}");
            }
        });

        Assert.AreEqual(PackFault.TooLarge, Fault($"../{PackFormat.MaxFiles - 1}"));
    }

    [TestMethod]
    [DataRow("tokens", "tokens/a.jwt", "tokens/a.jwt")]
    [DataRow("tokens/a.jwt", "tokens", "tokens")]
    [DataRow("tokens/a.jwt", "TOKENS", "TOKENS")]
    public void A_file_and_a_folder_of_one_name_are_named(string first, string second, string named)
    {
        Write(zip =>
        {
            zip.CreateEntry(first);
            zip.CreateEntry(second);
        });

        Assert.AreEqual(PackFault.UnsafeName, Fault(named));
    }

    [TestMethod]
    [DataRow("../evil.txt")]
    [DataRow("/evil.txt")]
    [DataRow("a\\..\\evil.txt")]
    [DataRow("C:evil.txt")]
    public void A_zip_that_leads_out_of_itself_is_named_and_not_unpacked(string name)
    {
        Write(zip => zip.CreateEntry(name));

        Assert.AreEqual(PackFault.UnsafeName, Fault(name));
        Assert.IsFalse(File.Exists(Path.Combine(Path.GetTempPath(), "evil.txt")));
    }

    private void Write(Action<ZipArchive> fill)
    {
        using ZipArchive zip = ZipFile.Open(_zip, ZipArchiveMode.Create);
        zip.CreateEntry("manifest.json");
        fill(zip);
    }

    private PackFault Fault(string name) => PackVerifier.Verify(_zip, null).Problems.Single(p => p.File == name).Fault;
}
