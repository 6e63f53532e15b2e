using System.Text.Json.Serialization;

namespace NanoAgent.Schemes;

/// <summary>A label scheme as data: what it asks, in our own words, and what can be said about it from records.</summary>
public sealed record Scheme
{
    /// <summary>Format of the file; this reader knows 1.</summary>
    public required int Format { get; init; }

    /// <summary>Id: a-z, 0-9 and hyphens. The file is named after it.</summary>
    public required string Id { get; init; }

    /// <summary>Version of this data file, rising; not the version of the scheme's document.</summary>
    public required string Revision { get; init; }

    /// <summary>Name of the scheme.</summary>
    public required Text Title { get; init; }

    /// <summary>Whose scheme it is.</summary>
    public required string Owner { get; init; }

    /// <summary>The document behind it, with number, version and date.</summary>
    public required string Document { get; init; }

    /// <summary>How far this file was compared with that document.</summary>
    public required Text Compared { get; init; }

    /// <summary>True for a scheme whose criteria are not entered yet; it has none then.</summary>
    public bool Skeleton { get; init; }

    /// <summary>What is published of a skeleton's scheme and not yet entered; notes for the reader otherwise.</summary>
    public IReadOnlyList<Text> Notes { get; init; } = [];

    /// <summary>What the scheme asks, in its own order.</summary>
    public required IReadOnlyList<Criterion> Criteria { get; init; }

    /// <summary>Checks of which no criterion speaks; shown in a section of their own.</summary>
    public IReadOnlyList<BeyondCheck> Beyond { get; init; } = [];

    /// <summary>The conditions that a <see cref="Criterion.Status"/> names, such as <c>F(g)</c>; empty for schemes without.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>What stands in the support column of an implementation conformance statement (ICS), by the state of a row; empty for schemes without.</summary>
    public IReadOnlyList<IcsAnswer> Ics { get; init; } = [];

    /// <summary>The tables of extra information for testing (IXIT), with the checks whose facts fill their rows; empty for schemes without.</summary>
    public IReadOnlyList<IxitTable> Ixit { get; init; } = [];

    /// <summary>The file as it was read, byte for byte; it goes into packs, so that a reader has the rules that decided.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> File { get; init; }
}

/// <summary>A text in the two languages of the product.</summary>
/// <param name="Ja">Japanese.</param>
/// <param name="En">English.</param>
public sealed record Text(string Ja, string En);

/// <summary>One criterion of a scheme.</summary>
public sealed record Criterion
{
    /// <summary>The scheme's own number, such as <c>S1.1-02</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Short title.</summary>
    public required Text Title { get; init; }

    /// <summary>Whether the title is the official one or ours.</summary>
    public required Text TitleStatus { get; init; }

    /// <summary>What is asked, in our own words.</summary>
    public required Text Demand { get; init; }

    /// <summary>How sure that is.</summary>
    public required Text DemandStatus { get; init; }

    /// <summary>How sure the row is as a whole.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>What the confidence stands on, in words.</summary>
    public required string ConfidenceNote { get; init; }

    /// <summary>Where it was read.</summary>
    public required string Source { get; init; }

    /// <summary>What is believed and was not compared with the official text; empty when nothing is.</summary>
    public IReadOnlyList<string> Unverified { get; init; } = [];

    /// <summary>How the scheme evaluates it: document, device-test, or both.</summary>
    public required string EvidenceKind { get; init; }

    /// <summary>Whether that is confirmed.</summary>
    public required string EvidenceKindStatus { get; init; }

    /// <summary>The kinds of record that must be there, each valid.</summary>
    public required IReadOnlyList<RecordKind> Requires { get; init; }

    /// <summary>What the vendor adds, in our own words.</summary>
    public IReadOnlyList<Text> VendorEvidence { get; init; } = [];

    /// <summary>The device's checks that speak to it.</summary>
    public IReadOnlyList<CheckVoice> Checks { get; init; } = [];

    /// <summary>The collector's checks that speak to it.</summary>
    public IReadOnlyList<CollectorVoice> CollectorChecks { get; init; } = [];

    /// <summary>When it may be set aside.</summary>
    public required NotApplicableRule NotApplicable { get; init; }

    /// <summary>Numbers that are believed to belong to it.</summary>
    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>Status in the scheme, such as <c>M</c> or <c>R F(p)</c> in EN 303 645; null where a scheme has none.</summary>
    public string? Status { get; init; }

