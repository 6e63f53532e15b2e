using System.Text.RegularExpressions;
using NanoAgent.Schemes;

namespace NanoAgent.Tests.Cli;

[TestClass]
public sealed partial class WordingTests
{
    [TestMethod]
    public async Task No_help_text_says_what_is_barred_and_every_command_has_one()
    {
        var waiting = new Queue<string[]>([[]]);
        int seen = 0;

        while (waiting.TryDequeue(out string[]? command))
        {
            Run help = await Run.Tool([.. command, "--help"]);
            Assert.AreEqual(0, help.ExitCode, string.Join(' ', command));
            Assert.IsNull(Wording.FindForbidden(help.Results), string.Join(' ', command));
            SubCommands(help.Results).ForEach(name => waiting.Enqueue([.. command, name]));
            seen++;
        }

        Assert.IsGreaterThan(25, seen);
    }

    [TestMethod]
    public async Task No_scheme_that_is_printed_says_what_is_barred()
    {
        foreach (Scheme scheme in SchemeCatalog.BuiltIn.List())
        {
            Assert.IsNull(Wording.FindForbidden((await Run.Tool("schemes", "show", scheme.Id, "--json")).Results), scheme.Id);
            Assert.IsNull(Wording.FindForbidden((await Run.Tool("schemes", "show", scheme.Id)).Results), scheme.Id);
        }
    }

    private static List<string> SubCommands(string help)
    {
        int at = help.IndexOf("\nCOMMANDS\n", StringComparison.Ordinal);
        return at < 0 ? [] : [.. Entry().Matches(help[at..help.IndexOf("\n\n", at + 1, StringComparison.Ordinal)]).Select(m => m.Groups[1].Value)];
    }

    [GeneratedRegex(@"^  ([a-z][a-z-]*)\b", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Entry();
}
