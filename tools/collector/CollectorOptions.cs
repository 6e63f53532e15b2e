using System.Net;

namespace NanoAgent.Collector;

/// <summary>How a collector is set up.</summary>
public sealed record CollectorOptions
{
    /// <summary>The folder of its keys and certificate, and of its database when that is SQLite. Made when it is not there.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where the records of products, documents, tests and provisioning lie.</summary>
    public string RecordFolder => Path.Combine(DataFolder, "records");

    /// <summary>The address of PostgreSQL (<see cref="Storage.Postgres.PostgresAddress"/>); null keeps the data in a SQLite file in the folder.</summary>
    public string? Postgres { get; init; }

    /// <summary>
    /// Who has the folder's keys and CA taken as those of the database from now on, though it knows others, and lost ones made anew; null for nobody, and then that is refused.
    /// After a database or a folder was put back from a backup, or where no backup has a lost key. The act stands in the log.
    /// </summary>
    public Keys.KeyAdoption? AdoptsKeys { get; init; }

    /// <summary>Where its keys for results, log and packs are made and must lie; null for wherever they are, the first ones in files.</summary>
    public Keys.KeyPlace? Keys { get; init; }

    /// <summary>Where it listens: <c>https://host:port</c>; port 0 takes a free one. Plain http is taken on loopback only.</summary>
    public Uri Url { get; init; } = new("https://127.0.0.1:8443");

    /// <summary>Further names and addresses under which units know it: the certificate is good for these as well.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Proxies on other machines through which units and people come: only these are believed when they say for whom they ask.</summary>
    public IReadOnlyList<IPAddress> Proxies { get; init; } = [];

    /// <summary>The address to which units are told to come, in the signed announcement of pins; null for where they are.</summary>
    public Uri? Announced { get; init; }

    /// <summary>Where OpenTelemetry metrics and traces go, by OTLP over HTTP; null for nowhere.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Where drift of a filed declaration is posted (<see cref="NanoAgent.Evidence.DriftHook"/>): https, or http to this machine; null for nowhere.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>Adds where structured events go (<see cref="Watching.EventFormat"/>); null for nowhere.</summary>
    public Action<Microsoft.Extensions.Logging.ILoggingBuilder>? Events { get; init; }

    /// <summary>Its time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long a nonce is taken; longer than the report interval, since the next one rides on an answer.</summary>
    public TimeSpan NonceLifetime { get; init; } = TimeSpan.FromHours(36);

    /// <summary>How long a unit may be silent before it is stale, kept in the database from now on; null for what was said last. A change stands in the log.</summary>
    public Devices.SilenceRule? StaleAfter { get; init; }

    /// <summary>How long a statement waits for the database before the answer is 503.</summary>
    public TimeSpan DatabasePatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Told before data of an earlier release is brought forward, from which schema to which; it is done in one transaction, which may take minutes.</summary>
    public Action<long, long>? Migrates { get; init; }

    /// <summary>How long tokens are kept that no declaration needs (<see cref="Log.Retention"/>); null keeps all of them for ever.</summary>
    public TimeSpan? KeepTokens { get; init; }

    /// <summary>How long a request may last that brings or takes no file.</summary>
    internal TimeSpan RequestPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request's body may come more slowly than it must before the connection is ended.</summary>
    internal TimeSpan BodyPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many requests of one address are answered in a second once it has used up those that it may make at once.</summary>
    internal int RequestsPerSecond { get; init; } = 50;

    /// <summary>Is this one of <see cref="Proxies"/>, in whichever form its address came?</summary>
    internal bool IsProxy(IPAddress address) => Proxies.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>Which addresses are this machine's own, and so not counted by the limits: its tools, and the proxy that tells the real ones.</summary>
    internal Func<IPAddress, bool> IsOwnMachine { get; init; } = IPAddress.IsLoopback;
}
