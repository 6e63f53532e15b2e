using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace NanoAgent.Tool;

/// <summary>
/// How the tool speaks. Results go to standard output and nothing else does, so that they can be piped; what is said to a
/// person goes to standard error: lower case, no full stop, what and which. Colour and progress only on a terminal.
/// </summary>
public sealed class Terminal(TextWriter results, TextReader input, IAnsiConsole people)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Where results go.</summary>
    public TextWriter Results { get; } = results;

    /// <summary>Where <c>-</c> reads from.</summary>
    public TextReader Input { get; } = input;

    /// <summary>Where a person reads: tables, progress.</summary>
    public IAnsiConsole People { get; } = people;

    /// <summary>The process's own streams.</summary>
    public static Terminal Real()
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(false);
        bool toTerminal = !Console.IsErrorRedirected;
        IAnsiConsole people = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = toTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = toTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = toTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });

        if (!toTerminal)
        {
            // A log has no edge: a wrapped path cannot be pasted.
            people.Profile.Width = 400;
        }

        return new Terminal(Console.Out, Console.In, people);
    }

    /// <summary>Says a line to the person.</summary>
    public void Say(string line) => People.WriteLine(line);

    /// <summary>Says what went wrong, and what to do about it.</summary>
    public void SayError(string message, string? hint = null)
    {
        People.MarkupLineInterpolated($"nanoagent: [red]error[/]: {message}");

        if (hint is not null)
        {
            People.MarkupLineInterpolated($"nanoagent: [yellow]hint[/]: {hint}");
        }
    }

    /// <summary>Prints a result for programs.</summary>
    public void PrintJson(object value) => Results.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>Prints a line of a result.</summary>
    public void Print(string line) => Results.WriteLine(line);
}
