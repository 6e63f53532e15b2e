using NanoAgent.Attestation.Claims;

namespace NanoAgent.Attestation.Verify;

/// <summary>The claims of a token as types (SPEC.md, "Claims"). Read from bytes whose signature was verified; immutable.</summary>
public sealed record EatToken
{
    /// <summary><c>aud</c>: id of the collector.</summary>
    public required string Audience { get; init; }

    /// <summary><c>eat_nonce</c>.</summary>
    public required string Nonce { get; init; }

    /// <summary><c>iat</c>, seconds since 1970 UTC; null when the unit's clock was not set. Never judged: a device's clock proves nothing.</summary>
    public long? IssuedAt { get; init; }

    /// <summary><c>ueid</c>, as base64url.</summary>
    public required string Ueid { get; init; }

    /// <summary><c>na_unit.model</c>.</summary>
    public required string Model { get; init; }

    /// <summary><c>na_unit.key</c>.</summary>
    public required KeyProtection KeyProtection { get; init; }

    /// <summary><c>na_unit.virtual</c>.</summary>
    public required bool IsVirtual { get; init; }

    /// <summary><c>na_report.number</c>.</summary>
    public required long ReportNumber { get; init; }

    /// <summary><c>na_report.live</c>: the observation was made under this nonce.</summary>
    public required bool IsLive { get; init; }

    /// <summary><c>na_report.lost</c>.</summary>
    public required long Lost { get; init; }

    /// <summary><c>na_seen</c>: the last tree head that the unit saw; null when none.</summary>
    public SeenHead? Seen { get; init; }

    /// <summary><c>na_observed.number</c>.</summary>
    public required long ObservationNumber { get; init; }

    /// <summary><c>na_observed.at</c>; null when the clock was not set.</summary>
    public long? ObservedAt { get; init; }

    /// <summary><c>na_observed.previous</c>, base64url of 32 bytes.</summary>
    public required string Previous { get; init; }

    /// <summary><c>swname</c>.</summary>
    public required string SoftwareName { get; init; }

    /// <summary><c>swversion</c>, its first element.</summary>
    public required string SoftwareVersion { get; init; }

    /// <summary><c>uptime</c> in seconds.</summary>
    public required long Uptime { get; init; }

    /// <summary><c>bootcount</c>; null when the unit cannot count.</summary>
    public long? BootCount { get; init; }

    /// <summary><c>dbgstat</c>: Unknown when the claim is left out.</summary>
    public Answer DebugEnabled { get; init; }

    /// <summary><c>na_log.count</c>; null without a chained log.</summary>
    public long? LogCount { get; init; }

    /// <summary><c>na_log.head</c>, base64url of 32 bytes; null without a chained log.</summary>
    public string? LogHead { get; init; }

    /// <summary><c>measres</c> and <c>na_findings</c>, joined, in their order.</summary>
    public required IReadOnlyList<TokenFinding> Findings { get; init; }
}

/// <summary>A tree head that a unit saw.</summary>
/// <param name="Size">Leaves.</param>
/// <param name="Root">base64url of 32 bytes.</param>
public sealed record SeenHead(long Size, string Root);

/// <summary>One finding of a token.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Basis">On what it stands.</param>
/// <param name="Reason">The reason code.</param>
/// <param name="RanIn">The observation that ran the probe; null when this one did.</param>
/// <param name="Facts">What was observed: <see cref="long"/>, <see cref="bool"/> or <see cref="string"/>.</param>
public sealed record TokenFinding(string Check, Outcome Outcome, Basis Basis, string Reason, long? RanIn, IReadOnlyList<KeyValuePair<string, object>> Facts);
