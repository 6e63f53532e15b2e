namespace NanoAgent.Report;

/// <summary>What the agent reads of a collector's answer. Members that were not there are null.</summary>
/// <remarks>Fields: on the device an accessor takes 40 bytes of flash, and a call.</remarks>
internal sealed class CollectorAnswer
{
    /// <summary>The next nonce.</summary>
    public string Nonce;

    /// <summary>The collector's id.</summary>
    public string Audience;

    /// <summary>base64url of the SHA-256 of the report that was accepted.</summary>
    public string Receipt;

    /// <summary>Why it was refused.</summary>
    public string Refusal;

    /// <summary>The collector's restrictions; empty when it has none.</summary>
    public string Policy;

    /// <summary>Size of the log.</summary>
    public long HeadSize;

    /// <summary>Root of the log, base64url.</summary>
    public string HeadRoot;
}
