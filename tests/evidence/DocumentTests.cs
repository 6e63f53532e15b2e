using System.Text;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

[TestClass]
public sealed class DocumentTests
{
    private const string Policy = """
        # How to report
        Scope: all lamps. Write to psirt@example.com, free of charge.
        We acknowledge within 3 business days. We tell you the status every 14 days.
        """;

    public static IEnumerable<object[]> Templates => DocumentTemplate.All.SelectMany(t => new[] { new object[] { t.Id, "ja" }, [t.Id, "en"] });

    private static DocumentTemplate Disclosure => DocumentTemplate.Find("vulnerability-disclosure-policy")!;

    [TestMethod]
    [DynamicData(nameof(Templates))]
    public void A_template_has_places_to_fill_in_and_praises_nothing(string id, string language)
    {
        DocumentTemplate template = DocumentTemplate.Find(id)!;
        IReadOnlyList<DocumentProblem> problems = DocumentLint.Check(template, template.Text(language));
        Assert.IsTrue(problems.Any(p => p.Fault == DocumentFault.NotFilledIn));
        Assert.IsFalse(problems.Any(p => p.Fault == DocumentFault.ForbiddenWord));
    }

    [TestMethod]
    [DynamicData(nameof(Templates))]
    public void A_template_that_is_filled_in_holds_all_that_its_lint_looks_for(string id, string language)
    {
        DocumentTemplate template = DocumentTemplate.Find(id)!;
        string filled = template.Text(language).Replace("{{security contact: e-mail address}}", "psirt@example.com", StringComparison.Ordinal)
            .Replace("{{連絡先のメールアドレス}}", "psirt@example.com", StringComparison.Ordinal)
            .Replace("{{yyyy-mm-dd}}", "2031-03-31", StringComparison.Ordinal).Replace("{{yyyy 年 m 月 d 日}}", "2031 年 3 月 31 日", StringComparison.Ordinal);
        filled = System.Text.RegularExpressions.Regex.Replace(filled, @"\{\{(number|日数|版)\}\}", "14");
        filled = System.Text.RegularExpressions.Regex.Replace(filled, @"\{\{[^{}]*\}\}", "…");
        Assert.AreEqual("", string.Join("\n", DocumentLint.Check(template, filled)));
    }

    [TestMethod]
    public void Each_required_content_carries_its_confidence_and_source()
    {
        foreach (RequiredContent content in DocumentTemplate.All.SelectMany(t => t.Contents))
        {
            Assert.AreNotEqual(Confidence.Unknown, content.Confidence, content.Id);
            Assert.AreNotEqual("", content.Source, content.Id);
        }
    }

    [TestMethod]
    public void A_policy_that_says_it_all_has_no_problem() => Assert.IsEmpty(DocumentLint.Check(Disclosure, Policy));

    [TestMethod]
    [DataRow("psirt@example.com", "contact")]
    [DataRow("acknowledge within 3 business days", "acknowledgement")]
    [DataRow("status every 14 days", "status-updates")]
    public void A_confirmed_content_that_is_missing_is_a_problem(string said, string content)
    {
        DocumentProblem problem = DocumentLint.Check(Disclosure, Policy.Replace(said, "", StringComparison.Ordinal)).Single();
        Assert.AreEqual(DocumentFault.ContentMissing, problem.Fault);
        Assert.AreEqual(content, problem.Detail);
    }

    [TestMethod]
    public void An_unverified_content_that_is_missing_only_warns()
    {
        DocumentProblem problem = DocumentLint.Check(Disclosure, Policy.Replace("free of charge", "", StringComparison.Ordinal)).Single();
        Assert.AreEqual(DocumentFault.UnverifiedContentMissing, problem.Fault);
        Assert.IsTrue(problem.IsWarning);
    }

    [TestMethod]
    public void A_policy_that_praises_the_product_is_a_problem() =>
        Assert.AreEqual(DocumentFault.ForbiddenWord, DocumentLint.Check(Disclosure, Policy + "Our lamp is certified.").Single().Fault);

    [TestMethod]
    public void What_stands_in_a_web_page_is_read_without_its_markup_and_scripts()
    {
        string? text = DocumentLint.TryReadText(Encoding.UTF8.GetBytes("<!DOCTYPE html><html><script>psirt@example.com</script><p>write to&nbsp;<b>us</b></p></html>"));
        StringAssert.Contains(text, "us");
        Assert.IsFalse(text!.Contains("psirt", StringComparison.Ordinal) || text.Contains('<', StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D })]
    [DataRow(new byte[] { 0xFF, 0xFE, 0x41 })]
    [DataRow(new byte[] { 0x41, 0x00 })]
    public void What_is_no_text_is_not_looked_through(byte[] document) => Assert.IsNull(DocumentLint.TryReadText(document));

    [TestMethod]
    public void A_hostile_page_is_looked_through_in_bounded_time()
    {
        string page = "<html>" + string.Concat(Enumerable.Repeat("<script ", 200_000));
        Assert.IsNotNull(DocumentLint.TryReadText(Encoding.UTF8.GetBytes(page)));
        Assert.IsGreaterThan(0, DocumentLint.Check(Disclosure, "acknowledg" + new string('9', 500_000)).Count);
    }

    [TestMethod]
    public void A_document_without_a_criterion_is_refused_and_leaves_no_copy()
    {
        using var records = new Records();
        var record = new DocumentRecord { Product = "lamp", Criteria = [], Title = "Guide", Type = "manual", File = "", Sha256 = "", Date = "2026-01-01" };
        Assert.Throws<ArgumentException>(() => RecordStore.AddDocument(records.Folder, [1], ".txt", record));
        Assert.IsFalse(Directory.Exists(Path.Combine(records.Folder, RecordStore.DocumentFolder)));
    }
}
