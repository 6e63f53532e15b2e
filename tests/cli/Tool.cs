using System.Text.Json;
using NanoAgent.Tool;
using Spectre.Console;

namespace NanoAgent.Tests.Cli;

/// <summary>One run of the tool, in this process, with its streams caught.</summary>
internal sealed record Run(int ExitCode, string Results, string People)
{
    /// <summary>The result, read as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Results).RootElement;

    /// <summary>Runs a command line.</summary>
    public static Task<Run> Tool(params string[] args) => ToolWithInput("", args);

    /// <summary>Runs a command line with something on standard input.</summary>
    public static async Task<Run> ToolWithInput(string input, params string[] args)
    {
        var results = new StringWriter();
        var people = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(people),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = 400;
        int exit = await CommandLine.RunAsync(args, new Terminal(results, new StringReader(input), console));
        return new Run(exit, results.ToString(), people.ToString());
    }
}
