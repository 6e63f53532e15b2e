using System.Text.Json.Serialization;

namespace NanoAgent.Evidence;

/// <summary>What a verifier says of a pack. It is about genuineness, not about the rows' states.</summary>
public enum PackVerdict
{
    /// <summary>There is no pack to read.</summary>
    NotAPack = 0,

    /// <summary>Something does not hold; the problems say what.</summary>
    Altered = 1,

    /// <summary>All of it fits together, but nobody said whose keys to expect, so that anyone may have made it.</summary>
    Unauthenticated = 2,

    /// <summary>All of it fits together and is signed by the keys that were expected.</summary>
    Authentic = 3,
}

/// <summary>What does not hold.</summary>
public enum PackFault
{
    /// <summary>No manifest, or one that cannot be read.</summary>
    NoManifest,

    /// <summary>A name that may lead out of the pack, or that some file systems take for another.</summary>
    UnsafeName,

    /// <summary>A link or something else that is no file.</summary>
    NotAFile,

    /// <summary>A folder without files, which the manifest cannot cover.</summary>
    EmptyFolder,

    /// <summary>Larger than is read.</summary>
    TooLarge,

    /// <summary>Listed and not there.</summary>
    Missing,

    /// <summary>There, with other bytes than listed.</summary>
    Changed,

    /// <summary>There and not listed.</summary>
    Added,

    /// <summary>The manifest's signature does not hold.</summary>
    BadSignature,

    /// <summary>Signed by a key that was not expected.</summary>
    UnexpectedKey,

    /// <summary>A file that does not have the form that it should have.</summary>
    Unreadable,

    /// <summary>A scheme whose rules are other than they may be: those of this build under the same revision, or rows that a unit's own word would decide.</summary>
    OtherRules,

    /// <summary>A unit's key, enrolment or token does not hold.</summary>
    BadUnit,

    /// <summary>An attestation result does not hold, or is about another token.</summary>
    BadEar,

    /// <summary>A unit's endorsement does not hold, or is by another endorser than expected.</summary>
    BadEndorsement,

    /// <summary>The tree head does not hold.</summary>
    BadHead,

    /// <summary>A token that is not proven to be in the log.</summary>
    NotInLog,

    /// <summary>An act of the collector whose signature does not hold.</summary>
    BadAct,

    /// <summary>A record that breaks a rule, or whose document is not the one recorded.</summary>
    BadRecord,

    /// <summary>What it says does not follow from the evidence.</summary>
    NotWhatTheEvidenceSays,
}

/// <summary>One problem.</summary>
/// <param name="File">The file concerned, as in the manifest.</param>
/// <param name="Fault">What does not hold.</param>
/// <param name="Detail">More about it, in one clause; may be empty.</param>
public sealed record PackProblem(string File, PackFault Fault, string Detail);

/// <summary>A key of the pack and whether it was expected.</summary>
/// <param name="Role">For what it signs.</param>
/// <param name="Thumbprint">RFC 7638.</param>
/// <param name="Expected">Among the expected keys of that role; false when none were given.</param>
public sealed record PackKey(KeyRole Role, string Thumbprint, bool Expected);

/// <summary>The state of a row as told again from the evidence.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="State">Its state.</param>
public sealed record PackRow(string Criterion, CriterionState State);

/// <summary>Everything that a verifier found out.</summary>
public sealed record PackReport
{
    /// <summary>The answer.</summary>
    public required PackVerdict Verdict { get; init; }

    /// <summary>What does not hold; empty otherwise.</summary>
    public required IReadOnlyList<PackProblem> Problems { get; init; }

    /// <summary>Thumbprint of the key that signed the manifest; null when that could not be told.</summary>
    public string? Signer { get; init; }

    /// <summary>The pack's keys.</summary>
    public IReadOnlyList<PackKey> Keys { get; init; } = [];

    /// <summary>The product; null when it was not reached.</summary>
    public string? Product { get; init; }

    /// <summary>The product's models.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>When support ends as the product record says, <c>yyyy-MM-dd</c>; null when it does not.</summary>
    public string? SupportEnds { get; init; }

    /// <summary>When the declaration was made, in Unix seconds; 0 when it was not reached.</summary>
    public long Made { get; init; }

    /// <summary>SHA-256 of the manifest, base64url; null when there is none.</summary>
    public string? Manifest { get; init; }

    /// <summary>The log's head; null when it was not reached, or the collector keeps no log.</summary>
    public TreeHead? Head { get; init; }

    /// <summary>The firmware version.</summary>
    public string? Firmware { get; init; }

    /// <summary>The scheme's id.</summary>
    public string? Scheme { get; init; }

    /// <summary>A demonstration.</summary>
    public bool Demonstration { get; init; }

    /// <summary>Files whose hash was checked.</summary>
    public int Files { get; init; }

    /// <summary>Units whose key and enrolment were checked.</summary>
    public int Units { get; init; }

    /// <summary>Tokens whose signature was checked.</summary>
    public int Tokens { get; init; }

    /// <summary>Attestation results whose signature was checked.</summary>
    public int Ears { get; init; }

    /// <summary>Tokens proven to be in the log.</summary>
    public int Proofs { get; init; }

    /// <summary>Endorsements whose signature was checked.</summary>
    public int Endorsements { get; init; }

    /// <summary>Endorsements that could not be checked: the pack carries no endorser's key, and none was handed in.</summary>
    public int EndorsementsUnchecked { get; init; }

    /// <summary>Endorsements were checked by endorsers' keys that were handed in; otherwise by those that the pack carries.</summary>
    public bool EndorsersExpected { get; init; }

    /// <summary>Documents whose copy was checked.</summary>
    public int Documents { get; init; }

    /// <summary>The other build that wrote the pack, so that its pages were not compared word for word; null when this one did, or when that was not reached.</summary>
    public string? WrittenBy { get; init; }

    /// <summary>Rows, judged again.</summary>
    public IReadOnlyList<PackRow> Rows { get; init; } = [];

    /// <summary>What was checked, what holds and on whose word the rest stands; empty when something is wrong.</summary>
    public IReadOnlyList<PackStatement> Statements { get; init; } = [];

    /// <summary>The declaration, judged again from what the pack holds; null when something is wrong.</summary>
    [JsonIgnore]
    public DeclarationResult? Judged { get; init; }

    /// <summary>What a reader should know and what is no problem: a demonstration, another version of the writer.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
