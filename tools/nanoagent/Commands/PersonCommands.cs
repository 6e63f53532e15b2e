using System.CommandLine;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent record confirm | not-applicable | compared</c>: what a named person states about one row.</summary>
internal static class PersonCommands
{
    /// <summary>A confirmation.</summary>
    public static Command Confirm(Terminal terminal)
    {
        var note = new Option<string>("--note") { Description = "what was looked at" };
        Option<string> firmware = RecordOptions.Firmware();
        return Create(terminal, "confirm", "a named person's confirmation of a row", [firmware, note], (p, said) => new ConfirmationRecord
        {
            Product = said.Product,
            Firmware = p.GetRequiredValue(firmware),
            Criterion = said.Row,
            By = said.By,
            Date = said.Date,
            RecordedAt = said.RecordedAt,
            Note = p.GetValue(note),
        });
    }

    /// <summary>A mark "not applicable".</summary>
    public static Command NotApplicable(Terminal terminal)
    {
        var reason = new Option<string>("--reason") { Description = "why the row does not apply", Required = true };
        Option<string> firmware = RecordOptions.Firmware();
        return Create(terminal, "not-applicable", "a named person's decision that a row does not apply", [firmware, reason], (p, said) => new NotApplicableRecord
        {
            Product = said.Product,
            Firmware = p.GetRequiredValue(firmware),
            Criterion = said.Row,
            By = said.By,
            Date = said.Date,
            RecordedAt = said.RecordedAt,
            Reason = p.GetRequiredValue(reason),
        });
    }

    /// <summary>A comparison with the official text.</summary>
    public static Command Compared(Terminal terminal)
    {
        var document = new Option<string>("--document") { Description = "number of the official document", Required = true };
        var version = new Option<string>("--version-read") { Description = "its version", Required = true };
        var note = new Option<string>("--note") { Description = "what differs" };
        return Create(terminal, "compared", "a named person compared a row's text with the official document", [document, version, note], (p, said) => new ComparisonRecord
        {
            Product = said.Product,
            Criterion = said.Row,
            Document = p.GetRequiredValue(document),
            Version = p.GetRequiredValue(version),
            By = said.By,
            Date = said.Date,
            RecordedAt = said.RecordedAt,
            Note = p.GetValue(note),
        });
    }

    private static Command Create(Terminal terminal, string name, string about, Option[] more, Func<ParseResult, Said, EvidenceRecord> make)
    {
        var row = new Argument<string>("ROW") { Description = "the criterion, such as S1.1-02" };
        Option<string> by = Options.By("name of the person");
        Option<string> product = RecordOptions.Product();
        Option<string> date = RecordOptions.Date();
        Option<RecordFolder> folder = Options.Records();
        Option<bool> json = Options.Json();
        var command = new Command(name, about) { row, product, by, date, folder, json };
        more.ToList().ForEach(command.Add);
        command.SetAction(p =>
        {
            var said = new Said(p.GetRequiredValue(product), p.GetRequiredValue(row), p.GetRequiredValue(by), p.GetRequiredValue(date), RecordTime.Of(DateTimeOffset.UtcNow));
            EvidenceRecord record = make(p, said);
            string file = RecordOptions.Add(p.GetRequiredValue(folder), record);
            RecordOptions.Advise(terminal, record, p.GetRequiredValue(folder));
            return RecordOptions.Print(terminal, file, p.GetValue(json));
        });
        return command;
    }

    /// <summary>What all three have in common.</summary>
    private sealed record Said(string Product, string Row, string By, string Date, string RecordedAt);
}
