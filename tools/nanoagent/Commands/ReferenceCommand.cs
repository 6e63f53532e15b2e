using System.CommandLine;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Collector;
using NanoAgent.Collector.Attestations;
using NanoAgent.Schemes;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent reference import | list | show</c>: what units of a model and firmware version are expected to be.</summary>
internal static class ReferenceCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("reference", "reference values, against which reports are appraised")
    {
        Import(terminal),
        List(terminal),
        Show(terminal),
    };

    private static Command Import(Terminal terminal)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "reference values, JSON: product, model, firmware; swname, software, minimum_firmware, services, checks, policy" };
        Option<string> by = Options.ByUnlessUser("who imports them");
        Option<DataLocation> data = Options.Data();
        var import = new Command("import", "imports the reference values of a model and firmware version; an act with the file's hash stands in the log, and results name it") { file, by, data };
        import.SetAction(p =>
        {
            byte[] bytes = InputFile.Read(p.GetRequiredValue(file).FullName);

            if (!ReferenceValues.TryRead(bytes, out ReferenceValues? values, out string? problem))
            {
                throw ToolException.WrongUse($"{p.GetRequiredValue(file).Name}: {problem}");
            }

            using CollectorServices collector = DataFolder.OpenOrMake(p.GetRequiredValue(data));
            collector.ImportReferenceValues(values!, bytes, p.GetRequiredValue(by));
            terminal.Say($"nanoagent: reference values of {values!.Model} {values.Firmware} are in force");

            if (NotOfTheAgent(values) is { Length: > 0 } others)
            {
                terminal.Say($"nanoagent: warning: not among the agent's own checks: {string.Join(", ", others)}");
                terminal.Say("nanoagent: hint: right for a check that the firmware has of its own; a misspelt one forbids nothing, and no report will answer it");
            }

            return ExitCode.Good;
        });
        return import;
    }

    // A firmware may have checks of its own, so an unknown name is not refused.
    private static string[] NotOfTheAgent(ReferenceValues values) =>
        [.. values.Checks.Keys.Concat(values.ForbiddenChecks).Except(SchemeLint.AgentChecks)];

    private static Command List(Terminal terminal)
    {
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var list = new Command("list", "the models and firmware versions that have reference values, who imported them and when, and the hash of the file") { data, json };
        list.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            IReadOnlyList<ImportedReference> all = ImportedReference.All(collector);

            if (p.GetValue(json))
            {
                terminal.PrintJson(all.Select(one => new { one.Model, one.Firmware, one.Product, one.At, one.By, one.Sha256 }));
                return ExitCode.Good;
            }

            foreach (ImportedReference one in all)
            {
                terminal.Print($"{one.Model,-20} {one.Firmware,-10} {one.Product,-20} {Moment.Utc(one.At)}  {one.By}  {one.Sha256}");
            }

            return ExitCode.Good;
        });
        return list;
    }

    private static Command Show(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "the model, as in `reference list`" };
        var firmware = new Argument<string>("FIRMWARE") { Description = "the firmware version" };
        Option<DataLocation> data = Options.Data();
        var show = new Command("show", "the reference values of a model and firmware version, as they were imported") { model, firmware, data };
        show.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            ImportedReference one = ImportedReference.All(collector).FirstOrDefault(one => one.Model == p.GetRequiredValue(model) && one.Firmware == p.GetRequiredValue(firmware))
                ?? throw ToolException.No($"no reference values of {p.GetRequiredValue(model)} {p.GetRequiredValue(firmware)}", "`reference list` prints which there are");
            terminal.Print(one.Content.TrimEnd());
            return ExitCode.Good;
        });
        return show;
    }
}
