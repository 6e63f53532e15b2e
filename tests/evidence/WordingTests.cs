using System.Text.RegularExpressions;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

/// <summary>Nothing that the product prints says of a product what the label's rules of use forbid, in either language.</summary>
[TestClass]
public sealed partial class WordingTests
{
    private static readonly string[] Printed = [".cs", ".razor", ".json", ".md", ".html", ".css", ".js", ".cshtml"];

    // Where the barred words themselves stand, so that they can be found.
    private static readonly string[] TheRuleItself = ["tools/schemes/Wording.cs"];

    [TestMethod]
    [DataRow("tools")]
    [DataRow("boards")]
    [DataRow("agent")]
    [DataRow("attestation")]
    public void No_source_of_what_is_printed_holds_a_barred_word(string folder)
    {
        (string Path, string Text)[] files = [.. Sources(folder)];
        string[] found = [.. files.Select(f => (f.Path, Word: Wording.FindForbidden(f.Text))).Where(f => f.Word is not null).Select(f => $"{f.Path}: {f.Word}")];
        Assert.IsGreaterThan(5, files.Length);
        Assert.AreEqual("", string.Join('\n', found));
    }

    [TestMethod]
    [DataRow("the product is certified")]
    [DataRow("Conformant")]
    [DataRow("an approved device")]
    [DataRow("fully secure")]
    [DataRow("この製品は基準に適合しています")]
    [DataRow("JC-STAR 認定製品")]
    [DataRow("認証取得")]
    [DataRow("完全に安全です")]
    [DataRow("適合予定")]
    public void What_may_not_be_said_is_found(string text) => Assert.IsNotNull(Wording.FindForbidden(text));

    [TestMethod]
    [DataRow("適合ラベル")]
    [DataRow("自己適合宣言")]
    [DataRow("適合基準")]
    [DataRow("認証値の変更")]
    [DataRow("利用者認証")]
    [DataRow("self-check evidence for S1.1-02")]
    [DataRow("secure boot")]
    public void The_schemes_own_terms_and_plain_technique_are_allowed(string text) => Assert.IsNull(Wording.FindForbidden(text));

    [TestMethod]
    public void A_pack_says_nothing_that_is_barred()
    {
        using Records records = new Records().Everything();
        using var output = new Records();
        string pack = Path.Combine(output.Folder, "pack");
        PackWriter.Write(new Fleet().With("one").With("two", "brute-force=fail:not-slowed").Declare(records.Store), pack, new Fleet().Pack);

        foreach (string file in Directory.EnumerateFiles(pack, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".html" or ".json" or ".csv" or ".md"))
        {
            Assert.IsNull(Wording.FindForbidden(File.ReadAllText(file)), file);
        }
    }

    private static IEnumerable<(string Path, string Text)> Sources(string folder)
    {
        string root = Repository.At(folder);

        foreach (string path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(p => Printed.Contains(Path.GetExtension(p))))
        {
            string name = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
            bool isBuilt = name.Contains("/bin/", StringComparison.Ordinal) || name.Contains("/obj/", StringComparison.Ordinal);

            // Documents for developers speak of certificates and their authorities; templates are for print.
            bool isForDevelopers = name.EndsWith(".md", StringComparison.Ordinal) && !name.Contains("/templates/", StringComparison.Ordinal);

            if (!isBuilt && !isForDevelopers && !TheRuleItself.Contains(name))
            {
                string text = File.ReadAllText(path);
                yield return (name, name.EndsWith(".cs", StringComparison.Ordinal) ? Comment().Replace(text, "") : text);
            }
        }
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
