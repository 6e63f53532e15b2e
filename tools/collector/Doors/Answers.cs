using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Endorsements;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Collector.Doors;

// What the doors take and answer, as JSON in camel case (SPEC.md, "Wire protocol"). The API document is made from these.

/// <summary>Asks for a challenge.</summary>
/// <param name="Kid">Thumbprint of the unit's key (RFC 7638), 43 characters of base64url.</param>
internal sealed record ChallengeRequest(string Kid);

/// <summary>A challenge.</summary>
/// <param name="Nonce">For one use by that key.</param>
/// <param name="Aud">The collector's id, to be signed as <c>aud</c>.</param>
internal sealed record ChallengeAnswer(string Nonce, string Aud);

/// <summary>A tree head as units read it.</summary>
/// <param name="Size">Entries of the log.</param>
/// <param name="Root">SHA-256, base64url.</param>
internal sealed record HeadAnswer(long Size, string Root);

/// <summary>The answer to an enrolment, the same bytes however often it is repeated.</summary>
/// <param name="Ueid">The unit.</param>
/// <param name="State">Its state.</param>
/// <param name="Nonce">For its first report.</param>
/// <param name="Head">The log.</param>
/// <param name="Policy">What the reference values forbid to the unit; empty for nothing.</param>
internal sealed record EnrolmentReceipt(string Ueid, string State, string Nonce, HeadAnswer Head, string Policy);

/// <summary>The answer to credential tags.</summary>
/// <param name="Nonce">For the next message.</param>
internal sealed record TagsReceipt(string Nonce);

/// <summary>The answer to a report, as <see cref="ReportReceipt"/> writes it.</summary>
/// <param name="Receipt">SHA-256 of the token as received, base64url.</param>
/// <param name="Observation">The observation's number.</param>
/// <param name="Nonce">For the next report.</param>
/// <param name="Head">The log, with this report in it.</param>
/// <param name="Index">The report's place in the log.</param>
/// <param name="Policy">What the reference values forbid to the unit; empty for nothing.</param>
/// <param name="Ear">The attestation result, a compact JWS.</param>
internal sealed record ReportAnswerBody(string Receipt, long Observation, string Nonce, HeadAnswer Head, long Index, string Policy, string Ear);

/// <summary>That an entry is in the log (RFC 9162 §2.1.3).</summary>
/// <param name="Index">The entry.</param>
/// <param name="Size">Entries of the log.</param>
/// <param name="Path">Hashes, base64url, from the leaf up.</param>
internal sealed record InclusionAnswer(long Index, long Size, IEnumerable<string> Path);

/// <summary>That a log only grew (RFC 9162 §2.1.4).</summary>
/// <param name="From">Entries before.</param>
/// <param name="To">Entries after.</param>
/// <param name="Path">Hashes, base64url.</param>
internal sealed record ConsistencyAnswer(long From, long To, IEnumerable<string> Path);

/// <summary>A unit in the list. Times are Unix seconds.</summary>
internal sealed record UnitSummary(string Ueid, string Model, bool Virtual, string State, string Firmware, long LastSeen, bool Failing, string EarStatus, long Reports);

/// <summary>All that is known of a unit. Times are Unix seconds.</summary>
internal sealed record UnitDetail(
    UnitSummary Unit,
    string Kid,
    long EnrolledAt,
    IReadOnlyList<UnitKey> Keys,
    UnitEndorsement Endorsement,
    IEnumerable<UnitStep> Life,
    UnitStateNote State,
    IReadOnlyList<UnitFinding> Findings,
    IReadOnlyList<UnitFailure> OpenFailures);

/// <summary>What a manufacturer said of a unit; <paramref name="Said"/> is null when nobody did.</summary>
internal sealed record UnitEndorsement(string State, StoredEndorsement? Said);

/// <summary>A step of a unit's life.</summary>
internal sealed record UnitStep(long At, string Who, string Why, string Was, string Became);

/// <summary>Who set a unit's state, when and why.</summary>
internal sealed record UnitStateNote(long At, string By, string Why);

/// <summary>A check's present finding, and since when it is so.</summary>
internal sealed record UnitFinding(string Check, string Outcome, string Basis, string Reason, long Since, long SinceIndex);

/// <summary>A report as it was received, with its attestation result.</summary>
internal sealed record UnitReport(long Index, long ReceivedAt, long Observation, long Number, bool Live, string Firmware, string? Token, string? Ear);

/// <summary>What people did, the newest first.</summary>
/// <param name="Acts">The acts.</param>
/// <param name="Before">The parameter of the next page; null on the last.</param>
internal sealed record AuditPage(IReadOnlyList<AuditedAct> Acts, long? Before);
