namespace NanoAgent.Report;

/// <summary>What the agent reads of a collector's answer. Members that were not there are null.</summary>
public sealed class CollectorAnswer
{
    /// <summary>The next nonce.</summary>
    public string Nonce { get; set; }

    /// <summary>The collector's id.</summary>
    public string Audience { get; set; }

    /// <summary>base64url of the SHA-256 of the report that was accepted.</summary>
    public string Receipt { get; set; }

    /// <summary>Why it was refused.</summary>
    public string Refusal { get; set; }

    /// <summary>The collector's restrictions; empty when it has none.</summary>
    public string Policy { get; set; }

    /// <summary>Size of the log.</summary>
    public long HeadSize { get; set; }

    /// <summary>Root of the log, base64url.</summary>
    public string HeadRoot { get; set; }
}
