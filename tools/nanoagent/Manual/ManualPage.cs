using System.CommandLine;
using System.Globalization;
using System.Text;

namespace NanoAgent.Tool.Manual;

/// <summary>A command's manual page, made of what the parser knows of it and of its examples.</summary>
internal static class ManualPage
{
    private const string Tool = "nanoagent";

    /// <summary>The page as text.</summary>
    public static string Of(Command command)
    {
        string path = PathOf(command);
        string name = path.Length == 0 ? Tool : $"{Tool} {path}";
        var page = new StringBuilder();
        Section(page, "NAME", [$"{name} - {command.Description}"]);
        Section(page, "SYNOPSIS", [Synopsis(command, name)]);
        Section(page, "COMMANDS", command.Subcommands.SelectMany(c => Entry(c.Name, c.Description)));
        Section(page, "ARGUMENTS", command.Arguments.SelectMany(a => Entry(a.Name, a.Description)));
        Section(page, "OPTIONS", OptionsOf(command).SelectMany(o => Entry(Named(o), About(o))));
        Section(page, "EXIT STATUS", ExitStatus.Of(command).Select(s => $"{s.Code.ToString(CultureInfo.InvariantCulture)}  {s.Meaning}"));
        Section(page, "EXAMPLES", Examples.Of(path).SelectMany(e => Entry($"{name} {e.Arguments}".TrimEnd(), e.Does)));
        return page.ToString().TrimEnd();
    }

    /// <summary>The command's words after the tool's name; empty for the tool itself.</summary>
    public static string PathOf(Command command) =>
        command is RootCommand ? "" : string.Join(' ', command.Parents.OfType<Command>().Select(PathOf).Append(command.Name).Where(word => word.Length > 0));

    /// <summary>Its options, those that every command takes included.</summary>
    public static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(OptionsOf).Where(o => o.Recursive)).Where(o => !o.Hidden);

    private static void Section(StringBuilder page, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];

        if (all.Length > 0)
        {
            page.Append(title).Append('\n');
            Array.ForEach(all, line => page.Append("  ").Append(line).Append('\n'));
            page.Append('\n');
        }
    }

    private static string[] Entry(string name, string? about) => [name, "    " + about];

    private static string Synopsis(Command command, string name)
    {
        var words = new List<string> { name };
        words.AddRange(command.Options.Where(o => o.Required).Select(Named));
        words.Add(command.Subcommands.Count > 0 ? "COMMAND" : "");
        words.Add("[OPTION…]");
        words.AddRange(command.Arguments.Select(a => (a.Arity.MinimumNumberOfValues == 0 ? $"[{a.Name}]" : a.Name) + (a.Arity.MaximumNumberOfValues > 1 ? "…" : "")));
        return string.Join(' ', words.Where(w => w.Length > 0));
    }

    private static string Named(Option option) => ValueOf(option) is string value ? $"{option.Name} {value}" : option.Name;

    private static string? ValueOf(Option option) => option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? null
        : option.HelpName ?? (
            option.ValueType.IsAssignableTo(typeof(FileInfo)) || option.ValueType == typeof(FileInfo[]) ? "FILE"
            : option.ValueType.IsAssignableTo(typeof(DirectoryInfo)) || option.ValueType == typeof(DirectoryInfo[]) ? "DIR"
            : option.ValueType == typeof(Uri) ? "ADDRESS"
            : option.ValueType == typeof(int) ? "N"
            : option.Name.TrimStart('-').ToUpperInvariant());

    private static string About(Option option)
    {
        string required = option.Required ? " (required)" : "";

        // Others are worked out when the command runs, and their description says how.
        string standard = option.HasDefaultValue && ValueOf(option) is not null && (option.ValueType == typeof(string) || option.ValueType == typeof(int) || option.ValueType == typeof(DirectoryInfo) || option.ValueType == typeof(FileInfo))
            ? $" (default: {option.GetDefaultValue()})"
            : "";
        return option.Description + required + standard;
    }
}
