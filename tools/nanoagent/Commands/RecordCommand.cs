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
        DocumentCommands.Add(terminal),
        DocumentCommands.Template(terminal),
        DocumentCommands.Lint(terminal),
        PersonCommands.Confirm(terminal),
        PersonCommands.NotApplicable(terminal),
        PersonCommands.Compared(terminal),
        ChecklistCommand.Create(terminal),
        List(terminal),
    };

    private static Command Product(Terminal terminal)
    {
        Option<string> product = RecordOptions.Product();
        Option<RecordFolder> folder = Options.Records();
        Option<bool> json = Options.Json();
        var model = new Option<string[]>("--model") { Description = "a model of the family; repeat for more; needed the first time" };
        var alike = new Option<string>("--alike") { Description = "why the models are alike" };
        var name = new Option<string>("--name") { Description = "the product's name for people" };
        var applicant = new Option<string>("--applicant") { Description = "the applicant's name" };
        var corporate = new Option<string>("--corporate-number") { Description = "the applicant's corporate number, 13 digits" };
        var application = new Option<string>("--application-number") { Description = "the number given for the application" };
        var label = new Option<string>("--label-number") { Description = "the label's registration number" };
        var issued = new Option<string>("--label-issued") { Description = "when the label was issued, yyyy-MM-dd" };
        var ends = new Option<string>("--label-ends") { Description = "the label's last day, yyyy-MM-dd; at most two years after its issue" };
        var support = new Option<string>("--support-ends") { Description = "end of support, yyyy-MM-dd" };
        var retention = new Option<int?>("--retention-years")
        {
            Description = $"how many years the evidence is kept; {ProductRecord.DefaultRetentionYears} when nobody says, which is ours and not a rule of the scheme",
        };
        var command = new Command("product", "a product: a family of models, the reason they are alike, and the filing; what is left out stays as it was recorded")
        {
            product, folder, model, alike, name, applicant, corporate, application, label, issued, ends, support, retention, json,
        };
        command.SetAction(p =>
        {
            string id = p.GetRequiredValue(product);
            ProductRecord? recorded = RecordStore.Load(p.GetRequiredValue(folder).FullName).FindProduct(id);
            ProductRecord known = recorded ?? new ProductRecord { Product = id, Models = p.GetValue(model) ?? [] };

            return RecordOptions.Print(terminal, RecordOptions.Add(p.GetRequiredValue(folder), known with
            {
                Models = p.GetValue(model) is { Length: > 0 } models ? models : known.Models,
                ReasonAlike = p.GetValue(alike) ?? known.ReasonAlike,
                Name = p.GetValue(name) ?? known.Name,
                Applicant = p.GetValue(applicant) ?? known.Applicant,
                CorporateNumber = p.GetValue(corporate) ?? known.CorporateNumber,
                ApplicationNumber = p.GetValue(application) ?? known.ApplicationNumber,
                LabelNumber = p.GetValue(label) ?? known.LabelNumber,
                LabelIssued = p.GetValue(issued) ?? known.LabelIssued,
                LabelEnds = p.GetValue(ends) ?? known.LabelEnds,
                SupportEnds = p.GetValue(support) ?? known.SupportEnds,
                RetentionYears = p.GetValue(retention) ?? known.RetentionYears,
            }), p.GetValue(json));
        });
        return command;
    }

    private static Command List(Terminal terminal)
    {
        Option<RecordFolder> folder = Options.Records();
        Option<bool> json = Options.Json();
        var command = new Command("list", "the records of a folder, and the files that cannot be used") { folder, json };
        command.SetAction(p =>
        {
            RecordStore store = RecordStore.Load(p.GetRequiredValue(folder).FullName);

            if (p.GetValue(json))
            {
                terminal.PrintJson(new { records = store.Records.Select(r => new { file = r.Name, record = r.Record }), problems = store.Problems.Select(r => new { file = r.File, reason = RecordTexts.Of(r.Fault).En }) });
            }
            else
            {
                store.Records.ToList().ForEach(r => terminal.Print($"{r.Name}  {r.Record.Product}"));
                store.Problems.ToList().ForEach(r => terminal.SayError(RecordTexts.Of(r).En));
            }

            return store.Problems.Count == 0 ? ExitCode.Good : ExitCode.WrongUse;
        });
        return command;
    }
}
