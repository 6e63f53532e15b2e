using System.CommandLine;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent record fill</c>: the authority's own checklist workbook, filled from a pack.</summary>
internal static class ChecklistCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var workbook = new Argument<FileInfo>("WORKBOOK") { Description = "the authority's checklist, .xlsx; none comes with this tool" };
        var pack = new Option<DirectoryInfo>("--pack") { Description = "the evidence pack; `nanoagent verify` checks it", Required = true };
        var map = new Option<FileInfo>("--map") { Description = "the column map, JSON", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "the filled workbook", Required = true };
        Option<string> product = RecordOptions.Product();
        Option<RecordFolder> folder = Options.Records();
        Option<bool> json = Options.Json();
        var command = new Command("fill", "fills the authority's checklist workbook from a pack, through a column map") { workbook, pack, map, output, product, folder, json };
        command.SetAction(p =>
        {
            ColumnMap columns = ChecklistFiller.TryReadMap(InputFile.Read(p.GetRequiredValue(map).FullName), out string? problem) ?? throw ToolException.WrongUse($"the column map cannot be used: {problem}");
            byte[] checklist = InputFile.Read(Path.Combine(p.GetRequiredValue(pack).FullName, PackFormat.Checklist));
            RecordStore records = RecordStore.Load(p.GetRequiredValue(folder).FullName);
            using var copy = new MemoryStream();
            copy.Write(InputFile.Read(p.GetRequiredValue(workbook).FullName));
            FillRefusal refusal = ChecklistFiller.Fill(copy, columns, checklist, records.Product(p.GetRequiredValue(product)), out string detail);

            if (refusal != FillRefusal.None)
            {
                throw ToolException.WrongUse($"the workbook is not filled: {Words.Kebab(refusal)}: {detail}");
            }

            File.WriteAllBytes(p.GetRequiredValue(output).FullName, copy.ToArray());
            return RecordOptions.Print(terminal, p.GetRequiredValue(output).FullName, p.GetValue(json));
        });
        return command;
    }
}
