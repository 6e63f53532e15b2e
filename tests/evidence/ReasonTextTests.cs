using System.Reflection;
using System.Text.RegularExpressions;
using NanoAgent.Attestation.Claims;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

/// <summary>No reason code that the agent can give is shown as a bare code to a reader of either language.</summary>
[TestClass]
public sealed class ReasonTextTests
{
    [TestMethod]
    public void Every_reason_code_of_the_agent_has_words_in_both_languages()
    {
        string[] codes = [.. new[] { typeof(Reasons), typeof(CheckReasons) }.SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
        string[] silent = [.. codes.Where(code => !ReasonTexts.Of(code).Ja.Any(c => c > 0x3000))];
        Assert.IsGreaterThan(80, codes.Length);
        Assert.IsEmpty(silent, string.Join(", ", silent));
    }

    [TestMethod]
    public void No_words_are_kept_for_a_code_that_nobody_gives()
    {
        HashSet<string> codes = [.. new[] { typeof(Reasons), typeof(CheckReasons) }.SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
        string[] idle = [.. ReasonTexts.Codes.Where(code => !codes.Contains(code) && code != "contradicts-provisioning")];
        Assert.IsEmpty(idle, string.Join(", ", idle));
    }

    [TestMethod]
    [DataRow(0, "0 problems")]
    [DataRow(1, "1 problem")]
    [DataRow(2, "2 problems")]
    public void A_number_goes_with_the_form_of_its_noun(int number, string said) => Assert.AreEqual(said, Plural.Of(number, "problem"));

    [TestMethod]
    public void Nothing_that_is_said_leaves_the_plural_to_the_reader()
    {
        string[] found =
        [
            .. Directory.EnumerateFiles(Repository.At("tools"), "*.*", SearchOption.AllDirectories)
                .Where(f => Path.GetExtension(f) is ".cs" or ".razor" or ".js" || f.EndsWith("en.json", StringComparison.Ordinal))
                .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
                .Where(f => Regex.IsMatch(File.ReadAllText(f), @"\} [a-z ]*[a-z]\(s\)")).Select(f => Path.GetRelativePath(Repository.Root, f)),
        ];
        Assert.IsEmpty(found, string.Join(", ", found));
    }
}
