using System.Globalization;
using System.Text.Json.Nodes;
using NanoAgent.Attestation.Token;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>The declaration as OSCAL assessment results, version 1.1.3.</summary>
/// <remarks>
/// A finding for every row that is satisfied or not; OSCAL has no third state. A row that was set aside is an excluded control with its reason as an
/// observation; a row that is unknown or needs a record is a property of the result and has no finding. The chain to the signed bytes is
/// finding → observation → resource with the token's SHA-256.
/// </remarks>
internal sealed class OscalWriter
{
    /// <summary>Its place in a pack.</summary>
    public const string Path = "oscal/assessment-results.json";

    private readonly DeclarationResult _r;
    private readonly string _name;
    private readonly OscalResources _resources;
    private readonly Lazy<string[]> _tokens;
    private readonly SortedDictionary<string, JsonObject> _observations = new(StringComparer.Ordinal);

    private OscalWriter(DeclarationResult result)
    {
        _r = result;
        _name = $"{result.CollectorId}|{result.Product.Product}|{result.Firmware}|{result.Scheme.Id}|{result.Options.Now.ToUnixTimeSeconds()}";
        _resources = new OscalResources(_name);
        _tokens = new Lazy<string[]>(() => [.. result.Units.SelectMany(u => u.Reports).Select(Token)]);
    }

    /// <summary>The file.</summary>
    public static byte[] Write(DeclarationResult result) => Json.Write<JsonNode>(new OscalWriter(result).Root());

    private JsonObject Root()
    {
        string plan = _resources.Add($"schemes/{_r.Scheme.Id}.json", "the rules by which the rows were judged", _r.Scheme.File.Span);
        JsonObject result = Result();
        return new JsonObject
        {
            ["assessment-results"] = new JsonObject
            {
                ["uuid"] = Id("assessment-results"),
                ["metadata"] = Metadata(),
                ["import-ap"] = new JsonObject { ["href"] = plan, ["remarks"] = "There is no separate assessment plan; the scheme file says which records each row requires." },
                ["results"] = new JsonArray(result),
                ["back-matter"] = new JsonObject { ["resources"] = _resources.ToJson() },
            },
        };
    }

