namespace NanoAgent.Boards.Virtual.Network;

/// <summary>How the simulated firmware's TLS stack treats a server: what the settings say, and what the code really does.</summary>
public sealed record TlsClientSettings
{
    /// <summary>Does it look whether the chain ends in the trust anchor?</summary>
    public bool ChecksChain { get; init; } = true;

    /// <summary>Does it compare the host name?</summary>
    public bool ChecksHost { get; init; } = true;

    /// <summary>Does it look at the dates of the trust anchor? mbedTLS built without a clock does not.</summary>
    public bool ChecksDates { get; init; } = true;

    /// <summary>Does it offer TLS below 1.2?</summary>
    public bool AllowsOldTls { get; init; }
}
