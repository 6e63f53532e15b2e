using System.Text.Json.Serialization;

namespace NanoAgent.Evidence;

/// <summary>One file of a record folder. What a person or a vendor states; never a unit.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(ProductRecord), "product")]
[JsonDerivedType(typeof(DocumentRecord), "vendor-document")]
[JsonDerivedType(typeof(TestRecord), "test-record")]
[JsonDerivedType(typeof(ProvisioningRecord), "provisioning")]
[JsonDerivedType(typeof(ConfirmationRecord), "confirmation")]
[JsonDerivedType(typeof(NotApplicableRecord), "not-applicable")]
[JsonDerivedType(typeof(ComparisonRecord), "comparison")]
public abstract record EvidenceRecord
{
    /// <summary>The product that it is about.</summary>
    public required string Product { get; init; }
}

/// <summary>A product family.</summary>
public sealed record ProductRecord : EvidenceRecord
{
    /// <summary>Name for people; the id when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>The models of the family, as units enrol with them; at least one.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Why the models are alike; asked for when there is more than one.</summary>
    public string? ReasonAlike { get; init; }

    /// <summary>The applicant's name.</summary>
    public string? Applicant { get; init; }

    /// <summary>The applicant's corporate number (法人番号).</summary>
    public string? CorporateNumber { get; init; }

    /// <summary>The number given for the application.</summary>
    public string? ApplicationNumber { get; init; }

    /// <summary>The label's registration number.</summary>
    public string? LabelNumber { get; init; }

    /// <summary>When the label was issued, <c>yyyy-MM-dd</c>.</summary>
    public string? LabelIssued { get; init; }

    /// <summary>The last day of the label as it was granted, <c>yyyy-MM-dd</c>; at most two years after its issue.</summary>
    public string? LabelEnds { get; init; }

    /// <summary>When support ends, <c>yyyy-MM-dd</c>. Not the label's end.</summary>
    public string? SupportEnds { get; init; }

    /// <summary>How many years the evidence is kept, unless told otherwise: a setting of ours, not a rule of the scheme.</summary>
    public const int DefaultRetentionYears = 10;

    /// <summary>How many years the evidence is kept, 1 to 100.</summary>
    public int RetentionYears { get; init; } = DefaultRetentionYears;
}

/// <summary>A document that the vendor wrote, with its dated copy.</summary>
public sealed record DocumentRecord : EvidenceRecord
{
    /// <summary>The firmware version for which it holds; null for all.</summary>
    public string? Firmware { get; init; }

    /// <summary>The criteria to which it speaks; at least one.</summary>
    public required IReadOnlyList<string> Criteria { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>What it is: policy, manual, design, asset-list, screenshot, photo, or a word of the vendor's.</summary>
    public required string Type { get; init; }

    /// <summary>Name of the copy in the folder's <c>documents</c>.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the copy, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Where it is published; null for an internal document.</summary>
    public string? Url { get; init; }

    /// <summary>Date of the copy, <c>yyyy-MM-dd</c>.</summary>
    public required string Date { get; init; }

    /// <summary>Last day on which it holds, <c>yyyy-MM-dd</c>; null for no end.</summary>
    public string? ValidUntil { get; init; }
}

/// <summary>A test made from outside, signed by whoever made it.</summary>
public sealed record TestRecord : EvidenceRecord
{
    /// <summary>The signed content: compact JWS, typ <c>nanoagent-test+jwt</c>, the tester's key in the header; payload as <see cref="TestContent"/>.</summary>
    public required string Jws { get; init; }
}

/// <summary>What the fuses of one unit say, signed by whoever provisioned it.</summary>
public sealed record ProvisioningRecord : EvidenceRecord
{
    /// <summary>The signed content: compact JWS, typ <c>nanoagent-provisioning+jwt</c>, the signer's key in the header; payload as <see cref="ProvisioningContent"/>.</summary>
    public required string Jws { get; init; }
}

/// <summary>A person's confirmation of a row. Without it the row is open.</summary>
public sealed record ConfirmationRecord : EvidenceRecord
{
    /// <summary>The firmware version.</summary>
    public required string Firmware { get; init; }

    /// <summary>The criterion.</summary>
    public required string Criterion { get; init; }

    /// <summary>Name of the person.</summary>
    public required string By { get; init; }

    /// <summary>Date, <c>yyyy-MM-dd</c>.</summary>
    public required string Date { get; init; }

    /// <summary>What was looked at.</summary>
    public string? Note { get; init; }

    /// <summary>When it was recorded, <see cref="RecordTime.Form"/>: of two of one day the later holds. Null for records of earlier versions, which come before.</summary>
    public string? RecordedAt { get; init; }
}

/// <summary>A person's decision that a criterion does not apply.</summary>
public sealed record NotApplicableRecord : EvidenceRecord
{
    /// <summary>The firmware version.</summary>
    public required string Firmware { get; init; }

    /// <summary>The criterion.</summary>
    public required string Criterion { get; init; }

    /// <summary>Why it does not apply.</summary>
    public required string Reason { get; init; }

    /// <summary>Name of the person.</summary>
    public required string By { get; init; }

    /// <summary>Date, <c>yyyy-MM-dd</c>.</summary>
    public required string Date { get; init; }

    /// <summary>When it was recorded, <see cref="RecordTime.Form"/>: of two of one day the later holds. Null for records of earlier versions, which come before.</summary>
    public string? RecordedAt { get; init; }
}

/// <summary>A person's note that a row's text here was compared with the official document.</summary>
public sealed record ComparisonRecord : EvidenceRecord
{
    /// <summary>The criterion.</summary>
    public required string Criterion { get; init; }

    /// <summary>The document's number.</summary>
    public required string Document { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Name of the person.</summary>
    public required string By { get; init; }

    /// <summary>Date, <c>yyyy-MM-dd</c>.</summary>
    public required string Date { get; init; }

    /// <summary>What differs, if anything.</summary>
    public string? Note { get; init; }

    /// <summary>When it was recorded, <see cref="RecordTime.Form"/>: of two of one day the later holds. Null for records of earlier versions, which come before.</summary>
    public string? RecordedAt { get; init; }
}
