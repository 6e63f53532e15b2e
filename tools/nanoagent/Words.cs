using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Tool;

/// <summary>Enumerations as the tool says them: one spelling, the one that the files use.</summary>
internal static class Words
{
    /// <summary>How sure a row is.</summary>
    public static string Of(Confidence confidence) => confidence switch
    {
        Confidence.Low => "low",
        Confidence.LowMedium => "low-medium",
        Confidence.Medium => "medium",
        Confidence.High => "high",
        _ => "unknown",
    };

    /// <summary>What a mapping says, seen from one of its rows.</summary>
    public static string Of(MappedRow mapped, RowRef seenFrom) => mapped.Mapping.Relation switch
    {
        Relation.Equal => "equal",
        Relation.Deemed => mapped.Mapping.From == seenFrom ? "deemed-met-by" : "deems-met",
        _ => "related",
    };

    /// <summary>A kind of record.</summary>
    public static string Of(RecordKind kind) => kind switch
    {
        RecordKind.DeviceClaim => "device-claim",
        RecordKind.CollectorCheck => "collector-check",
        RecordKind.TestRecord => "test-record",
        _ => "vendor-document",
    };

    /// <summary>State of a criterion.</summary>
    public static string Of(CriterionState state) => state switch
    {
        CriterionState.NotSatisfied => "not-satisfied",
        CriterionState.NotApplicable => "not-applicable",
        CriterionState.NeedsRecord => "needs-record",
        CriterionState.Satisfied => "satisfied",
        _ => "unknown",
    };

    /// <summary>Why a row is open, in words.</summary>
    public static string Of(OpenItem item) => item.Reason switch
    {
        OpenReason.ContradictedByUnits => $"{item.Name} contradicts on {Plural.Of(item.Units, "unit")}",
        OpenReason.ContradictedByPast => $"{item.Name} failed earlier on {Plural.Of(item.Units, "unit")} and nobody acknowledged it",
        OpenReason.ContradictedByCollector => $"the collector's check {item.Name} contradicts",
        OpenReason.ContradictedByTest => $"test record {item.Name} contradicts",
        OpenReason.FactUnknown => $"{item.Name} is not known",
        OpenReason.KindMissing => $"no {item.Name} yet",
        OpenReason.NotConfirmed => "no named person confirmed it yet",
        OpenReason.NotApplicableVoid => $"marked not applicable, but {item.Name} shows the function",
        OpenReason.NotApplicableRefused => "marked not applicable, which this row never may be",
        _ => item.Name,
    };

    /// <summary>An enumeration whose spelling in files is its name with hyphens.</summary>
    public static string Kebab<T>(T value)
        where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
