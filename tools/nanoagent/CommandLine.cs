using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Net.Sockets;
using System.Security.Cryptography;
using NanoAgent.Board;
using NanoAgent.Collector.Storage;
using NanoAgent.Tool.Commands;
using NanoAgent.Tool.Manual;

namespace NanoAgent.Tool;

/// <summary>The whole tool as a list of commands, one file each.</summary>
public static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        if (EmptyValue(args) is string empty)
        {
            terminal.SayError(empty, "a variable of the shell that is not set gives one");
            return ExitCode.WrongUse;
        }

        ParseResult parsed = Root(terminal).Parse(args, new ParserConfiguration { EnablePosixBundling = false });

        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
            {
                terminal.SayError(Plain(error.Message));
            }

            terminal.Say($"nanoagent: hint: nanoagent {CommandPath(parsed)}--help shows what it takes");
            return ExitCode.WrongUse;
        }

        return await InvokeAsync(parsed, terminal);
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, Terminal terminal)
    {
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Results });
        }
        catch (ToolException e)
        {
            terminal.SayError(e.Message, e.Hint);
            return e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            terminal.Say("nanoagent: stopped");
            return ExitCode.Environment;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException or HttpRequestException or NotSupportedException or CryptographicException or StoreUnavailableException or StoreRefusedException or FlashException)
        {
            terminal.SayError(OneLine(e.Message));
            return ExitCode.Environment;
        }
        catch (Exception e)
        {
            terminal.SayError($"this should not have happened: {OneLine(e.Message)} (in {PlaceOf(e)})", "a defect of nanoagent: report it with the line above");
            return ExitCode.Environment;
        }
    }

    // Where in our own code: as much as a report of it needs.
    private static string PlaceOf(Exception defect) => new System.Diagnostics.StackTrace(defect).GetFrames().Select(frame => frame.GetMethod())
        .FirstOrDefault(method => method?.DeclaringType?.FullName?.StartsWith(nameof(NanoAgent), StringComparison.Ordinal) == true) is { } own ? $"{own.DeclaringType!.Name}.{own.Name}" : "another's code";

    // Nothing here takes an empty text, and most of what reads a path or a name takes one for misuse.
    private static string? EmptyValue(string[] args)
    {
        int at = Array.FindIndex(args, arg => string.IsNullOrWhiteSpace(arg) || (arg.StartsWith("--", StringComparison.Ordinal) && arg.EndsWith('=')));
        string? option = at < 0 ? null : args[at].Length > 2 ? args[at].TrimEnd('=') : at > 0 && args[at - 1].StartsWith("--", StringComparison.Ordinal) ? args[at - 1] : "an argument";
        return option is null ? null : $"{option} takes a value, and was given an empty one";
    }

    /// <summary>The commands and options as the parser knows them.</summary>
    internal static RootCommand Root(Terminal terminal)
    {
        RootCommand root = Commands(terminal);
        AddKeyFolder(root);
        root.Options.OfType<HelpOption>().Single().Action = new ManualAction(terminal);
        return root;
    }

    private static RootCommand Commands(Terminal terminal) => new("checks what devices say about their own security, and makes declaration evidence of it")
    {
        HelpCommand.Create(terminal),
        DemoCommand.Create(terminal),
        ServeCommand.Create(terminal),
        BoardCommand.Create(terminal),
        EnrolCommand.Create(terminal),
        OperatorsCommand.Create(terminal),
        EndorseCommand.Create(terminal),
        ReferenceCommand.Create(terminal),
        VerifyCommand.Create(terminal),
        ExplainCommand.Create(terminal),
        WatchCommand.Create(terminal),
        RecordCommand.Create(terminal),
        ProvisionCommand.Create(terminal),
        BenchCommand.Create(terminal),
        DeclareCommand.Create(terminal),
        SchemesCommand.Create(terminal),
        LogCommand.Create(terminal),
        FleetCommand.Create(terminal),
        KeysCommand.Create(terminal),
        BackupCommand.CreateBackup(terminal),
        BackupCommand.CreateRestore(terminal),
    };

    // Whoever takes the collector's data takes the folder of its keys. First, since the parser works defaults out in their order.
    private static void AddKeyFolder(Command command)
    {
        if (command.Options.OfType<Option<DataLocation>>().Any())
        {
            command.Options.Insert(0, Options.KeyFolder);
        }

        command.Subcommands.ToList().ForEach(AddKeyFolder);
    }

    private static string CommandPath(ParseResult parsed)
    {
        string path = "";

        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent)
        {
            path = command.Command.Name + " " + path;
        }

        return path;
    }

    private static string Plain(string message) => OneLine(char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.'));

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
