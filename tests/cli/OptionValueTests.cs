using System.CommandLine;
using NanoAgent.Tool;
using NanoAgent.Tool.Manual;

namespace NanoAgent.Tests.Cli;

/// <summary>What a command line gives that no option takes: one clear line, wrong use, no stack trace.</summary>
[TestClass]
public sealed class OptionValueTests
{
    // A shell gives an empty text for a variable that is not set.
    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    public async Task An_option_given_nothing_is_wrong_use_and_named(string nothing)
    {
        foreach (Command command in All(CommandLine.Root(Terminal.Real())))
        {
            string[] path = ManualPage.PathOf(command).Split(' ', StringSplitOptions.RemoveEmptyEntries);

            foreach (Option option in command.Options)
            {
                ExpectWrongUse(await Run.Tool([.. path, option.Name, nothing]), option.Name);
            }

            ExpectWrongUse(await Run.Tool([.. path, nothing]), "an argument");
        }
    }

    [TestMethod]
    [DataRow("--db")]
    [DataRow("--data")]
    public async Task The_form_with_an_equals_sign_is_no_way_around(string option) => ExpectWrongUse(await Run.Tool("enrol", "list", option + "="), option);

    [TestMethod]
    [DataRow("enrol", "list")]
    [DataRow("keys", "list", "--db", "data")]
    public async Task A_folder_of_keys_that_goes_with_no_PostgreSQL_is_not_passed_over(params string[] command) =>
        ExpectWrongUse(await Run.Tool([.. command, "--data", "other"]), "--db other");

    [TestMethod]
    [DataRow("serve --webhook {0}", "x", "2147483647", "file:///etc/passwd", "http://example.org/hook")]
    [DataRow("watch --declaration pack --webhook {0}", "x")]
    [DataRow("serve --urls {0}", "x", "-1")]
    [DataRow("serve --keep-tokens {0}", "x", "-1", "0", "2147483647", "99999999999999999999")]
    [DataRow("serve --stale-after {0}", "x", "-1", "0", "8785")]
    [DataRow("serve --keys {0}", "x", "-1")]
    [DataRow("enrol token --model LAMP-1 --minutes {0}", "x", "-5", "0", "44641", "2147483647")]
    [DataRow("enrol token --model {0}", "a\"b", "\u0001", "電球", "a-model-of-more-than-32-characters")]
    [DataRow("board run --every {0}", "x", "-1", "0", "86401")]
    [DataRow("keys rotate ear --why w --by {0}", "collector", "Collector ", "ＣＯＬＬＥＣＴＯＲ", "col\u200blector", "first run")]
    [DataRow("record confirm S1.1-02 --product p --firmware 1 --by {0}", "collector", "a\u0001b")]
    [DataRow("provision --efuse f --chip esp32-c3 --product p --by {0}", "collector")]
    [DataRow("operators token ada --label {0}", "", "ci\u202Ennur")]
    [DataRow("endorse trust keys.json --by b --why w --name {0}", "", "Fac\u200Btory")]
    [DataRow("bench --persona compliant --tester {0}", "", "T\u202Eretse")]
    [DataRow("declare --product p --firmware 1 --out o --units-of {0}", "certified units", "a\u0001b", "a\u202Eb")]
    public async Task A_value_that_an_option_does_not_take_is_wrong_use(string line, params string[] values)
    {
        string[] words = line.Split(' ');

        foreach (string value in values)
        {
            ExpectWrongUse(await Run.Tool([.. words.Select(word => word == "{0}" ? value : word)]), words[^2]);
        }
    }

    [TestMethod]
    [DataRow("--enrol")]
    [DataRow("--pin")]
    public async Task A_unit_that_reports_to_nobody_takes_nothing_of_a_collector(string option) => ExpectWrongUse(await Run.Tool("board", "run", option, "x"), "--collector");

    [TestMethod]
    public async Task Two_images_of_one_name_cannot_be_told_apart_in_a_record()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("old"));
        File.WriteAllText(folder.At("fw.bin"), "a");
        File.WriteAllText(folder.At("old", "fw.bin"), "b");
        string[] line = ["bench", "--target", "https://127.0.0.1:1", "--tester", "T", "--product", "p", "--firmware", "1", "--unit", "u", "--records", folder.At("records"), "--key", folder.At("key.pem")];
        ExpectWrongUse(await Run.Tool([.. line, "--refuse", folder.At("fw.bin"), "--refuse", folder.At("old", "fw.bin")]), "named fw.bin");
    }

    [TestMethod]
    [DataRow]
    [DataRow("--by", "Ada")]
    [DataRow("--why", "disk broken")]
    public async Task Keys_are_adopted_by_a_named_person_with_a_reason(params string[] said) => ExpectWrongUse(await Run.Tool(["serve", "--adopt-keys", .. said]), "--by NAME and --why REASON");

    private static void ExpectWrongUse(Run run, string named)
    {
        Assert.AreEqual(ExitCode.WrongUse, run.ExitCode, run.People);
        StringAssert.StartsWith(run.People, "nanoagent: error: ");
        Assert.Contains(named, run.People);
        Assert.DoesNotContain("Exception", run.People);
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
