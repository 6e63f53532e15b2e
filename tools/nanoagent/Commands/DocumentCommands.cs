using System.CommandLine;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent record add | template | lint</c>: the documents that a vendor writes.</summary>
internal static class DocumentCommands
{
    /// <summary>Adds a document with its dated copy.</summary>
    public static Command Add(Terminal terminal)
    {
        var source = new Argument<string>("FILE|URL") { Description = "the document; a dated copy goes into the record folder" };
        var fetch = new Option<bool>("--fetch") { Description = "fetch the copy from an https address; without it nothing is fetched" };
        var template = new Option<string>("--template") { Description = "the kind of document, as in `record template`; gives criteria, type and title; places left to fill in are refused, and its lint warns" };
        var criterion = new Option<string[]>("--criterion") { Description = "a row that it speaks to; repeat for more" };
        var title = new Option<string>("--title") { Description = "title" };
        var type = new Option<string>("--type") { Description = "policy, manual, design, asset-list, screenshot or photo" };
        var firmware = new Option<string>("--firmware") { Description = "the firmware version for which it holds; all when left out" };
        var url = new Option<string>("--url") { Description = "where it is published" };
        var until = new Option<string>("--valid-until") { Description = "last day on which it holds, yyyy-MM-dd" };
        Option<string> product = RecordOptions.Product();
        Option<string> date = RecordOptions.Date();
        Option<RecordFolder> folder = Options.Records();
        Option<bool> json = Options.Json();
        var command = new Command("add", "adds a vendor document") { source, fetch, template, product, criterion, title, type, firmware, url, until, date, folder, json };
        command.SetAction(async (p, cancel) =>
        {
            DocumentTemplate? kind = p.GetValue(template) is string id ? Find(id) : null;
            var document = await ReadAsync(p.GetRequiredValue(source), p.GetValue(fetch), cancel);
            Warn(terminal, kind, document.Bytes);
            var record = new DocumentRecord
            {
                Product = p.GetRequiredValue(product),
                Firmware = p.GetValue(firmware),
                Criteria = p.GetValue(criterion) is { Length: > 0 } given ? given : kind?.Criteria ?? [],
                Title = p.GetValue(title) ?? kind?.Title.En ?? throw ToolException.WrongUse("a document needs --title or --template"),
                Type = p.GetValue(type) ?? kind?.Type ?? "policy",
                Url = p.GetValue(url) ?? document.Url,
                Date = p.GetRequiredValue(date),
                ValidUntil = p.GetValue(until),
                File = "",
                Sha256 = "",
            };
            string stored = RecordOptions.Kept(RecordStore.TryAddDocument(p.GetRequiredValue(folder).FullName, document.Bytes, document.Extension, record, out string? file), file);
            RecordOptions.Advise(terminal, record, p.GetRequiredValue(folder));
            return RecordOptions.Print(terminal, stored, p.GetValue(json));
        });
        return command;
    }

    /// <summary>Prints a template.</summary>
    public static Command Template(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = string.Join(", ", DocumentTemplate.All.Select(t => t.Id)) + "; a list when left out", Arity = ArgumentArity.ZeroOrOne };
        var language = new Option<string>("--lang") { Description = "ja or en", DefaultValueFactory = _ => "en" };
        Option<bool> json = Options.Json();
        var command = new Command("template", "a text to start a vendor document from") { name, language, json };
        command.SetAction(p =>
        {
            if (p.GetValue(name) is not string id)
            {
                return PrintList(terminal, p.GetValue(json));
            }

            string lang = p.GetRequiredValue(language);
            DocumentTemplate template = Find(id);
            string text = DocumentTemplate.Languages.Contains(lang) ? template.Text(lang) : throw ToolException.WrongUse($"no language {lang}", "ja or en");

            if (p.GetValue(json))
            {
                terminal.PrintJson(new { template.Id, language = lang, text });
            }
            else
            {
                terminal.Results.Write(text);
            }

            return ExitCode.Good;
        });
        return command;
    }

    /// <summary>Looks whether a document says what it has to.</summary>
    public static Command Lint(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "the kind of document, as in `record template`" };
        var file = new Argument<FileInfo>("FILE") { Description = "the document: text, Markdown or HTML" };
        Option<bool> json = Options.Json();
        var command = new Command("lint", "looks for what a document has to say; what nobody compared with the official text is only a warning") { name, file, json };
        command.SetAction(p =>
        {
            DocumentTemplate template = Find(p.GetRequiredValue(name));
            string text = DocumentLint.TryReadText(InputFile.Read(p.GetRequiredValue(file).FullName)) ?? throw ToolException.WrongUse("the document is no text that can be looked through", "text, Markdown or HTML in UTF-8");
            IReadOnlyList<DocumentProblem> problems = DocumentLint.Check(template, text);

            if (p.GetValue(json))
            {
                terminal.PrintJson(problems.Select(x => new { fault = x.Fault, x.Detail, warning = x.IsWarning, what = x.Content?.What, confidence = x.Content is null ? null : Words.Of(x.Content.Confidence), source = x.Content?.Source }));
            }
            else
            {
                problems.ToList().ForEach(x => terminal.Print(LineOf(x)));
            }

            int errors = problems.Count(x => !x.IsWarning);
            terminal.Say($"nanoagent: {Plural.Of(errors, "problem")}, {Plural.Of(problems.Count - errors, "warning")}; words were looked for, a person still has to read it");
            return errors == 0 ? ExitCode.Good : ExitCode.No;
        });
        return command;
    }

    private static int PrintList(Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.PrintJson(DocumentTemplate.All.Select(t => new { t.Id, t.Title, t.Criteria, contents = t.Contents.Select(c => new { c.Id, c.What, confidence = Words.Of(c.Confidence), c.Source }) }));
        }
        else
        {
            DocumentTemplate.All.ToList().ForEach(t => terminal.Print($"{t.Id,-32} {string.Join(", ", t.Criteria),-18} {t.Title.En} / {t.Title.Ja}"));
        }

        return ExitCode.Good;
    }

    private static DocumentTemplate Find(string id) => DocumentTemplate.Find(id) ?? throw ToolException.WrongUse($"no template {id}", "`nanoagent record template` lists them");

    private static string LineOf(DocumentProblem problem) =>
        $"{(problem.IsWarning ? "warning" : "problem")}: {Words.Kebab(problem.Fault)}: {problem.Detail}"
        + (problem.Content is null ? "" : $" ({problem.Content.What.En}; confidence {Words.Of(problem.Content.Confidence)}, {problem.Content.Source})");

    // The lint of a document that is added only warns: what it says is the vendor's to answer for.
    private static void Warn(Terminal terminal, DocumentTemplate? template, byte[] document)
    {
        if (template is not null && DocumentLint.TryReadText(document) is string text)
        {
            DocumentLint.Check(template, text).ToList().ForEach(problem => terminal.Say($"nanoagent: {LineOf(problem)}"));
        }
    }

    private static async Task<(byte[] Bytes, string Extension, string? Url)> ReadAsync(string source, bool fetch, CancellationToken cancel)
    {
        bool isAddress = Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && !address.IsFile;

        if (!isAddress)
        {
            return fetch ? throw ToolException.WrongUse($"{source} is no address to fetch from") : (InputFile.Read(source), Path.GetExtension(source), null);
        }

        if (!fetch)
        {
            throw ToolException.WrongUse($"nothing is fetched from {source} unasked", "add --fetch, or give a file and --url");
        }

        Downloaded copy = await DocumentDownload.FetchAsync(address!, cancel);
        return (copy.Bytes, copy.Extension, address!.ToString());
    }
}
