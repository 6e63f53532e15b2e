using System.Text.Json;

namespace NanoAgent.Tests.Cli;

[TestClass]
public sealed class DemoTests
{
    [TestMethod]
    public async Task The_demo_ends_well_and_its_pack_verifies_with_its_keys()
    {
        using var folder = new TemporaryFolder();
        Run demo = await Run.Tool("demo", "--out", folder.Path);
        Assert.AreEqual(0, demo.ExitCode, demo.People);
        StringAssert.Contains(demo.Results, "S1.1-16");
        Run verify = await Run.Tool("verify", folder.At("pack"), "--keys", folder.At("keys.json"));
        Assert.AreEqual(0, verify.ExitCode, verify.People + verify.Results);
        Run explain = await Run.Tool("explain", folder.At("pack"), "S1.1-04", "--keys", folder.At("keys.json"));
        Assert.AreEqual(0, explain.ExitCode, explain.People);
        StringAssert.Contains(explain.Results, "[\"brute-force\",\"success\"]");
        Run nowhere = await Run.Tool("explain", folder.At("pack"), "S1.1-17");
        Assert.AreEqual(2, nowhere.ExitCode, nowhere.People);
    }

    [TestMethod]
    public async Task The_demo_shows_rows_satisfied_and_rows_open_each_for_its_reason()
    {
        using var folder = new TemporaryFolder();
        Run demo = await Run.Tool("demo", "--out", folder.Path);
        StringAssert.Contains(demo.Results, "S1.1-05  satisfied");
        StringAssert.Matches(demo.Results, new("S1.1-09  needs-record .*\\s+no vendor-document yet"));
        StringAssert.Matches(demo.Results, new("S1.1-10  needs-record .*\\s+no named person confirmed it yet"));
        StringAssert.Matches(demo.Results, new("S1.1-13  needs-record .*\\s+no test-record yet"));
        StringAssert.Contains(demo.People, "verified again from its files alone");
        await AssertPapersPassTheLint(folder.At("pack"));
    }

    private static async Task AssertPapersPassTheLint(string pack)
    {
        var templates = new Dictionary<string, string> { ["S1.1-05"] = "vulnerability-disclosure-policy", ["S1.1-06"] = "update-guide", ["S1.1-15"] = "product-information" };

        foreach (string record in Directory.GetFiles(Path.Combine(pack, "records"), "vendor-document-*.json"))
        {
            JsonElement document = JsonDocument.Parse(await File.ReadAllTextAsync(record)).RootElement;

            if (templates.Remove(document.GetProperty("criteria")[0].GetString()!, out string? template))
            {
                Run lint = await Run.Tool("record", "lint", template, Path.Combine(pack, "documents", document.GetProperty("file").GetString()!));
                Assert.AreEqual((0, ""), (lint.ExitCode, lint.Results), lint.People);
            }
        }

        Assert.IsEmpty(templates);
    }

    [TestMethod]
    public async Task Without_keys_the_answer_is_no_and_says_why()
    {
        using var folder = new TemporaryFolder();
        await Run.Tool("demo", "--out", folder.Path);
        Run verify = await Run.Tool("verify", folder.At("pack"));
        Assert.AreEqual(1, verify.ExitCode);
        StringAssert.Contains(verify.People, "nobody vouches for its signer");
        Run warned = await Run.Tool("verify", folder.At("pack"), "--allow-unauthenticated");
        Assert.AreEqual(0, warned.ExitCode, warned.People);
    }

    [TestMethod]
    public async Task A_changed_byte_in_any_file_is_named()
    {
        using var folder = new TemporaryFolder();
        await Run.Tool("demo", "--out", folder.Path);
        string pack = folder.At("pack");

        foreach (string file in Directory.EnumerateFiles(pack, "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(file, bytes);
            Run verify = await Run.Tool("verify", pack, "--keys", folder.At("keys.json"));
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(file, bytes);
            Assert.AreEqual(1, verify.ExitCode, file);
            StringAssert.Contains(verify.Results, Path.GetRelativePath(pack, file).Replace('\\', '/'));
        }
    }

    [TestMethod]
    public async Task A_default_password_contradicts_its_row_and_changes_no_other()
    {
        using var folder = new TemporaryFolder();
        Run good = await Run.Tool("demo", "--json", "--out", folder.At("good"));
        Run weak = await Run.Tool("demo", "--json", "--persona", "default-password", "--out", folder.At("weak"));
        Assert.AreEqual(1, weak.ExitCode);
        Dictionary<string, string> before = States(good);
        Dictionary<string, string> after = States(weak);
        Assert.AreEqual("not-satisfied", after["S1.1-02"]);
        CollectionAssert.AreEqual(new[] { "S1.1-02" }, after.Keys.Where(row => before[row] != after[row]).ToArray());
    }

    private static Dictionary<string, string> States(Run run) =>
        run.Json.GetProperty("rows").EnumerateArray().ToDictionary(r => r.GetProperty("id").GetString()!, r => r.GetProperty("state").GetString()!);
}
