namespace NanoAgent.Collector.Devices;

/// <summary>What the collector itself finds about a unit; listed among its failures, and a person acknowledges it like any other.</summary>
public static class CollectorFindings
{
    /// <summary>A counter of the unit went back: its memory was put back, or somebody else signs with its key.</summary>
    public const string CountersOnlyGrow = "counters-only-grow";

    /// <summary>Somebody proved possession of this unit's key under another UEID.</summary>
    public const string KeyShared = "collector-key-shared";

    /// <summary>A factory credential equals another unit's.</summary>
    public const string CredentialShared = "collector-credential-shared";

    /// <summary>The unit saw a tree head that this log never had: the log was put back, or has two histories.</summary>
    public const string LogForked = "collector-log-forked";

    /// <summary>A trusted endorser says something else about the unit than it does, or than another endorser says about another unit.</summary>
    public const string EndorsementContradicted = "collector-endorsement-contradicted";

    /// <summary>A unit that somebody retired goes on reporting.</summary>
    public const string RetiredReports = "collector-retired-reports";

    /// <summary>A unit that has another owner goes on reporting here, under the key that it had before.</summary>
    public const string TransferredReports = "collector-transferred-reports";

    /// <summary>What is found when a unit in that state reports; null when it may.</summary>
    internal static string? OfReporting(UnitState state) => state switch
    {
        UnitState.Retired => RetiredReports,
        UnitState.Transferred => TransferredReports,
        _ => null,
    };
}
