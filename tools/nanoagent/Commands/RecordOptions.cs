using System.CommandLine;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Commands;

/// <summary>Options of the commands that write records, so that they look the same everywhere.</summary>
internal static class RecordOptions
{
    /// <summary><c>--product</c>.</summary>
    public static Option<string> Product() => new("--product") { Description = "the product's id", Required = true };

    /// <summary><c>--firmware</c>.</summary>
    public static Option<string> Firmware() => new("--firmware") { Description = "the firmware version", Required = true };

    /// <summary><c>--key</c>.</summary>
    public static Option<FileInfo> Key() => new("--key")
    {
        Description = "the private key that signs, a PEM file; made when it is not there",
        DefaultValueFactory = _ => new FileInfo("nanoagent-signer.pem"),
    };

    /// <summary><c>--date</c>.</summary>
    public static Option<string> Date() => new("--date")
    {
        Description = "the day, yyyy-MM-dd; today when left out",
        DefaultValueFactory = _ => DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Writes a record, and says which rule it breaks if it does.</summary>
    /// <returns>The file's name.</returns>
    public static string Add(RecordFolder folder, EvidenceRecord record) => Kept(RecordStore.TryAdd(folder.FullName, record, out string? file), file);

    /// <summary>Says of a record that was written what its person may not have meant.</summary>
    public static void Advise(Terminal terminal, EvidenceRecord record, RecordFolder folder) =>
        RecordAdvice.Of(record, folder, DateOnly.FromDateTime(DateTime.UtcNow)).ToList().ForEach(line => terminal.Say($"nanoagent: warning: {line}"));

    /// <summary>Prints the file of a record that was written.</summary>
    public static int Print(Terminal terminal, string file, bool asJson)
    {
        if (asJson)
        {
            terminal.PrintJson(new { file });
        }
        else
        {
            terminal.Print(file);
        }

        return ExitCode.Good;
    }

    /// <summary>The file that was written; a record that breaks a rule is wrong use.</summary>
    public static string Kept(RecordFault? fault, string? file) => fault is null ? file! : throw ToolException.WrongUse(RecordTexts.Of(fault).En);
}
