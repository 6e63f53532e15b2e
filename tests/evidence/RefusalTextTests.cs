using NanoAgent.Attestation.Verify;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Evidence;

/// <summary>Whatever a record, a unit's evidence or a declaration is refused for is said in both languages.</summary>
[TestClass]
public sealed class RefusalTextTests
{
    [TestMethod]
    public void Every_rule_of_a_record_has_words_in_both_languages() =>
        AssertSaid(Enum.GetValues<RecordRule>().SelectMany(rule => new[] { new RecordFault(rule, "a-1"), new RecordFault(rule, "a-1") { Line = 3 } }), RecordTexts.Of);

    [TestMethod]
    public void Every_fault_of_a_unit_has_words_in_both_languages() =>
        AssertSaid(Enum.GetValues<UnitFault>().Select(fault => new UnitProblem(null, fault) { Refusal = Refusal.BadSignature }), RefusalTexts.Of);

    [TestMethod]
    public void Every_refusal_of_a_token_has_words_in_both_languages() =>
        AssertSaid(Enum.GetValues<Refusal>().Where(r => r != Refusal.None).Select(r => new UnitProblem(null, UnitFault.Token) { Refusal = r, Claim = "iat" }), RefusalTexts.Of);

    [TestMethod]
    public void Every_refusal_of_a_declaration_has_words_in_both_languages() =>
        AssertSaid(Enum.GetValues<DeclarationRefusal>().Where(r => r != DeclarationRefusal.None), RefusalTexts.Of);

    [TestMethod]
    public void A_file_that_is_no_record_is_named_with_its_line_and_without_the_readers_english()
    {
        using var records = new Records();
        File.WriteAllText(Path.Combine(records.Folder, "record.json"), "{\n\"kind\":\"product\",\n\"product\":3}");
        RecordProblem problem = records.Store.Problems.Single();
        Assert.AreEqual("record.json:3 行目が、記録の JSON として読めない", RecordTexts.Of(problem).Ja);
        StringAssert.StartsWith(RecordTexts.Of(problem).En, "record.json: line 3: ");
    }

    // Japanese has kana in every sentence; English has none.
    private static void AssertSaid<T>(IEnumerable<T> all, Func<T, Text> say)
    {
        T[] values = [.. all];
        string[] otherwise = [.. values.Where(value => !say(value).Ja.Any(IsKana) || say(value).En.Any(IsKana) || say(value).En.Length == 0).Select(value => value!.ToString()!)];
        Assert.IsNotEmpty(values);
        Assert.IsEmpty(otherwise, string.Join(", ", otherwise));
    }

    private static bool IsKana(char c) => c is >= '\u3040' and <= '\u30ff';
}
