using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Appraisal;
using NanoAgent.Attestation.Verify.Log;
using NanoAgent.Collector.Attestations;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Endorsements;
using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;
using NanoAgent.Evidence;
using TreeHead = NanoAgent.Attestation.Verify.Log.TreeHead;
using UnitState = NanoAgent.Collector.Devices.UnitState;

namespace NanoAgent.Collector.Pages.Units;

/// <summary>A check's present answer.</summary>
/// <param name="Check">The check.</param>
/// <param name="Outcome">What it found.</param>
/// <param name="Basis">On what that stands.</param>
/// <param name="Reason">The reason code.</param>
/// <param name="Since">Since when it answers so, Unix seconds.</param>
/// <param name="Facts">What was observed, as signed in the last live report.</param>
public sealed record UnitFinding(string Check, Outcome Outcome, Basis Basis, string Reason, long Since, IReadOnlyList<(string Name, string Value)> Facts);

/// <summary>One change of an answer. Repeats are not kept.</summary>
public sealed record FindingChange(string Check, long At, long Index, Outcome Outcome, Basis Basis, string Reason);

/// <summary>A failure, open or acknowledged.</summary>
public sealed record UnitFailure(string Check, string Reason, string Firmware, long At, long Index, string? By, long AcknowledgedAt, string? Note);

/// <summary>A token: as received, and its claims made readable.</summary>
public sealed record UnitToken(long Index, long ReceivedAt, long Observation, bool IsLive, string Raw, string Header, string Claims, string Ear);

/// <summary>That the last report is in the log, checked while the page was made.</summary>
public sealed record InclusionProof(long Index, long Size, string Leaf, string Root, IReadOnlyList<string> Path, bool Holds);

/// <summary>Everything that a unit's page shows.</summary>
public sealed record UnitView
{
    /// <summary>The unit.</summary>
    public required Unit Unit { get; init; }

    /// <summary>Its state as it shows.</summary>
    public required UnitState State { get; init; }

    /// <summary>The present answers.</summary>
    public required IReadOnlyList<UnitFinding> Findings { get; init; }

    /// <summary>Changes of answers, newest first.</summary>
    public required IReadOnlyList<FindingChange> Changes { get; init; }

    /// <summary>Steps of its life, newest first.</summary>
    public required IReadOnlyList<StateChange> Steps { get; init; }

    /// <summary>Failures, open ones first.</summary>
    public required IReadOnlyList<UnitFailure> Failures { get; init; }

    /// <summary>The last tokens, newest first.</summary>
    public required IReadOnlyList<UnitToken> Tokens { get; init; }

    /// <summary>The proof for the last report; null when there is none.</summary>
    public required InclusionProof? Proof { get; init; }

    /// <summary>Where its key lies, as it says itself; null before the first report.</summary>
    public string? KeyProtection { get; init; }

    /// <summary>The claims of the last live report's attestation result, in its order; empty without reference values, null before the first such report.</summary>
    public IReadOnlyList<(string Claim, int Value)>? Appraisal { get; init; }

    /// <summary>What the newest trusted endorsement says; null when there is none.</summary>
    public StoredEndorsement? Endorsement { get; init; }

    /// <summary>Its provisioning records beside what it says, and the files of it that cannot be used.</summary>
    public (IReadOnlyList<UnitProvisioning> Records, IReadOnlyList<RecordProblem> Problems) Provisioned { get; init; } = ([], []);

    /// <summary>The present answers as signed, for what is joined to them; empty before the first report.</summary>
    internal IReadOnlyList<TokenFinding> Signed { get; init; } = [];

    /// <summary>Where it stands with its endorsers.</summary>
    public EndorsementState Endorsed { get; init; }

    /// <summary>Failures that nobody acknowledged.</summary>
    public IEnumerable<UnitFailure> Open => Failures.Where(failure => failure.By is null);
}

/// <summary>Reads a unit's page out of the database, at one point in time.</summary>
internal static class UnitViewReader
{
    private const int MostTokens = 3;
    private const long MostChanges = 100;

    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static UnitView? Read(CollectorServices collector, ProvisioningIndex provisioning, string ueid) => collector.Store.Read(session =>
        UnitRows.ByUeid(session, ueid) is Unit unit ? Read(session, collector.StateOf(unit), unit) : null) is UnitView view
            ? view with
            {
                Endorsement = collector.Endorsements.Find(ueid),
                Endorsed = collector.Endorsements.StateOf(view.Unit),
                Provisioned = provisioning.Of(ueid, view.Signed, collector.Options.Clock.GetUtcNow()),
            }
            : null;

