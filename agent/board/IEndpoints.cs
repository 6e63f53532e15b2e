namespace NanoAgent.Board;

/// <summary>What a connection is for.</summary>
public enum EndpointPurpose
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The agent's collector.</summary>
    Report = 1,

    /// <summary>Where updates come from.</summary>
    Update = 2,

    /// <summary>The product's own service.</summary>
    Product = 3,
}

/// <summary>How an endpoint is configured to be protected.</summary>
public enum ChannelKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>No protection: http, mqtt, ftp.</summary>
    Plain = 1,

    /// <summary>TLS whose server is not verified (on nanoFramework anything but <c>CertificateRequired</c>).</summary>
    TlsUnverified = 2,

    /// <summary>TLS with the server's certificate required and checked.</summary>
    TlsVerified = 3,
}

/// <summary>Lowest TLS version that the client accepts.</summary>
public enum TlsFloor
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Below 1.2.</summary>
    BelowTls12 = 1,

    /// <summary>TLS 1.2.</summary>
    Tls12 = 2,

    /// <summary>TLS 1.3.</summary>
    Tls13 = 3,
}

/// <summary>What a live connection probe changes.</summary>
public enum HandshakeProbe
{
    /// <summary>Nothing: the control. The genuine server must be reached, or the other two say nothing.</summary>
    Genuine = 0,

    /// <summary>The trust anchor is one that did not issue the server's certificate.</summary>
    WrongCa = 1,

    /// <summary>The expected host name is one that the server's certificate does not carry.</summary>
    WrongHost = 2,
}

/// <summary>What happened to a live connection probe.</summary>
public enum Handshake
{
    /// <summary>It cannot be told.</summary>
    Unknown = 0,

    /// <summary>The connection came up.</summary>
    Completed = 1,

    /// <summary>The unit refused the server's certificate.</summary>
    Refused = 2,

    /// <summary>The server did not answer, so that nothing was learnt.</summary>
    Unreachable = 3,

    /// <summary>The unit had no memory for a TLS connection.</summary>
    NoMemory = 4,
}

/// <summary>The servers that the firmware connects to.</summary>
public interface IEndpoints : IPart
{
    /// <summary>How many, 0 to 16.</summary>
    int Count { get; }

    /// <summary>Endpoint <paramref name="index"/>.</summary>
    IEndpoint At(int index);
}

/// <summary>One server that the firmware connects to, with the settings that the firmware uses for it.</summary>
public interface IEndpoint
{
    /// <summary>A public name, such as <c>collector</c>: a-z, 0-9 and hyphens, at most 24 characters. Never an address.</summary>
    string Name { get; }

    /// <summary>What it is for.</summary>
    EndpointPurpose Purpose { get; }

    /// <summary>How the firmware configured it, read from the settings in use.</summary>
    ChannelKind Channel { get; }

    /// <summary>The lowest TLS version that the settings allow.</summary>
    TlsFloor Floor { get; }

    /// <summary>When the trust anchor expires, seconds since 1970 UTC; 0 when unknown.</summary>
    long CaExpiresAt { get; }

    /// <summary>
    /// Opens a connection with the firmware's own settings and one thing changed, and closes it. No application data is
    /// sent. Up to 10 s; needs two native blocks of 17 KB on ESP32.
    /// </summary>
    Handshake Shake(HandshakeProbe probe);
}
