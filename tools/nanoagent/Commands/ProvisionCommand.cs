using System.CommandLine;
using System.Security.Cryptography;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent provision</c>: what the fuses of a unit say, signed by whoever provisioned it.</summary>
internal static class ProvisionCommand
{
    private static readonly Dictionary<string, FusedChip> Chips = new(StringComparer.Ordinal)
    {
        ["esp32"] = FusedChip.Esp32,
        ["esp32-s3"] = FusedChip.Esp32S3,
        ["esp32-c3"] = FusedChip.Esp32C3,
    };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var efuse = new Option<FileInfo>("--efuse") { Description = "the file that `espefuse summary --format json --file FILE` wrote", Required = true };
        var chip = new Option<string>("--chip") { Description = string.Join(", ", Chips.Keys), Required = true };
        var ueid = new Option<string>("--ueid") { Description = "the unit's UEID, as in `enrol list`; without it the endorsement that names the MAC in the fuses tells it" };
        Option<string> by = Options.By("who provisioned the unit, or read its fuses");
        Option<string> product = RecordOptions.Product();
        Option<FileInfo> key = RecordOptions.Key();
        Option<DataLocation> data = Options.Data();
        Option<RecordFolder> folder = Options.Records(data);
        Option<bool> json = Options.Json();
        var command = new Command("provision", "a signed provisioning record from a unit's fuse summary") { efuse, chip, ueid, product, by, key, data, folder, json };
        command.SetAction(p =>
        {
            byte[] summary = InputFile.Read(p.GetRequiredValue(efuse).FullName);
            (FuseFacts fuses, string mac) = Read(summary, p.GetRequiredValue(chip));
            string? named = p.GetValue(ueid);
            var content = new ProvisioningContent
            {
                Product = p.GetRequiredValue(product),
                Ueid = named is null ? Endorsed(p.GetRequiredValue(data), mac) : Ueid(named),
                JoinedBy = named is null ? ProvisioningJoin.Endorsement : ProvisioningJoin.Ueid,
                Fuses = fuses,
                SummarySha256 = Convert.ToHexStringLower(SHA256.HashData(summary)),
                By = p.GetRequiredValue(by),
                At = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            };
            ProvisioningRecord record = ProvisioningContent.Sign(content, SignerKeyFile.OpenOrMake(terminal, p.GetRequiredValue(key)));
            string file = RecordOptions.Add(p.GetRequiredValue(folder), record);
            Print(terminal, content, file, p.GetValue(json));
            return ExitCode.Good;
        });
        return command;
    }

    private static (FuseFacts Fuses, string Mac) Read(byte[] summary, string chipName)
    {
        if (!Chips.TryGetValue(chipName, out FusedChip chip))
        {
            throw ToolException.WrongUse($"no chip {chipName}", "one of " + string.Join(", ", Chips.Keys));
        }

        FuseSummaryRefusal refusal = FuseSummary.TryRead(summary, chip, out FuseFacts? facts, out string? mac, out string fuse);
        return refusal == FuseSummaryRefusal.None
            ? (facts!, mac!)
            : throw ToolException.WrongUse(
                $"the fuse summary is refused: {Words.Kebab(refusal)}{(fuse.Length == 0 ? "" : ": " + fuse)}",
                "`espefuse summary --format json --file summary.json` writes one; name the chip that it is of");
    }

    // One board has one MAC: endorsers who name two units for it contradict each other, and nobody is believed.
    private static string Endorsed(DataLocation data, string mac)
    {
        using CollectorServices collector = DataFolder.Open(data);
        string[] units = [.. collector.Endorsements.FindByMac(mac.Replace(":", "", StringComparison.Ordinal)).Select(e => e.Ueid).Distinct()];
        return units.Length switch
        {
            1 => units[0],
            0 => throw ToolException.No("no trusted endorsement names the MAC in these fuses", "import one with `nanoagent endorse`, or name the unit with --ueid"),
            _ => throw ToolException.No($"endorsements name {units.Length} units for the MAC in these fuses"),
        };
    }

    // RFC 9711 §4.2.1: a UEID is 7 to 33 bytes, the first of which names its type.
    private static string Ueid(string text) => Base64Url.TryDecode(text, out byte[] bytes) && bytes.Length is >= 7 and <= 33
        ? text
        : throw ToolException.WrongUse($"{text} is no UEID", "`nanoagent enrol list` shows the units");

    private static void Print(Terminal terminal, ProvisioningContent content, string file, bool json)
    {
        FuseFacts fuses = content.Fuses;

        if (json)
        {
            terminal.PrintJson(new { file, content.Ueid, content.By, fuses });
            return;
        }

        terminal.Print(file);
        terminal.Print($"secure boot       {Words.Kebab(fuses.SecureBoot)}");
        terminal.Print($"flash encryption  {Words.Kebab(fuses.FlashEncryption)}");
        terminal.Print($"jtag              {Words.Kebab(fuses.Jtag)}");
        terminal.Print($"download mode     {Words.Kebab(fuses.DownloadMode)}");
        terminal.Print($"anti-rollback     {Words.Kebab(fuses.AntiRollback)}{(fuses.SecureVersion is int version ? $", secure version {version}" : "")}");
    }
}
