using System.CommandLine;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Collector;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent reference import FILE</c>: what units of a model and firmware version are expected to be.</summary>
internal static class ReferenceCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "reference values, JSON: product, model, firmware; swname, software, minimum_firmware, services, checks, policy" };
        Option<DataLocation> data = Options.Data();
        var import = new Command("import", "imports the reference values of a model and firmware version") { file, data };
        import.SetAction(p =>
        {
            byte[] bytes = InputFile.Read(p.GetRequiredValue(file).FullName);

            if (!ReferenceValues.TryRead(bytes, out ReferenceValues? values, out string? problem))
            {
                throw ToolException.WrongUse($"{p.GetRequiredValue(file).Name}: {problem}");
            }

            using CollectorServices collector = DataFolder.OpenOrMake(p.GetRequiredValue(data));
            collector.ImportReferenceValues(values!, bytes, MachineUser.Name);
            terminal.Say($"nanoagent: reference values of {values!.Model} {values.Firmware} are in force");
            return ExitCode.Good;
        });
        return new Command("reference", "reference values, against which reports are appraised") { import };
    }
}
