using NanoAgent.Attestation.Verify;

namespace NanoAgent.Evidence;

/// <summary>What of a unit does not hold.</summary>
public enum UnitFault
{
    /// <summary>Its key is no P-256 key.</summary>
    Key,

    /// <summary>Its enrolment is refused.</summary>
    Enrolment,

    /// <summary>Its enrolment is by another key.</summary>
    EnrolmentKey,

    /// <summary>Its enrolment names another unit.</summary>
    EnrolmentUnit,

    /// <summary>A token is refused.</summary>
    Token,

    /// <summary>A token is of another firmware version.</summary>
    Firmware,
}

/// <summary>What of a unit does not hold.</summary>
/// <param name="Report">The report concerned; null when it is the unit's key or enrolment.</param>
/// <param name="Fault">What.</param>
public sealed record UnitProblem(ReportEvidence? Report, UnitFault Fault)
{
    /// <summary>Why the enrolment or the token is refused.</summary>
    public Refusal Refusal { get; init; }

    /// <summary>The claim that is concerned, or null.</summary>
    public string? Claim { get; init; }
}
