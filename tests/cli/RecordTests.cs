namespace NanoAgent.Tests.Cli;

[TestClass]
public sealed class RecordTests
{
    [TestMethod]
    public async Task A_template_is_printed_in_either_language()
    {
        StringAssert.Contains((await Run.Tool("record", "template", "update-guide", "--lang", "en")).Results, "How to update");
        StringAssert.Contains((await Run.Tool("record", "template", "update-guide", "--lang", "ja")).Results, "アップデート方法");
        Assert.AreEqual(2, (await Run.Tool("record", "template", "update-guide", "--lang", "fr")).ExitCode);
        Assert.AreEqual(2, (await Run.Tool("record", "template", "no-such")).ExitCode);
    }

    [TestMethod]
    public async Task A_document_that_lacks_what_is_confirmed_is_a_no_and_what_is_unverified_only_warns()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("policy.md"), "psirt@example.com, acknowledged within 3 days");
        Run policy = await Run.Tool("record", "lint", "vulnerability-disclosure-policy", folder.At("policy.md"));
        Assert.AreEqual(1, policy.ExitCode);
        StringAssert.Contains(policy.Results, "problem: content-missing: status-updates");
        Run guide = await Run.Tool("record", "lint", "update-guide", folder.At("policy.md"));
        Assert.AreEqual(0, guide.ExitCode);
        StringAssert.Contains(guide.Results, "warning: unverified-content-missing: steps");
    }

    [TestMethod]
    public async Task A_document_of_a_known_kind_takes_its_rows_and_title()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("policy.md"), "psirt@example.com");
        Run add = await Run.Tool("record", "add", folder.At("policy.md"), "--template", "vulnerability-disclosure-policy", "--product", "lamp", "--records", folder.At("records"));
        Assert.AreEqual(0, add.ExitCode, add.People);
        StringAssert.Contains(add.People, "content-missing: status-updates");
        Run list = await Run.Tool("record", "list", "--records", folder.At("records"), "--json");
        Assert.AreEqual("S1.1-05", list.Json.GetProperty("records")[0].GetProperty("record").GetProperty("criteria")[0].GetString());
    }

    [TestMethod]
    public async Task Nothing_is_fetched_unasked() =>
        Assert.AreEqual(2, (await Run.Tool("record", "add", "https://vendor.example/policy", "--title", "Policy", "--criterion", "S1.1-05", "--product", "lamp")).ExitCode);

    [TestMethod]
    public async Task The_filing_is_kept_with_the_product_and_a_wrong_number_is_refused()
    {
        using var folder = new TemporaryFolder();
        string[] product = ["record", "product", "--product", "lamp", "--model", "a", "--records", folder.At("records"), "--applicant", "ACME", "--label-issued", "2026-01-15"];
        Assert.AreEqual(0, (await Run.Tool([.. product, "--corporate-number", "7000012050002", "--label-ends", "2028-01-15"])).ExitCode);
        Run wrong = await Run.Tool([.. product, "--corporate-number", "7000012050001"]);
        Assert.AreEqual(2, wrong.ExitCode);
        StringAssert.Contains(wrong.People, "check digit");
        Assert.AreEqual(2, (await Run.Tool([.. product, "--label-ends", "2029-01-15"])).ExitCode);
    }

    [TestMethod]
    public async Task A_product_recorded_again_keeps_what_was_left_out_and_is_one_record()
    {
        using var folder = new TemporaryFolder();
        string[] product = ["record", "product", "--product", "lamp", "--records", folder.At("records")];
        Assert.AreEqual(2, (await Run.Tool([.. product, "--applicant", "ACME"])).ExitCode, "a product without a model");
        Assert.AreEqual(0, (await Run.Tool([.. product, "--model", "a", "--applicant", "ACME", "--retention-years", "12"])).ExitCode);
        Assert.AreEqual(0, (await Run.Tool([.. product, "--label-issued", "2026-01-15"])).ExitCode);

        System.Text.Json.JsonElement records = (await Run.Tool("record", "list", "--records", folder.At("records"), "--json")).Json.GetProperty("records");
        Assert.AreEqual(1, records.GetArrayLength());
        System.Text.Json.JsonElement record = records[0].GetProperty("record");
        Assert.AreEqual("a", record.GetProperty("models")[0].GetString());
        Assert.AreEqual("ACME", record.GetProperty("applicant").GetString());
        Assert.AreEqual("2026-01-15", record.GetProperty("labelIssued").GetString());
        Assert.AreEqual(12, record.GetProperty("retentionYears").GetInt32());
    }

    [TestMethod]
    public async Task A_template_with_a_place_left_to_fill_in_is_no_document()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("policy.md"), "psirt@example.com answers for {{company}}");
        Run add = await Run.Tool("record", "add", folder.At("policy.md"), "--title", "Policy", "--criterion", "S1.1-05", "--product", "lamp", "--records", folder.At("records"));
        Assert.AreEqual(2, add.ExitCode);
        StringAssert.Contains(add.People, "{{company}}");
        Assert.IsFalse(Directory.Exists(folder.At("records")));
    }

    [TestMethod]
    public async Task Braces_of_another_meaning_are_left_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("design.md"), "The page is made from {{ user.name }}.");
        Assert.AreEqual(0, (await Run.Tool("record", "add", folder.At("design.md"), "--title", "Design", "--criterion", "S1.1-01", "--product", "lamp", "--records", folder.At("records"))).ExitCode);
    }

    [TestMethod]
    [DataRow("confirm S9.9-99 --firmware 1.0 --product lamp", "no scheme of this build has a row S9.9-99")]
    [DataRow("confirm S1.1-02 --firmware 1.0 --product lapm", "no product lapm is recorded here")]
    [DataRow("confirm S1.1-02 --firmware 1.0 --product lamp --date 2999-01-01", "it counts from 2999-01-01 on")]
    [DataRow("compared S1.1-99 --document D --version-read 1 --product lamp", "no scheme of this build has a row S1.1-99")]
    [DataRow("not-applicable S1.1-05 --firmware 1.0 --reason none --product lamp", "never lets S1.1-05 be set aside")]
    [DataRow("add {0} --title T --criterion S1.1-5 --product lamp", "no scheme of this build has a row S1.1-5")]
    public async Task A_record_that_no_declaration_will_count_is_written_with_a_warning(string line, string warning)
    {
        using var folder = new TemporaryFolder();
        string records = folder.At("records");
        File.WriteAllText(folder.At("paper.md"), "how it works");
        await Run.Tool("record", "product", "--product", "lamp", "--model", "a", "--records", records);
        string[] words = ["record", .. line.Split(' ').Select(word => word == "{0}" ? folder.At("paper.md") : word), "--records", records];
        Run run = await Run.Tool(words.Contains("add") ? words : [.. words, "--by", "Y. Yamada"]);
        Assert.AreEqual(0, run.ExitCode, run.People);
        Assert.Contains("nanoagent: warning: ", run.People);
        Assert.Contains(warning, run.People);
    }

    [TestMethod]
    public async Task What_a_named_person_says_about_a_row_is_a_record_each()
    {
        using var folder = new TemporaryFolder();
        string[] person = ["--product", "lamp", "--by", "Y. Yamada", "--records", folder.At("records")];
        await Run.Tool("record", "product", "--product", "lamp", "--model", "a", "--records", folder.At("records"));
        Run confirm = await Run.Tool(["record", "confirm", "S1.1-02", .. person, "--firmware", "1.0"]);
        Assert.AreEqual("", confirm.People);
        Assert.AreEqual(0, (await Run.Tool(["record", "confirm", "S1.1-02", .. person, "--firmware", "1.0"])).ExitCode);
        Assert.AreEqual(0, (await Run.Tool(["record", "not-applicable", "S1.1-02", .. person, "--firmware", "1.0", "--reason", "no password"])).ExitCode);
        Assert.AreEqual(0, (await Run.Tool(["record", "compared", "S1.1-02", .. person, "--document", "JST-CR-01-01-2024R1", "--version-read", "1.1"])).ExitCode);
        Assert.HasCount(5, Directory.GetFiles(folder.At("records")));
    }
}
