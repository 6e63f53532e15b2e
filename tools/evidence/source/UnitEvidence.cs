namespace NanoAgent.Evidence;

/// <summary>Where a unit stands with its collector.</summary>
public enum UnitState
{
    /// <summary>Not known. Supplies nothing good.</summary>
    Unknown = 0,

    /// <summary>In the field, and reporting.</summary>
    Active = 1,

    /// <summary>Silent for longer than the collector allows.</summary>
    Stale = 2,

    /// <summary>In repair.</summary>
    Repair = 3,

    /// <summary>Handed over to somebody else.</summary>
    Transferred = 4,

    /// <summary>Out of use.</summary>
    Retired = 5,

    /// <summary>Its key is not trusted any more; nothing that it signed counts.</summary>
    Revoked = 6,
}

/// <summary>One unit and what it signed, for one firmware version.</summary>
public sealed record UnitEvidence
{
    /// <summary>The UEID, base64url (RFC 9711 §4.2.1).</summary>
    public required string Ueid { get; init; }

    /// <summary>The model under which it was enrolled.</summary>
    public required string Model { get; init; }

    /// <summary>The unit's public key as a JWK (RFC 7517), one line of JSON.</summary>
    public required string Jwk { get; init; }

    /// <summary>The enrolment exactly as received: compact JWS, typ <c>nanoagent-enrol+jwt</c>, signed by the unit's own key.</summary>
    public required string Enrolment { get; init; }

    /// <summary>Enrolled as a virtual unit. Virtual units count only in a demonstration.</summary>
    public required bool Virtual { get; init; }

    /// <summary>Where it stands now.</summary>
    public required UnitState State { get; init; }

    /// <summary>
    /// The newest accepted live report, and for every check with an unacknowledged failure a report that shows it (delayed ones included).
    /// More are welcome. By observation number, rising.
    /// </summary>
    public required IReadOnlyList<ReportEvidence> Reports { get; init; }

    /// <summary>How many reports of this firmware version were accepted in all; at least the number of <see cref="Reports"/>.</summary>
    public required long ReportCount { get; init; }

    /// <summary>Failures that a person acknowledged.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements { get; init; } = [];

    /// <summary>The manufacturer's endorsement as a compact JWS, when one was joined.</summary>
    public string? Endorsement { get; init; }

    /// <summary>Whose key signed <see cref="Endorsement"/>, as the collector trusts it; null without one, and in packs of before such keys were carried.</summary>
    public Endorser? Endorser { get; init; }
}

/// <summary>One accepted report.</summary>
/// <param name="Token">The token exactly as received: compact JWS, ASCII.</param>
/// <param name="ReceivedAt">When the collector accepted it, in Unix seconds.</param>
/// <param name="LogIndex">Its leaf in the log, from 0; -1 when the collector keeps no log.</param>
/// <param name="Ear">The attestation result that was answered: compact JWT signed by an <see cref="KeyRole.Ear"/> key; null when none was kept.</param>
public sealed record ReportEvidence(string Token, long ReceivedAt, long LogIndex, string? Ear);

/// <summary>A person's note that a past failure is understood. It never clears a present failure.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Through">Covers failures in observations up to this number.</param>
/// <param name="Who">Name of the person.</param>
/// <param name="At">When, in Unix seconds.</param>
/// <param name="Note">Why it no longer counts.</param>
/// <param name="Act">The act as a compact JWS by the collector's log key, as it stands in the log; null when acts are not logged.</param>
public sealed record Acknowledgement(string Check, long Through, string Who, long At, string Note, string? Act = null);
