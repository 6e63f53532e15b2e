using System.CommandLine;

namespace NanoAgent.Tool.Manual;

/// <summary><c>nanoagent help COMMAND</c>: a command's manual page.</summary>
internal static class HelpCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string[]>("COMMAND") { Description = "the command, such as `enrol token`; all of them when left out", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("help", "shows the manual page of a command") { path };
        command.SetAction(p =>
        {
            terminal.Print(ManualPage.Of(Find(p.RootCommandResult.Command, p.GetValue(path) ?? [])));
            return ExitCode.Good;
        });
        return command;
    }

    private static Command Find(Command root, string[] path)
    {
        Command at = root;

        foreach (string name in path)
        {
            at = at.Subcommands.FirstOrDefault(c => c.Name == name) ?? throw ToolException.WrongUse($"no command \"{string.Join(' ', path)}\"", "`nanoagent help` shows the commands");
        }

        return at;
    }
}
