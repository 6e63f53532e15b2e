using System.CommandLine;
using System.Text.RegularExpressions;
using NanoAgent.Tool;
using NanoAgent.Tool.Manual;

namespace NanoAgent.Tests.Cli;

/// <summary>The manual pages say what the parser takes.</summary>
[TestClass]
public sealed partial class ManualTests
{
    private static readonly string[] _sections = ["NAME", "SYNOPSIS", "OPTIONS", "EXIT STATUS", "EXAMPLES"];

    private static RootCommand Root { get; } = CommandLine.Root(Terminal.Real());

    [TestMethod]
    public async Task Every_command_and_option_of_the_parser_stands_in_its_page()
    {
        Command[] commands = [.. All(Root)];
        Assert.IsGreaterThan(50, commands.Length);

        foreach (Command command in commands)
        {
            string[] path = ManualPage.PathOf(command).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string page = (await Run.Tool([.. path, "--help"])).Results;
            string all = string.Join(' ', path);
            Array.ForEach(_sections, section => Assert.MatchesRegex($"(?m)^{section}$", page, all));
            command.Subcommands.ToList().ForEach(c => Assert.MatchesRegex($@"(?m)^  {Regex.Escape(c.Name)}$", page, all));
            command.Arguments.ToList().ForEach(a => Assert.MatchesRegex($@"(?m)^  {Regex.Escape(a.Name)}$", page, all));
            command.Options.ToList().ForEach(o => Assert.MatchesRegex($@"(?m)^  {Regex.Escape(o.Name)}( \S+)?$", page, all));
            Assert.AreEqual(command.Options.Any(o => o.Name == "--db"), page.Contains("\n  --data DIR\n", StringComparison.Ordinal), all);
        }
    }

    [TestMethod]
    public void Every_example_parses_as_the_command_that_it_shows()
    {
        CollectionAssert.AreEquivalent(All(Root).Select(ManualPage.PathOf).ToArray(), Examples.Commands.ToArray());

        Assert.IsEmpty(All(Root).Select(ManualPage.PathOf).SelectMany(path => Examples.Of(path).Select(e => Fault(path, e))).OfType<string>().ToArray());
    }

    [TestMethod]
    public async Task Help_with_a_commands_name_shows_the_same_page()
    {
        Run asked = await Run.Tool("help", "enrol", "token");
        Run option = await Run.Tool("enrol", "token", "--help");

        Assert.AreEqual(0, asked.ExitCode);
        Assert.AreEqual(option.Results, asked.Results);
    }

    [TestMethod]
    public async Task Help_for_what_is_no_command_is_wrong_use() => Assert.AreEqual(ExitCode.WrongUse, (await Run.Tool("help", "enrol", "nobody")).ExitCode);

    private static string? Fault(string path, Example example)
    {
        ParseResult parsed = Root.Parse(Words($"{path} {example.Arguments}"), new ParserConfiguration { EnablePosixBundling = false });
        string? fault = parsed.Errors.FirstOrDefault()?.Message
            ?? (ManualPage.PathOf(parsed.CommandResult.Command).StartsWith(path, StringComparison.Ordinal) ? null : "another command")
            ?? (parsed.CommandResult.Command.Action is null ? "nothing to run" : null);
        return fault is null ? null : $"{path} {example.Arguments}: {fault}";
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    internal static string[] Words(string line) => [.. Word().Matches(line).Select(m => m.Value.Trim('"'))];

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
