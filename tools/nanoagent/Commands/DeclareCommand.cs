using System.CommandLine;
using NanoAgent.Collector;
using NanoAgent.Collector.Evidence;
using NanoAgent.Collector.Keys;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent declare</c>: the evidence pack behind a declaration.</summary>
internal static class DeclareCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var product = new Option<string>("--product") { Description = "the product's id: a product record's, or a model", Required = true };
        var firmware = new Option<string>("--firmware") { Description = "the firmware version, exactly as units report it", Required = true };
        var scheme = new Option<string>("--scheme") { Description = "the scheme, as in `schemes list`, or a scheme file", DefaultValueFactory = _ => "jc-star-1" };
        var output = new Option<DirectoryInfo>("--out") { Description = "where the pack and the expected keys go", Required = true };
        var previous = new Option<string>("--previous") { Description = "an earlier pack of this collector, folder or zip: the new one proves that the log only grew, and shows which rows changed" };
        var unitsOf = new Option<string>("--units-of") { Description = "whose units these are, for the page: UEIDs are permanent" };
        unitsOf.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && RecordStore.FindFault(token.Value) is RecordFault fault)
            {
                result.AddError($"--units-of: {RecordTexts.Of(fault).En}");
            }
        });
        var mostUnits = new Option<int>("--most-units") { Description = "most units whose evidence goes into the pack; above it they are sampled, openly", DefaultValueFactory = _ => DeclarationOptions.DefaultMaxUnits };
        var demonstration = new Option<bool>("--demonstration") { Description = "a watermarked pack of virtual units" };
        Option<DataLocation> data = Options.Data();
        Option<RecordFolder> records = Options.Records(data);
        Option<bool> json = Options.Json();
        var command = new Command("declare", "tells the state of every criterion and writes the evidence pack") { product, firmware, scheme, output, previous, unitsOf, mostUnits, demonstration, data, records, json };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            var source = new StoreEvidenceSource(collector);
            var options = new DeclarationOptions
            {
                Now = DateTimeOffset.UtcNow,
                Demonstration = p.GetValue(demonstration),
                UnitsOf = p.GetValue(unitsOf),
                MaxUnits = p.GetValue(mostUnits) is > 0 and int most ? most : throw ToolException.WrongUse("--most-units takes a number from 1"),
                Tables = SchemeFile.Tables,
                Earlier = p.GetValue(previous) is string earlier ? ReadEarlier(earlier, source.Keys) : null,
            };
            DeclarationResult result = Declaration.Build(
                source,
                p.GetRequiredValue(product),
                p.GetRequiredValue(firmware),
                SchemeFile.Find(p.GetRequiredValue(scheme)),
                RecordStore.Load(p.GetRequiredValue(records).FullName),
                options);
            return Answer(terminal, collector, result, p.GetRequiredValue(output), p.GetValue(json));
        });
        return command;
    }

    private static int Answer(Terminal terminal, CollectorServices collector, DeclarationResult result, DirectoryInfo output, bool json)
    {
        if (result.Refusal != DeclarationRefusal.None)
        {
            throw DeclarationReport.Refused(result);
        }

        string pack = WritePack(collector, result, output.FullName);
        DeclarationReport.Print(terminal, result, pack, json);
        DeclarationReport.Summarise(terminal, result);
        DeclarationReport.SayUnits(terminal, result);
        terminal.Say($"nanoagent: {Plural.Of(result.Fleet.Units, "unit")}; pack in {pack}");
        return DeclarationReport.ExitCodeOf(result);
    }

    /// <summary>Writes DIR/pack and DIR/keys.json.</summary>
    /// <param name="collector">Whose pack key signs.</param>
    /// <param name="result">The declaration.</param>
    /// <param name="folder">DIR.</param>
    /// <param name="testers">Testers' keys that a verifier may expect, beside the collector's.</param>
    /// <returns>The pack's folder.</returns>
    /// <exception cref="ToolException">The folder cannot be written, or holds something else.</exception>
    public static string WritePack(CollectorServices collector, DeclarationResult result, string folder, params CollectorKey[] testers)
    {
        string pack = Path.Combine(folder, "pack");

        try
        {
            Directory.CreateDirectory(folder);
            Replace(pack);
            var signer = new KeySigner(collector.Keys.Active(KeyPurpose.Pack));
            PackWriter.Write(result, pack, signer);
            File.WriteAllBytes(Path.Combine(folder, "keys.json"), KeySet.Write([.. result.Keys, .. testers]));
            return pack;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Environment($"cannot write to {folder}: {e.Message.ReplaceLineEndings(" ")}", "choose another folder with --out");
        }
    }

    // An earlier pack counts only when its signer is this collector: whatever else it says could lead anywhere.
    private static EarlierDeclaration ReadEarlier(string path, IReadOnlyList<CollectorKey> keys)
    {
        PackReport report = VerifyCommand.Check(path, keys);
        return report.Verdict switch
        {
            PackVerdict.Authentic => EarlierDeclaration.From(report),
            PackVerdict.NotAPack => throw ToolException.WrongUse($"{path} is no evidence pack"),
            _ => throw ToolException.No($"the earlier pack does not verify with this collector's keys{(report.Problems.Count > 0 ? ": " + report.Problems[0].File : "")}"),
        };
    }

    // An older pack in the same place is replaced; anything else there is the user's.
    private static void Replace(string pack)
    {
        if (!Directory.Exists(pack))
        {
            return;
        }

        if (Directory.EnumerateFileSystemEntries(pack).Any() && !File.Exists(Path.Combine(pack, PackFormat.Manifest)))
        {
            throw ToolException.WrongUse($"{pack} is there and is no evidence pack", "choose another folder with --out");
        }

        Directory.Delete(pack, recursive: true);
    }
}