    private static UnitView Read(StoreSession session, UnitState state, Unit unit)
    {
        StoredReport? live = unit.Standing.LiveIndex < 0 ? null : StoredReports.At(session, unit.Standing.LiveIndex);
        JsonElement claims = live is null ? default : Payload(live.Token);
        return new UnitView
        {
            Unit = unit,
            State = state,
            Findings = Findings(session, unit.Id, claims),
            Signed = live is null ? [] : SignedFindings(claims),
            Changes = Changes(session, unit.Id),
            Steps = [.. StateRows.Of(session, unit.Id).AsEnumerable().Reverse()],
            Failures = Failures(session, unit.Id),
            Tokens = [.. StoredReports.Newest(session, unit.Id, MostTokens).Select(TokenOf)],
            Proof = unit.Standing.LastIndex < 0 ? null : Prove(session, unit.Standing.LastIndex),
            Appraisal = live?.Appraisal(),
            KeyProtection = live is null ? null : claims.GetProperty("na_unit").GetProperty("key").GetString(),
        };
    }

    private static List<UnitFinding> Findings(StoreSession session, long unit, JsonElement claims) => session.Query(
        "SELECT check_id, outcome, basis, reason, since_at FROM findings WHERE unit_id = @unit ORDER BY check_id",
        row => new UnitFinding(row.GetString(0), (Outcome)row.GetInt64(1), (Basis)row.GetInt64(2), row.GetString(3), row.GetInt64(4), FactsOf(claims, row.GetString(0))),
        unit);

    private static List<FindingChange> Changes(StoreSession session, long unit) => session.Query(
        "SELECT check_id, at, idx, outcome, basis, reason FROM finding_changes WHERE unit_id = @unit ORDER BY id DESC LIMIT @most",
        row => new FindingChange(row.GetString(0), row.GetInt64(1), row.GetInt64(2), (Outcome)row.GetInt64(3), (Basis)row.GetInt64(4), row.GetString(5)),
        unit, MostChanges);

    private static List<UnitFailure> Failures(StoreSession session, long unit) => session.Query(
        """
        SELECT check_id, reason, firmware, at, idx, acknowledged_by, acknowledged_at, note FROM failures WHERE unit_id = @unit
        ORDER BY CASE WHEN acknowledged_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT @most
        """,
        row => new UnitFailure(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4),
            row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? 0 : row.GetInt64(6), row.IsDBNull(7) ? null : row.GetString(7)),
        unit, MostChanges);

    private static IReadOnlyList<TokenFinding> SignedFindings(JsonElement claims) => EatReader.TryRead(claims, out EatToken? token, out _) == Refusal.None ? token!.Findings : [];

    private static List<(string, string)> FactsOf(JsonElement claims, string check) =>
        claims.ValueKind == JsonValueKind.Object && claims.GetProperty("na_findings").TryGetProperty(check, out JsonElement finding) && finding.TryGetProperty("facts", out JsonElement facts)
            ? [.. facts.EnumerateObject().Select(fact => (fact.Name, fact.Value.ValueKind == JsonValueKind.String ? fact.Value.GetString()! : fact.Value.GetRawText()))]
            : [];

    private static InclusionProof Prove(StoreSession session, long index)
    {
        var nodes = new StoredNodes(session);
        TreeHead head = nodes.Head();
        byte[] leaf = TreeHash.Leaf(session.Scalar<byte[]>("SELECT entry FROM log_entries WHERE idx = @idx", index)!);
        IReadOnlyList<byte[]> path = TreeProofs.Inclusion(nodes, index, head.Size);
        return new InclusionProof(index, head.Size, Base64Url.Encode(leaf), Base64Url.Encode(head.Root), [.. path.Select(Base64Url.Encode)], TreeVerifier.IsIncluded(leaf, index, path, head));
    }

    private static UnitToken TokenOf(StoredReport report) => new(
        report.Index, report.ReceivedAt, report.Observation, report.IsLive, report.Token, Readable(report.Token, 0), Readable(report.Token, 1), Readable(report.Ear, 1));

    private static JsonElement Payload(string jws) => JsonDocument.Parse(Part(jws, 1)).RootElement;

    private static string Readable(string jws, int part) => JsonSerializer.Serialize(JsonDocument.Parse(Part(jws, part)).RootElement, _readable);

    private static string Part(string jws, int part) => Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(jws.Split('.')[part]));
}
