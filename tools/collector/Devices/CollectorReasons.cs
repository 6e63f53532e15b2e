namespace NanoAgent.Collector.Devices;

/// <summary>Why the collector found so: the reason codes of <see cref="CollectorFindings"/>. A shared credential's reason is the credential's own name.</summary>
public static class CollectorReasons
{
    /// <summary>The report number did not grow.</summary>
    public const string ReportNumber = "report-number";

    /// <summary>The boot counter went back.</summary>
    public const string BootCount = "boot-count";

    /// <summary>The event counter went back.</summary>
    public const string EventCount = "event-count";

    /// <summary>Another UEID enrolled with the key.</summary>
    public const string SecondUeid = "second-ueid";

    /// <summary>The head that the unit saw was never this log's.</summary>
    public const string HeadNeverWas = "head-never-was";

    /// <summary>An endorser names another key.</summary>
    public const string OtherKey = "other-key";

    /// <summary>An endorser names another model.</summary>
    public const string OtherModel = "other-model";

    /// <summary>The MAC is that of another unit in use.</summary>
    public const string MacOfAnother = "mac-of-another-unit";

    /// <summary>The serial number is that of another unit in use.</summary>
    public const string SerialOfAnother = "serial-of-another-unit";

    /// <summary>Endorsers name different MACs or serial numbers.</summary>
    public const string EndorsersDiffer = "endorsers-differ";

    /// <summary>A report came after somebody had said that the unit is gone: retired, or handed over.</summary>
    public const string StillReports = "still-reports";
}

/// <summary>Why the collector changed a state, as it stands in the database.</summary>
public static class CollectorWhys
{
    /// <summary>The unit enrolled.</summary>
    public const string Enrolled = "enrolled";

    /// <summary>It reports, and nothing fails.</summary>
    public const string Reports = "reports";

    /// <summary>A check fails, or failed and nobody acknowledged it.</summary>
    public const string Fails = "a check fails, or failed unacknowledged";

    /// <summary>Somebody allowed another key.</summary>
    public const string AnotherKey = "another key";
}
