using System.CommandLine;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent record …</c>: what a vendor or a person states, one file each, beside what units signed.</summary>
internal static class RecordCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) => new("record", "vendor documents, confirmations and what else a person states about a product")
    {
        Product(terminal),
        Add(terminal),
        Confirm(terminal),
        NotApplicable(terminal),
        Compared(terminal),
        List(terminal),
    };

    private static Command Product(Terminal terminal)
    {
        Target target = Target.Create();
        var model = new Option<string[]>("--model") { Description = "a model of the family; repeat for more", Required = true };
        var alike = new Option<string>("--alike") { Description = "why the models are alike" };
        var name = new Option<string>("--name") { Description = "the product's name for people" };
        var applicant = new Option<string>("--applicant") { Description = "the applicant's name" };
        var support = new Option<string>("--support-ends") { Description = "end of support, yyyy-MM-dd" };
        var command = new Command("product", "a product: a family of models and the reason they are alike") { target.Product, target.Folder, model, alike, name, applicant, support };
        command.SetAction(p => Store(terminal, target, p, new ProductRecord
        {
            Product = p.GetRequiredValue(target.Product),
            Models = p.GetRequiredValue(model),
            ReasonAlike = p.GetValue(alike),
            Name = p.GetValue(name),
            Applicant = p.GetValue(applicant),
            SupportEnds = p.GetValue(support),
        }));
        return command;
    }

    private static Command Add(Terminal terminal)
    {
        Target target = Target.Create();
        var file = new Argument<FileInfo>("FILE") { Description = "the document; a dated copy goes into the record folder" };
        var criterion = new Option<string[]>("--criterion") { Description = "a row that it speaks to; repeat for more", Required = true };
        var title = new Option<string>("--title") { Description = "title", Required = true };
        var type = new Option<string>("--type") { Description = "policy, manual, design, asset-list, screenshot or photo", DefaultValueFactory = _ => "policy" };
        var url = new Option<string>("--url") { Description = "where it is published" };
        var until = new Option<string>("--valid-until") { Description = "last day on which it holds, yyyy-MM-dd" };
        Option<string> date = Target.Date();
        var command = new Command("add", "adds a vendor document") { file, target.Product, target.Folder, criterion, title, type, url, until, date };
        command.SetAction(p =>
        {
            string path = p.GetRequiredValue(file).FullName;
            InputFile.Read(path);
            var record = new DocumentRecord
            {
                Product = p.GetRequiredValue(target.Product),
                Criteria = p.GetRequiredValue(criterion),
                Title = p.GetRequiredValue(title),
                Type = p.GetRequiredValue(type),
                Url = p.GetValue(url),
                Date = p.GetRequiredValue(date),
                ValidUntil = p.GetValue(until),
                File = "",
                Sha256 = "",
            };
            return Stored(terminal, () => RecordStore.AddDocument(p.GetRequiredValue(target.Folder).FullName, path, record));
        });
        return command;
    }

    private static Command Confirm(Terminal terminal)
    {
        Target target = Target.Create();
        var note = new Option<string>("--note") { Description = "what was looked at" };
        (Argument<string> row, Option<string> by, Option<string> date) = Target.Person();
        var command = new Command("confirm", "a named person's confirmation of a row") { row, target.Product, target.Firmware, target.Folder, by, date, note };
        command.SetAction(p => Store(terminal, target, p, new ConfirmationRecord
        {
            Product = p.GetRequiredValue(target.Product),
            Firmware = p.GetRequiredValue(target.Firmware),
            Criterion = p.GetRequiredValue(row),
            By = p.GetRequiredValue(by),
            Date = p.GetRequiredValue(date),
            Note = p.GetValue(note),
        }));
        return command;
    }

    private static Command NotApplicable(Terminal terminal)
    {
        Target target = Target.Create();
        var reason = new Option<string>("--reason") { Description = "why the row does not apply", Required = true };
        (Argument<string> row, Option<string> by, Option<string> date) = Target.Person();
        var command = new Command("not-applicable", "a named person's decision that a row does not apply") { row, target.Product, target.Firmware, target.Folder, by, date, reason };
        command.SetAction(p => Store(terminal, target, p, new NotApplicableRecord
        {
            Product = p.GetRequiredValue(target.Product),
            Firmware = p.GetRequiredValue(target.Firmware),
            Criterion = p.GetRequiredValue(row),
            By = p.GetRequiredValue(by),
            Date = p.GetRequiredValue(date),
            Reason = p.GetRequiredValue(reason),
        }));
        return command;
    }

    private static Command Compared(Terminal terminal)
    {
        Target target = Target.Create();
        var document = new Option<string>("--document") { Description = "number of the official document", Required = true };
        var version = new Option<string>("--version-read") { Description = "its version", Required = true };
        var note = new Option<string>("--note") { Description = "what differs" };
        (Argument<string> row, Option<string> by, Option<string> date) = Target.Person();
        var command = new Command("compared", "a named person compared a row's text with the official document") { row, target.Product, target.Folder, document, version, by, date, note };
        command.SetAction(p => Store(terminal, target, p, new ComparisonRecord
        {
            Product = p.GetRequiredValue(target.Product),
            Criterion = p.GetRequiredValue(row),
            Document = p.GetRequiredValue(document),
            Version = p.GetRequiredValue(version),
            By = p.GetRequiredValue(by),
            Date = p.GetRequiredValue(date),
            Note = p.GetValue(note),
        }));
        return command;
    }

    private static Command List(Terminal terminal)
    {
        Option<DirectoryInfo> folder = Target.RecordFolder();
        Option<bool> json = Options.Json();
        var command = new Command("list", "the records of a folder, and the files that cannot be used") { folder, json };
        command.SetAction(p =>
        {
            RecordStore store = RecordStore.Load(p.GetRequiredValue(folder).FullName);

            if (p.GetValue(json))
            {
                terminal.PrintJson(new { records = store.Records.Select(r => new { file = r.Name, record = r.Record }), problems = store.Problems });
            }
            else
            {
                store.Records.ToList().ForEach(r => terminal.Print($"{r.Name}  {r.Record.Product}"));
                store.Problems.ToList().ForEach(r => terminal.SayError($"{r.File}: {r.Reason}"));
            }

            return store.Problems.Count == 0 ? ExitCode.Good : ExitCode.WrongUse;
        });
        return command;
    }

    private static int Store(Terminal terminal, Target target, ParseResult parsed, EvidenceRecord record) =>
        Stored(terminal, () => RecordStore.Add(parsed.GetRequiredValue(target.Folder).FullName, record));

    private static int Stored(Terminal terminal, Func<string> add)
    {
        try
        {
            terminal.Print(add());
            return ExitCode.Good;
        }
        catch (ArgumentException e)
        {
            throw ToolException.WrongUse(e.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>What every record is about, and where it goes.</summary>
    private sealed record Target(Option<string> Product, Option<string> Firmware, Option<DirectoryInfo> Folder)
    {
        public static Target Create() => new(ProductOption(), new Option<string>("--firmware") { Description = "the firmware version", Required = true }, RecordFolder());

        public static Option<DirectoryInfo> RecordFolder() => new("--records")
        {
            Description = "the record folder",
            DefaultValueFactory = _ => new DirectoryInfo("records"),
        };

        public static Option<string> Date() => new("--date")
        {
            Description = "the day, yyyy-MM-dd; today when left out",
            DefaultValueFactory = _ => DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        };

        public static (Argument<string> Row, Option<string> By, Option<string> Date) Person() => (
            new Argument<string>("ROW") { Description = "the criterion, such as S1.1-02" },
            new Option<string>("--by") { Description = "name of the person", Required = true },
            Date());

        private static Option<string> ProductOption() => new("--product") { Description = "the product's id", Required = true };
    }
}
