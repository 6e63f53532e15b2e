using System.Reflection;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Pages;
using NanoAgent.Collector.Pages.Enrolments;
using NanoAgent.Collector.Pages.Language;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Collector;

/// <summary>Whatever the collector itself finds or does is said in both languages.</summary>
[TestClass]
public sealed class PageTextTests
{
    [TestMethod]
    public void Everything_that_the_collector_finds_has_words_in_both_languages() => AssertSaid(typeof(CollectorFindings), CheckTexts.Question);

    [TestMethod]
    public void Every_reason_code_of_the_collector_has_words_in_both_languages() => AssertSaid(typeof(CollectorReasons), CheckTexts.Reason);

    [TestMethod]
    public void Every_reason_for_which_the_collector_sets_a_state_has_words_in_both_languages() =>
        AssertSaid(typeof(CollectorWhys), why => CheckTexts.Why(StateRows.Collector, why));

    [TestMethod]
    public void Every_refusal_of_a_page_and_of_a_batch_has_words_in_both_languages()
    {
        string[] keys = [.. Enum.GetNames<PageRefusal>().Select(name => "refused." + name), .. Enum.GetNames<BatchRefusal>().Select(name => "batch." + name)];
        Assert.IsEmpty(keys.Where(key => !Words.Japanese[key].Any(c => c > 0x3000) || Words.English[key].Any(c => c > 0x3000)));
    }

    [TestMethod]
    public void A_persons_own_words_stay_as_they_are() => Assert.AreEqual("sent back", CheckTexts.Why("Ada", "sent back").Ja);

    [TestMethod]
    [DataRow("1", "1 unit")]
    [DataRow("2", "2 units")]
    [DataRow("0", "0 units")]
    [DataRow("1,001", "1,001 units")]
    public void A_noun_has_the_form_of_its_number(string number, string said) => Assert.AreEqual(said, Words.English.Format("units.count", number));

    private static void AssertSaid(Type codes, Func<string, Text> say)
    {
        string[] all = [.. codes.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
        string[] silent = [.. all.Where(code => !say(code).Ja.Any(c => c > 0x3000))];
        Assert.IsNotEmpty(all);
        Assert.IsEmpty(silent, string.Join(", ", silent));
    }
}
