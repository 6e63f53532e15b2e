namespace NanoAgent.Evidence;

/// <summary>What a record, or the document that comes with it, must meet. One is named when it is broken: the first that applies.</summary>
public enum RecordRule
{
    /// <summary>A file is within <see cref="RecordStore.MaxRecordBytes"/>.</summary>
    FileSize,

    /// <summary>A file is JSON of one of the kinds, with no member that it does not have.</summary>
    Readable,

    /// <summary>A product has one record.</summary>
    OneOfItsProduct,

    /// <summary>Required texts are not empty.</summary>
    NoEmptyText,

    /// <summary>Texts are short and read as they stand (<see cref="PlainLine"/>); names and numbers are one line.</summary>
    PlainText,

    /// <summary>Nothing is said of a product that may not be said.</summary>
    AllowedWords,

    /// <summary>A product has a model.</summary>
    Model,

    /// <summary>A family says why its models are alike.</summary>
    ReasonAlike,

    /// <summary>A corporate number holds.</summary>
    CorporateNumber,

    /// <summary>Dates are of the form <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>When something was recorded is of the form <see cref="RecordTime.Form"/>.</summary>
    RecordedAt,

    /// <summary>A label that ends was issued.</summary>
    LabelIssued,

    /// <summary>A label ends after its issue, and in time.</summary>
    LabelTime,

    /// <summary>Evidence is kept for 1 to 100 years.</summary>
    Retention,

    /// <summary>A document speaks to a criterion.</summary>
    Criterion,

    /// <summary>A document's copy has a plain name.</summary>
    PlainName,

    /// <summary>A hash is 64 lower-case digits.</summary>
    Hash,

    /// <summary>A test record's signature and content hold.</summary>
    TestSignature,

    /// <summary>A provisioning record's signature and content hold.</summary>
    ProvisioningSignature,

    /// <summary>A document has 1 to <see cref="RecordStore.MaxDocumentBytes"/> bytes.</summary>
    DocumentSize,

    /// <summary>No place of a template is left to fill in.</summary>
    FilledIn,

    /// <summary>What is brought as a signed test is one.</summary>
    TestFile,
}

/// <summary>A rule that is broken.</summary>
/// <param name="Rule">Which.</param>
/// <param name="What">The word, place, file or number concerned; empty where the rule says it all.</param>
public sealed record RecordFault(RecordRule Rule, string What = "")
{
    /// <summary>The line of the file concerned, 1 or more; 0 when there is none.</summary>
    public long Line { get; init; }
}
