using System.CommandLine;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector;
using NanoAgent.Collector.Endorsements;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent endorse key | sign | trust | distrust | import | list</c>: what manufacturers and provisioners say about units.</summary>
internal static class EndorseCommand
{
    private const int PageSize = 1000;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("endorse", "a manufacturer's or provisioner's signed word: which key, UEID, eFuse MAC, model and serial number belong together")
    {
        Key(terminal),
        Sign(terminal),
        Trust(terminal),
        Distrust(),
        Import(terminal),
        List(terminal),
    };

    private static Command Key(Terminal terminal)
    {
        Option<FileInfo> key = RecordOptions.Key();
        var command = new Command("key", "for the maker: prints the public key that collectors must trust, as a JWK") { key };
        command.SetAction(p =>
        {
            terminal.Print(SignerKeyFile.OpenOrMake(terminal, p.GetRequiredValue(key)).PublicKey.ToJwk());
            return ExitCode.Good;
        });
        return command;
    }

    private static Command Sign(Terminal terminal)
    {
        var issuer = new Option<string>("--issuer") { Description = "who endorses", Required = true };
        var ueid = new Option<string>("--ueid") { Description = "the unit's UEID, base64url", Required = true };
        var kid = new Option<string>("--kid") { Description = "thumbprint of the unit's key, base64url", Required = true };
        var mac = new Option<string>("--mac") { Description = "the factory MAC in its eFuses", Required = true };
        var model = new Option<string>("--model") { Description = "the model", Required = true };
        var serial = new Option<string>("--serial") { Description = "the serial number, unique within the model", Required = true };
        Option<FileInfo> key = RecordOptions.Key();
        var command = new Command("sign", "for the maker: prints a signed endorsement of one unit; gather them in a file, one a line") { issuer, ueid, kid, mac, model, serial, key };
        command.SetAction(p =>
        {
            var endorsement = new Endorsement
            {
                Issuer = p.GetRequiredValue(issuer),
                At = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
                Ueid = p.GetRequiredValue(ueid),
                Key = new Confirmation(p.GetRequiredValue(kid)),
                EfuseMac = p.GetRequiredValue(mac).Replace(":", "", StringComparison.Ordinal).ToLowerInvariant(),
                Model = p.GetRequiredValue(model),
                Serial = p.GetRequiredValue(serial),
            };

            try
            {
                terminal.Print(Endorsement.Sign(endorsement, SignerKeyFile.OpenOrMake(terminal, p.GetRequiredValue(key))));
                return ExitCode.Good;
            }
            catch (ArgumentException e)
            {
                throw ToolException.WrongUse(e);
            }
        });
        return command;
    }

    private static Command Trust(Terminal terminal)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "the endorser's public keys, a JWK or JWK Set" };
        Option<string> name = Options.Line("--name", "whose they are", Endorsement.MaxIssuerLength);
        (Option<string> by, Option<string> why) = Options.Person();
        Option<DataLocation> data = Options.Data();
        var command = new Command("trust", "trusts an endorser's keys; the act stands in the log") { file, name, by, why, data };
        command.SetAction(p =>
        {
            if (!Jwk.TryReadSet(InputFile.Read(p.GetRequiredValue(file).FullName), out IReadOnlyList<PublishedKey>? keys) || keys!.Count == 0)
            {
                throw ToolException.WrongUse($"{p.GetRequiredValue(file).Name} is no JWK Set with P-256 keys");
            }

            using CollectorServices collector = DataFolder.OpenOrMake(p.GetRequiredValue(data));

            foreach (PublishedKey key in keys)
            {
                collector.Endorsements.Trust(key.Key, p.GetRequiredValue(name), p.GetRequiredValue(by), p.GetRequiredValue(why));
                terminal.Print(key.Key.Thumbprint());
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static Command Distrust()
    {
        var kid = new Argument<string>("KID") { Description = "thumbprint of the endorser's key, as in `endorse list`" };
        (Option<string> by, Option<string> why) = Options.Person();
        Option<DataLocation> data = Options.Data();
        var command = new Command("distrust", "trusts an endorser's key no more; what it said counts for nothing") { kid, by, why, data };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            bool was = collector.Endorsements.Distrust(p.GetRequiredValue(kid), p.GetRequiredValue(by), p.GetRequiredValue(why));
            return was ? ExitCode.Good : throw ToolException.No($"no endorser {p.GetRequiredValue(kid)}");
        });
        return command;
    }

    private static Command Import(Terminal terminal)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "endorsements, one a line" };
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var command = new Command("import", "takes endorsements of trusted endorsers and joins them to their units; a contradiction is a finding on the unit") { file, data, json };
        command.SetAction(p =>
        {
            string[] lines = [.. System.Text.Encoding.UTF8.GetString(InputFile.Read(p.GetRequiredValue(file).FullName)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            using CollectorServices collector = DataFolder.OpenOrMake(p.GetRequiredValue(data));
            ImportAnswer[] answers = [.. lines.Select(line => collector.Endorsements.Import(line, MachineUser.Name))];
            Print(terminal, answers, p.GetValue(json));

            if (answers.Any(answer => answer.Refusal == EndorsementRefusal.NotTrusted))
            {
                terminal.Say("nanoagent: hint: `endorse trust` takes an endorser's key; `endorse list` shows whose are trusted");
            }

            return answers.Length > 0 && answers.All(answer => answer.Outcome is ImportOutcome.Kept or ImportOutcome.NotNewer) ? ExitCode.Good : ExitCode.No;
        });
        return command;
    }

    private static void Print(Terminal terminal, ImportAnswer[] answers, bool json)
    {
        if (json)
        {
            terminal.PrintJson(answers);
            return;
        }

        for (int i = 0; i < answers.Length; i++)
        {
            ImportAnswer answer = answers[i];
            string why = answer.Outcome == ImportOutcome.Refused ? Words.Kebab(answer.Refusal) : answer.Reason ?? "";
            terminal.Print($"{i + 1,4} {Words.Kebab(answer.Outcome),-12} {answer.Ueid} {why}".TrimEnd());
        }
    }

    private static Command List(Terminal terminal)
    {
        Option<DataLocation> data = Options.Data();
        Option<bool> json = Options.Json();
        var command = new Command("list", "the trusted endorsers, and each unit with what they say of it or without") { data, json };
        command.SetAction(p =>
        {
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            Row[] rows = [.. Rows(collector)];

            if (p.GetValue(json))
            {
                terminal.PrintJson(new { endorsers = collector.Endorsements.Endorsers().Select(e => new { kid = e.Key, name = e.Value }), units = rows });
                return ExitCode.Good;
            }

            foreach ((string kid, string name) in collector.Endorsements.Endorsers())
            {
                terminal.Print($"endorser {kid}  {name}");
            }

            foreach (Row row in rows)
            {
                terminal.Print($"{row.Ueid}  {row.Model,-16} {Words.Kebab(row.State),-14} {row.Serial,-20} {row.EfuseMac} {row.Endorser}".TrimEnd());
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static IEnumerable<Row> Rows(CollectorServices collector)
    {
        string after = "";

        while (collector.Units(after, PageSize) is { Count: > 0 } page)
        {
            foreach (var unit in page)
            {
                StoredEndorsement? said = collector.Endorsements.Find(unit.Ueid);
                yield return new Row(unit.Ueid, unit.Model, collector.Endorsements.StateOf(unit), said?.Serial, said?.EfuseMac, said?.Endorser);
            }

            after = page[^1].Ueid;
        }
    }

    private sealed record Row(string Ueid, string Model, EndorsementState State, string? Serial, string? EfuseMac, string? Endorser);
}
