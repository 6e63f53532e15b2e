namespace NanoAgent.Tests.Cli;

/// <summary>Reference values on the command line: what is in force can be seen, and a misspelt check is noticed.</summary>
[TestClass]
public sealed class ReferenceTests
{
    [TestMethod]
    public async Task What_was_imported_is_listed_and_shown_and_its_digest_stands_in_the_audit_trail()
    {
        using var folder = new TemporaryFolder();
        string file = """{"product":"lamp","model":"LAMP-1","firmware":"1.0","checks":{"clock":"warns"}}""";
        await ImportAsync(folder, file);

        Run list = await Run.Tool("reference", "list", "--db", folder.At("data"));
        Assert.MatchesRegex("^LAMP-1 +1.0 +lamp ", list.Results);
        Assert.AreEqual(file, (await Run.Tool("reference", "show", "LAMP-1", "1.0", "--db", folder.At("data"))).Results.Trim());
        string digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(file)));
        StringAssert.Contains((await Run.Tool("operators", "audit", "--db", folder.At("data"))).Results, "sha256 " + digest);
    }

    [TestMethod]
    [DataRow(""","checks":{"clok":"warns"}""", "clok")]
    [DataRow(""","policy":{"forbid":["erasure","brute-forse"]}""", "brute-forse")]
    public async Task A_check_that_is_none_of_the_agents_is_taken_and_named(string rule, string named)
    {
        using var folder = new TemporaryFolder();
        Run imported = await ImportAsync(folder, $$"""{"product":"lamp","model":"LAMP-1","firmware":"1.0"{{rule}}}""");

        StringAssert.Contains(imported.People, "warning: not among the agent's own checks: " + named + "\n");
    }

    [TestMethod]
    public async Task Checks_of_the_agent_are_taken_without_a_warning()
    {
        using var folder = new TemporaryFolder();
        Run imported = await ImportAsync(folder, """{"product":"lamp","model":"LAMP-1","firmware":"1.0","checks":{"clock":"warns"},"policy":{"forbid":["erasure"]}}""");

        Assert.DoesNotContain("warning", imported.People);
    }

    private static async Task<Run> ImportAsync(TemporaryFolder folder, string file)
    {
        File.WriteAllText(folder.At("reference.json"), file);
        Run imported = await Run.Tool("reference", "import", folder.At("reference.json"), "--db", folder.At("data"));
        Assert.AreEqual(0, imported.ExitCode, imported.People);
        return imported;
    }
}
