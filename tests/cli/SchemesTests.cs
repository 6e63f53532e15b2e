namespace NanoAgent.Tests.Cli;

[TestClass]
public sealed class SchemesTests
{
    [TestMethod]
    public async Task One_criterion_is_shown_across_the_schemes_with_official_and_inferred_apart()
    {
        Run run = await Run.Tool("schemes", "map", "S1.1-02");
        Assert.AreEqual(0, run.ExitCode, run.People);
        string[] parts = run.Results.Split("inferred by this project; decides nothing:");
        StringAssert.Contains(parts[0], "uk-psti/1");
        StringAssert.Contains(parts[1], "en-303-645/5.1-1");
        Assert.IsFalse(parts[0].Contains("en-303-645", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Being_deemed_goes_one_way()
    {
        Assert.AreEqual("deemed-met-by", Relation(await Run.Tool("schemes", "map", "uk-psti/1", "--json"), "en-303-645/5.1-1"));
        Assert.AreEqual("deems-met", Relation(await Run.Tool("schemes", "map", "5.1-1", "--json"), "uk-psti/1"));
    }

    [TestMethod]
    public async Task A_criterion_that_is_nowhere_is_wrong_use() =>
        Assert.AreEqual(2, (await Run.Tool("schemes", "map", "S9.9-99")).ExitCode);

    [TestMethod]
    public async Task The_schemes_of_this_build_pass_the_lint() =>
        Assert.AreEqual(0, (await Run.Tool("schemes", "lint")).ExitCode);

    [TestMethod]
    public async Task A_scheme_is_added_by_a_file_without_code()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("mine.json"), Mine("not yet compared"));
        Run mine = await Run.Tool("schemes", "show", folder.At("mine.json"));
        Assert.AreEqual(0, mine.ExitCode, mine.People);
        StringAssert.Contains(mine.Results, "our own list");
    }

    [TestMethod]
    public async Task A_scheme_file_that_praises_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("mine.json"), Mine("certified products"));
        Assert.AreEqual(2, (await Run.Tool("schemes", "show", folder.At("mine.json"))).ExitCode);
        Run lint = await Run.Tool("schemes", "lint", folder.At("mine.json"));
        Assert.AreEqual(1, lint.ExitCode);
        StringAssert.Contains(lint.Results, "forbidden-word");
    }

    internal static string Mine(string compared) =>
        $$"""
        {"format":1,"id":"mine","revision":"1","title":{"ja":"私たちの表","en":"our own list"},"owner":"us","document":"none","compared":{"ja":"未照合","en":"{{compared}}"},
         "skeleton":true,"notes":[{"ja":"まだ","en":"nothing yet"}],"criteria":[]}
        """;

    private static string Relation(Run run, string row) =>
        run.Json.GetProperty("mapped").EnumerateArray().Single(m => m.GetProperty("row").GetString() == row).GetProperty("relation").GetString()!;
}