    private JsonObject Metadata()
    {
        var metadata = new JsonObject
        {
            ["title"] = $"Self-check evidence: {_r.Product.Name ?? _r.Product.Product} {_r.Firmware}, {_r.Scheme.Title.En}",
            ["last-modified"] = Time(_r.Options.Now.ToUnixTimeSeconds()),
            ["version"] = _r.Firmware,
            ["oscal-version"] = "1.1.3",
        };
        string[] people = [.. _r.Rows.Select(r => r.Confirmation?.By).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

        if (people.Length > 0)
        {
            metadata["roles"] = new JsonArray(new JsonObject { ["id"] = "confirmer", ["title"] = "Person who confirmed a row" });
            metadata["parties"] = new JsonArray([.. people.Select(p => new JsonObject { ["uuid"] = Id("party|" + p), ["type"] = "person", ["name"] = p })]);
        }

        return metadata;
    }

    private JsonObject Result()
    {
        JsonNode[] findings = [.. _r.Rows.Select(Finding).OfType<JsonNode>()];
        var result = new JsonObject
        {
            ["uuid"] = Id("result"),
            ["title"] = $"{_r.Scheme.Id}, {_r.Product.Product} {_r.Firmware}",
            ["description"] = "Self-check evidence from signed device reports, collector checks, external test records and vendor documents. Not a statement that the product meets the scheme.",
            ["start"] = Time(_r.Options.Now.ToUnixTimeSeconds()),
            ["props"] = Properties(),
            ["reviewed-controls"] = Controls(),
        };
        AddUnlessEmpty(result, "attestations", [.. _r.Rows.Where(r => r.Confirmation is not null).Select(Attestation)]);
        AddUnlessEmpty(result, "observations", [.. _observations.Values]);
        AddUnlessEmpty(result, "findings", findings);
        return result;
    }

    private JsonArray Properties()
    {
        var properties = new JsonArray(
            Property("demonstration", _r.Options.Demonstration ? "true" : "false"),
            Property("units", Number(_r.Fleet.Units)),
            Property("units-in-use", Number(_r.Fleet.InUse)),
            Property("units-in-pack", Number(_r.Units.Count)),
            Property("reports", Number(_r.Fleet.Reports)));

        foreach (DeclarationRow row in _r.Rows.Where(r => r.State is CriterionState.Unknown or CriterionState.NeedsRecord))
        {
            JsonObject open = Property("open-row", ControlId(row.Criterion.Id));
            open["class"] = ChecklistWriter.NameOf(row.State);
            open["remarks"] = string.Join("; ", row.Open.Select(o => PackTexts.Open(o).En));
            properties.Add((JsonNode)open);
        }

        return properties;
    }

    private JsonObject Controls()
    {
        var selection = new JsonObject { ["include-controls"] = ControlList(_r.Rows.Where(r => r.State != CriterionState.NotApplicable)) };
        DeclarationRow[] aside = [.. _r.Rows.Where(r => r.State == CriterionState.NotApplicable)];

        if (aside.Length > 0)
        {
            selection["exclude-controls"] = ControlList(aside);
            selection["remarks"] = "excluded: not applicable, each by a named person for the reason in its observation";
        }

        if (aside.Length == _r.Rows.Count)
        {
            selection.Remove("include-controls");
        }

        return new JsonObject { ["control-selections"] = new JsonArray(selection) };
    }

    private static JsonArray ControlList(IEnumerable<DeclarationRow> rows) => new([.. rows.Select(r => new JsonObject { ["control-id"] = ControlId(r.Criterion.Id) })]);

    private JsonObject Attestation(DeclarationRow row) => new()
    {
        ["responsible-parties"] = new JsonArray(new JsonObject { ["role-id"] = "confirmer", ["party-uuids"] = new JsonArray(Id("party|" + row.Confirmation!.By)) }),
        ["parts"] = new JsonArray(new JsonObject
        {
            ["uuid"] = Id("confirmation|" + row.Criterion.Id),
            ["name"] = "confirmation",
            ["title"] = row.Criterion.Id,
            ["prose"] = $"{row.Criterion.Id} confirmed on {row.Confirmation.Date}. {row.Confirmation.Note}".Trim(),
        }),
    };

    private JsonObject? Finding(DeclarationRow row)
    {
        string[] related = [.. Observations(row)];

        if (row.State is not (CriterionState.Satisfied or CriterionState.NotSatisfied))
        {
            return null;
        }

        string state = ChecklistWriter.NameOf(row.State);
        var finding = new JsonObject
        {
            ["uuid"] = Id("finding|" + row.Criterion.Id),
            ["title"] = $"{row.Criterion.Id} {row.Criterion.Title.En}",
            ["description"] = row.Open.Count == 0 ? PackTexts.StateMeaning(row.State).En : string.Join("; ", row.Open.Select(o => PackTexts.Open(o).En)),
            ["target"] = new JsonObject { ["type"] = "objective-id", ["target-id"] = ControlId(row.Criterion.Id), ["status"] = new JsonObject { ["state"] = state } },
        };
        AddUnlessEmpty(finding, "related-observations", [.. related.Select(id => new JsonObject { ["observation-uuid"] = id })]);
        return finding;
    }

    // One observation a check, shared by all rows of which it speaks; one a record.
    private IEnumerable<string> Observations(DeclarationRow row) =>
        row.Checks.Select(c => DeviceClaims(c.Check)).OfType<string>()
            .Concat(row.CollectorChecks.Where(c => c.Result is not null).Select(c => Observe("collector|" + c.Check, c.Check, c.Result!.Note, "collector", "TEST", c.Result.At, [])))
            .Concat(row.Tests.Where(t => t.WhyNot is null).Select(t => Observe("test|" + t.File, t.File, t.Content.Summary, "external-test", "TEST", t.Content.At, [Record(t.File)])))
            .Concat(row.Documents.Where(d => d.WhyNot is null).Select(d => Observe("document|" + d.File, d.Document.Title, d.Document.Type, "vendor-document", "EXAMINE", Day(d.Document.Date), [Document(d)])))
            .Concat(row is { State: CriterionState.NotApplicable, NotApplicable: NotApplicableRecord mark }
                ? [Observe("not-applicable|" + row.Criterion.Id, $"{row.Criterion.Id} not applicable", $"{mark.Reason} ({mark.By})", "vendor-decision", "EXAMINE", Day(mark.Date), [])] : [])
            .ToArray();

    private string? DeviceClaims(string check)
    {
        if (_tokens.Value.Length == 0 || _r.Fleet.Of(check) is not { Present.Count: > 0 } tally)
        {
            return null;
        }

        string answers = string.Join(", ", tally.Present.Select(a => $"{a.Key} x {a.Value}"));
        return Observe("claim|" + check, check, $"{PackTexts.Check(check).En}: {answers}", "self-reported", "TEST", _r.Units.SelectMany(u => u.Reports).Max(x => x.ReceivedAt), _tokens.Value);
    }

    private string Token(ReportEvidence report) => _resources.Add(PackPaths.Token(report), "a signed device report", System.Text.Encoding.ASCII.GetBytes(report.Token));

    private string Record(string file) =>
        _resources.Add($"records/{file}", "a signed test record", _r.Records.Records.First(x => x.Name == file).Bytes.Span);

    private string Document(DocumentInput d) => _resources.AddHashed($"documents/{d.Document.File}", d.Document.Title, d.Document.Sha256);

    private string Observe(string name, string title, string description, string origin, string method, long at, string[] evidence)
    {
        string id = Id("observation|" + name);

        if (!_observations.ContainsKey(name))
        {
            var observation = new JsonObject
            {
                ["uuid"] = id,
                ["title"] = title,
                ["description"] = description,
                ["props"] = new JsonArray(Property("evidence-origin", origin)),
                ["methods"] = new JsonArray(method),
            };
            AddUnlessEmpty(observation, "relevant-evidence", [.. evidence.Select(href => new JsonObject { ["href"] = href, ["description"] = title })]);
            observation["collected"] = Time(at);
            _observations[name] = observation;
        }

        return id;
    }

    private string Id(string what) => NameUuid.Of($"{_name}|{what}");

    private static JsonObject Property(string name, string value) => new() { ["name"] = name, ["ns"] = Profile.Uri, ["value"] = value };

    private static void AddUnlessEmpty(JsonObject parent, string name, JsonNode[] items)
    {
        if (items.Length > 0)
        {
            parent[name] = new JsonArray(items);
        }
    }

    // OSCAL's tokens start with a letter; the numbers of some schemes do not.
    private static string ControlId(string row) => (char.IsAsciiLetter(row[0]) ? "" : "p") + new string([.. row.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')]);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Day(string date) => new DateTimeOffset(RecordRules.Date(date)!.Value.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();

    private static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
