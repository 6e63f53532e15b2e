using System.Text.Json.Serialization;
using NanoAgent.Schemes;

namespace NanoAgent.Evidence;

/// <summary>Names of a pack's files and limits of what is read (the format is described in tools/evidence/README.md).</summary>
public static class PackFormat
{
    /// <summary>Version of the format; this build writes and reads it.</summary>
    public const int Version = 1;

    /// <summary>The manifest.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>Its signature.</summary>
    public const string ManifestSignature = "manifest.jws";

    /// <summary>The <c>typ</c> of the manifest's signature.</summary>
    public const string ManifestType = "nanoagent-pack+jwt";

    /// <summary>The <c>typ</c> of a tree head.</summary>
    public const string HeadType = "nanoagent-head+jwt";

    /// <summary>The <c>typ</c> of an act of the collector.</summary>
    public const string ActType = "nanoagent-act+jwt";

    /// <summary>What the declaration was made with, and the count over all units.</summary>
    public const string Declaration = "declaration.json";

    /// <summary>The units.</summary>
    public const string Units = "units.json";

    /// <summary>What the collector checked.</summary>
    public const string CollectorChecks = "collector-checks.json";

    /// <summary>The collector's public keys, with roles.</summary>
    public const string Keys = "keys.json";

    /// <summary>The keys of those who endorsed units of the pack, a JWK Set; only with an endorsement.</summary>
    public const string Endorsers = "endorsers.json";

    /// <summary>The tree head.</summary>
    public const string Head = "head.jwt";

    /// <summary>The earlier declaration that this one continues; only with one.</summary>
    public const string Earlier = "earlier.json";

    /// <summary>The page for people.</summary>
    public const string Page = "index.html";

    /// <summary>The checklist for programs.</summary>
    public const string Checklist = "checklist.json";

    /// <summary>Most files of a pack.</summary>
    public const int MaxFiles = 60_000;

    /// <summary>Largest file of a pack, in bytes.</summary>
    public const long MaxFileBytes = 256L * 1024 * 1024;

    /// <summary>Largest pack, in bytes.</summary>
    public const long MaxPackBytes = 2L * 1024 * 1024 * 1024;
}

internal sealed record ManifestFile(string Path, long Size, string Sha256);

internal sealed record Manifest(int Format, IReadOnlyList<ManifestFile> Files);

internal sealed record ManifestClaims(string Iss, long Iat, string Manifest, int Files);

internal sealed record DeclarationFile
{
    public required int Format { get; init; }

    public required string Generator { get; init; }

    public required string Collector { get; init; }

    public required string Product { get; init; }

    public required string Firmware { get; init; }

    public required string Scheme { get; init; }

    public required string SchemeRevision { get; init; }

    public required bool Demonstration { get; init; }

    public required long Now { get; init; }

    public required int MaxUnits { get; init; }

    public required int UnitsIncluded { get; init; }

    public FleetSample? Sample { get; init; }

    public string? UnitsOf { get; init; }

    public string? Tables { get; init; }

    public string? TablesRevision { get; init; }

    public required SortedDictionary<string, int> Versions { get; init; }

    public TreeHead? Head { get; init; }

    public required FleetTally Fleet { get; init; }
}

internal sealed record ReportFile
{
    public required string Token { get; init; }

    public required long ReceivedAt { get; init; }

    public required long LogIndex { get; init; }

    public string? Ear { get; init; }

    public string? Proof { get; init; }
}

internal sealed record UnitFile
{
    public required string Ueid { get; init; }

    public required string Model { get; init; }

    public required string Jwk { get; init; }

    public required string Enrolment { get; init; }

    public required bool Virtual { get; init; }

    public required UnitState State { get; init; }

    public required long ReportCount { get; init; }

    public required IReadOnlyList<ReportFile> Reports { get; init; }

    public IReadOnlyList<Acknowledgement> Acknowledgements { get; init; } = [];

    public string? Endorsement { get; init; }
}

internal sealed record RowFile
{
    public required string Id { get; init; }

    public required Text Title { get; init; }

    public required CriterionState State { get; init; }

    public required Confidence Confidence { get; init; }

    public required bool ComparedWithOfficialText { get; init; }

    public required IReadOnlyList<RecordKind> Requires { get; init; }

    public required IReadOnlyList<OpenItem> Open { get; init; }

    public required IReadOnlyList<CheckInput> Checks { get; init; }

    public required IReadOnlyList<CollectorInput> CollectorChecks { get; init; }

    public required IReadOnlyList<TestInput> Tests { get; init; }

    public required IReadOnlyList<DocumentInput> Documents { get; init; }

    public ConfirmationRecord? Confirmation { get; init; }

    public NotApplicableRecord? NotApplicable { get; init; }

    public ComparisonRecord? Comparison { get; init; }
}

internal sealed record BeyondFile(string Check, CheckTally Tally);

internal sealed record ChecklistFile
{
    public required int Format { get; init; }

    public required string Wording { get; init; }

    public required string Scheme { get; init; }

    public required string Product { get; init; }

    public required string Firmware { get; init; }

    public required bool Demonstration { get; init; }

    public required int Units { get; init; }

    public required int UnitsInUse { get; init; }

    public required SortedDictionary<string, int> Counts { get; init; }

    public required IReadOnlyList<RowFile> Rows { get; init; }

    public required IReadOnlyList<BeyondFile> Beyond { get; init; }
}
