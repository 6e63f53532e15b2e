using NanoAgent.Schemes;

namespace NanoAgent.Collector.Pages.Declarations;

/// <summary>The kinds of record by the names that files give them.</summary>
internal static class RowKinds
{
    /// <summary>The kind's name in files.</summary>
    public static string Name(RecordKind kind) => kind switch
    {
        RecordKind.DeviceClaim => "device-claim",
        RecordKind.CollectorCheck => "collector-check",
        RecordKind.TestRecord => "test-record",
        _ => "vendor-document",
    };
}
