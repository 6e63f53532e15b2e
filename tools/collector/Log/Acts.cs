using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;
using NanoAgent.Evidence;

namespace NanoAgent.Collector.Log;

/// <summary>Acts of people as they stand in the log: compact JWS by its key.</summary>
internal static class Acts
{
    private static readonly JsonSerializerOptions _withoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Appends an act.</summary>
    /// <param name="log">The log, in a turn at it.</param>
    /// <param name="keys">The log's key signs.</param>
    /// <param name="collector">The collector's id.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="act">What was done.</param>
    /// <param name="ueid">To which unit; null when to none.</param>
    /// <param name="what">To what.</param>
    /// <param name="who">By whom.</param>
    /// <param name="why">Why.</param>
    /// <returns>Its number in the log.</returns>
    public static long Append(TransparencyLog log, KeyRing keys, string collector, long now, string act, string? ueid, string what, string who, string why)
    {
        string payload = JsonSerializer.Serialize(new { iss = collector, act, ueid, what, who, why, iat = now }, _withoutNulls);
        return log.Append(EntryKind.Act, Encoding.ASCII.GetBytes(keys.Active(KeyPurpose.Log).Sign(PackFormat.ActType, payload)));
    }

    /// <summary>That other keys or another CA than the database knew were adopted.</summary>
    public static void RecordAdoption(CollectorServices collector, StoreSession session, TransparencyLog log, string id, KeyRing keys, string act, string what) =>
        RecordAtStart(collector, session, log, id, keys, act, what, collector.Options.AdoptsKeys!.Who, collector.Options.AdoptsKeys.Why);

    /// <summary>What somebody did by starting the collector: in the log, by a key that holds from then on, and in the audit trail. Id and keys are handed in, since a start opens them in the same turn.</summary>
    public static void RecordAtStart(CollectorServices collector, StoreSession session, TransparencyLog log, string id, KeyRing keys, string act, string what, string who, string why)
    {
        Append(log, keys, id, collector.Now, act, null, what, who, why);
        collector.Audit(session, who, act, what, why);
    }
}