    /// <summary>Tables of extra information for testing (IXIT) that the row fills; EN 303 645 only.</summary>
    public IReadOnlyList<string> Ixit { get; init; } = [];
}

/// <summary>How sure a row is. Unknown is no valid value in a file.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Confidence>))]
public enum Confidence
{
    /// <summary>Not given.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown = 0,

    /// <summary>Believed, hardly sourced.</summary>
    [JsonStringEnumMemberName("low")] Low = 1,

    /// <summary>Between low and medium.</summary>
    [JsonStringEnumMemberName("low-medium")] LowMedium = 2,

    /// <summary>Sourced in part.</summary>
    [JsonStringEnumMemberName("medium")] Medium = 3,

    /// <summary>Read in a named source.</summary>
    [JsonStringEnumMemberName("high")] High = 4,
}

/// <summary>The four kinds of record, never mixed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecordKind>))]
public enum RecordKind
{
    /// <summary>Signed by a unit about itself.</summary>
    [JsonStringEnumMemberName("device-claim")] DeviceClaim = 1,

    /// <summary>Made by the collector over several units.</summary>
    [JsonStringEnumMemberName("collector-check")] CollectorCheck = 2,

    /// <summary>Made by somebody who tested a unit from outside.</summary>
    [JsonStringEnumMemberName("test-record")] TestRecord = 3,

    /// <summary>Written by the vendor.</summary>
    [JsonStringEnumMemberName("vendor-document")] VendorDocument = 4,
}

/// <summary>What an observation does to a row.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Effect>))]
public enum Effect
{
    /// <summary>The fact is not known.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown = 0,

    /// <summary>Says neither yes nor no, and leaves no gap.</summary>
    [JsonStringEnumMemberName("silent")] Silent = 1,

    /// <summary>Speaks for the row.</summary>
    [JsonStringEnumMemberName("supports")] Supports = 2,

    /// <summary>Contradicts the row.</summary>
    [JsonStringEnumMemberName("contradicts")] Contradicts = 3,
}

/// <summary>When a criterion may be marked not applicable.</summary>
/// <param name="Allowed">False: never.</param>
/// <param name="When">The case in which it may, in our own words.</param>
/// <param name="Status">How sure the rule is, such as <c>unverified</c>.</param>
/// <param name="VoidedBy">Checks whose success or failure shows that the function is there after all, so that the mark is void.</param>
public sealed record NotApplicableRule(bool Allowed, Text When, string Status, IReadOnlyList<string> VoidedBy);

/// <summary>A number that is believed to belong to a criterion.</summary>
/// <param name="Of">What is counted, with its unit.</param>
/// <param name="Value">The number.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Source">Where it was read; null when nobody read it in the scheme's own document.</param>
public sealed record Threshold(Text Of, int Value, Confidence Confidence, string? Source = null)
{
    /// <summary>A number without a source is shown, and never decides.</summary>
    [JsonIgnore]
    public bool Decides => !string.IsNullOrEmpty(Source) && Confidence == Confidence.High;
}

/// <summary>A condition under which a row applies.</summary>
/// <param name="Id">As in <see cref="Criterion.Status"/>, such as <c>C(12)</c>.</param>
/// <param name="When">What has to be so.</param>
/// <param name="Confidence">How sure that is.</param>
public sealed record Condition(string Id, Text When, Confidence Confidence);

/// <summary>One answer of an ICS.</summary>
/// <param name="Support">What stands in the support column, such as <c>Y</c>; empty for a row that is left blank.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="States">The states of a row that give it, such as <c>satisfied</c>.</param>
public sealed record IcsAnswer(string Support, Text Meaning, IReadOnlyList<string> States);

/// <summary>A table of extra information for testing.</summary>
/// <param name="Id">Its number and name, such as <c>1-AuthMech</c>.</param>
/// <param name="Title">Title, in our own words.</param>
/// <param name="Checks">The agent's checks whose facts fill its rows; the vendor fills a table without.</param>
public sealed record IxitTable(string Id, Text Title, IReadOnlyList<string> Checks);

/// <summary>A check that no criterion of the scheme asks about.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Why">Where it belongs instead.</param>
public sealed record BeyondCheck(string Check, Text Why);
