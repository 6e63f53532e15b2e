using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Demonstration;

/// <summary>A vendor that does not exist, with the records that one would keep: documents, test records, confirmations. Some are left out on purpose.</summary>
internal sealed partial class DemoVendor
{
    /// <summary>Whose units a demonstration's are.</summary>
    public const string UnitsOf = "virtual units of this demonstration; nobody's devices";

    private const string Person = "D. Emo (demonstration)";

    // S1.1-09 has no policy, S1.1-13 no scan from outside, and nobody confirms S1.1-10: rows that stay open, each for another reason.
    // What the product has a template for is that template, filled in; the rest is a few lines.
    private static readonly Paper[] _papers =
    [
        new(["S1.1-01", "S1.1-03"], "manual", "User guide: accounts and access", "Every function over the network asks for the account's password. The password is changed in the settings; the old one stops working at once."),
        new(["S1.1-02"], "design", "How initial passwords are made", "Each unit gets a random password of its own in production, printed on its label."),
        new(["S1.1-10"], "photo", "Nameplate", "The model designation stands on the nameplate and in the settings."),
        new(["S1.1-11", "S1.1-12", "S1.1-13"], "asset-list", "Assets, interfaces and data flows", "Stored: password verifier, network settings, device key. Sent: reports and updates, both over TLS with the vendor's CA pinned. Open: one HTTPS port."),
    ];

    private static readonly Form[] _forms =
    [
        new("vulnerability-disclosure-policy", ["S1.1-05"],
        [
            "The demonstration vendor", "the demonstration product", "security@vendor.invalid", "https://vendor.invalid/report", "Japanese", "5", "30",
            "leave other people's devices and data alone, and give us 90 days before you publish", "1", Day,
        ]),
        new("update-guide", ["S1.1-06", "S1.1-07", "S1.1-08"],
        [
            "the demonstration product", "Settings, About", "Open Settings, Update.", "Choose Install. Only images signed by the vendor, and not older than the running one, are taken.",
            "the light is green again", "on", "Settings, Update",
            "The product goes on with the version that ran before. Try again, or ask for help.", "support@vendor.invalid",
        ]),
        new("product-information", ["S1.1-15", "S1.1-16"],
        [
            "the demonstration product", Model, "the nameplate and in Settings", "Demonstration vendor, which does not exist", SupportEnd, "https://vendor.invalid/updates",
            "everything but updates goes on; take the product off the network", "Change the password, switch off what you do not need, keep updates on.",
            "hold the button for ten seconds", "security@vendor.invalid", "1", Day,
        ]),
    ];

    // What is known only when the demonstration runs.
    private const string Model = "(model)";
    private const string Day = "(day)";
    private const string SupportEnd = "(support end)";

    private static readonly string[] _unconfirmed = ["S1.1-10"];

    private readonly string _folder;
    private readonly string _product;
    private readonly string _firmware;
    private readonly DateTimeOffset _now;

    private DemoVendor(string folder, string product, string firmware, DateTimeOffset now)
    {
        _folder = folder;
        _product = product;
        _firmware = firmware;
        _now = now;
    }

    private string SupportEnds => _now.AddYears(5).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Today => _now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Writes the vendor's records into a folder.</summary>
    /// <param name="folder">The record folder, made here.</param>
    /// <param name="product">The product: one model.</param>
    /// <param name="firmware">Its firmware version.</param>
    /// <param name="tests">What was tested from outside.</param>
    /// <param name="rows">The scheme's rows.</param>
    /// <param name="now">Now.</param>
    public static void Write(string folder, string product, string firmware, IEnumerable<TestRecord> tests, IEnumerable<string> rows, DateTimeOffset now)
    {
        var vendor = new DemoVendor(folder, product, firmware, now);
        vendor.WriteProduct();
        vendor.WritePapers();
        vendor.Confirm(rows);

        foreach (TestRecord test in tests)
        {
            RecordStore.Add(folder, test);
        }
    }

    private void WriteProduct() => RecordStore.Add(_folder, new ProductRecord
    {
        Product = _product,
        Models = [_product],
        Name = "Demonstration product",
        Applicant = "Demonstration vendor, which does not exist",
        SupportEnds = SupportEnds,
    });

    private void WritePapers()
    {
        foreach (Paper paper in _papers)
        {
            Add($"# {paper.Title}\n\n{paper.Text}", paper.Title, paper.Type, paper.Rows);
        }

        foreach (Form form in _forms)
        {
            DocumentTemplate template = DocumentTemplate.Find(form.Template)!;
            Add(FillIn(template.Text("en"), [.. form.Answers.Select(Known)]), template.Title.En, template.Type, form.Rows);
        }
    }

    private void Add(string text, string title, string type, string[] rows) => RecordStore.AddDocument(
        _folder, Encoding.UTF8.GetBytes(text.TrimEnd() + "\n\nDEMONSTRATION: the vendor and the product do not exist.\n"), ".md",
        new DocumentRecord { Product = _product, Criteria = rows, Title = $"{title} (demonstration)", Type = type, Date = Today, File = "", Sha256 = "" });

    private string Known(string answer) => answer switch
    {
        Model => _product,
        Day => Today,
        SupportEnd => SupportEnds,
        _ => answer,
    };

    private static string FillIn(string template, string[] answers)
    {
        int next = 0;
        string text = Place().Replace(template, _ => answers[next++]);
        return next == answers.Length ? text : throw new InvalidOperationException($"{answers.Length} answers for {next} places");
    }

    [GeneratedRegex(@"\{\{[^}]+\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    private void Confirm(IEnumerable<string> rows)
    {
        foreach (string row in rows.Except(_unconfirmed))
        {
            RecordStore.Add(_folder, new ConfirmationRecord
            {
                Product = _product, Firmware = _firmware, Criterion = row, By = Person, Date = Today, Note = "a demonstration; nobody looked",
            });
        }
    }

    private sealed record Paper(string[] Rows, string Type, string Title, string Text);

    private sealed record Form(string Template, string[] Rows, string[] Answers);
}
