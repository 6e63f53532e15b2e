using System.Globalization;
using System.Text;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Demonstration;

/// <summary>A vendor that does not exist, with the records that one would keep: documents, test records, confirmations. Some are left out on purpose.</summary>
internal sealed class DemoVendor
{
    /// <summary>Whose units a demonstration's are.</summary>
    public const string UnitsOf = "virtual units of this demonstration; nobody's devices";

    private const string Person = "D. Emo (demonstration)";

    // S1.1-09 has no policy, S1.1-13 no scan from outside, and nobody confirms S1.1-10: rows that stay open, each for another reason.
    private static readonly Paper[] _papers =
    [
        new(["S1.1-01", "S1.1-03"], "manual", "User guide: accounts and access", "Every function over the network asks for the account's password. The password is changed in the settings; the old one stops working at once."),
        new(["S1.1-02"], "design", "How initial passwords are made", "Each unit gets a random password of its own in production, printed on its label."),
        new(["S1.1-05"], "policy", "Vulnerability disclosure policy", "Reports are taken at security@vendor.invalid. Receipt is acknowledged within 5 days; the reporter hears of the progress every 30 days until it is resolved."),
        new(["S1.1-06", "S1.1-07", "S1.1-08"], "manual", "Update guide", "The unit looks for updates once a day and installs them after asking. Only images signed by the vendor, and not older than the running one, are taken."),
        new(["S1.1-10"], "photo", "Nameplate", "The model designation stands on the nameplate and in the settings."),
        new(["S1.1-11", "S1.1-12", "S1.1-13"], "asset-list", "Assets, interfaces and data flows", "Stored: password verifier, network settings, device key. Sent: reports and updates, both over TLS with the vendor's CA pinned. Open: one HTTPS port."),
        new(["S1.1-15", "S1.1-16"], "manual", "Product information", "Support ends on the day in the product record. Hold the button for ten seconds to erase all settings and data before disposal."),
    ];

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
        SupportEnds = _now.AddYears(5).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    });

    private void WritePapers()
    {
        foreach (Paper paper in _papers)
        {
            byte[] text = Encoding.UTF8.GetBytes($"# {paper.Title}\n\nDEMONSTRATION: the vendor and the product do not exist.\n\n{paper.Text}\n");
            RecordStore.AddDocument(_folder, text, ".md", new DocumentRecord
            {
                Product = _product, Criteria = paper.Rows, Title = $"{paper.Title} (demonstration)", Type = paper.Type, Date = Today, File = "", Sha256 = "",
            });
        }
    }

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
}
