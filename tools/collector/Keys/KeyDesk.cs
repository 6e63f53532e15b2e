using NanoAgent.Collector.Log;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Keys;

/// <summary>Replaces the collector's keys, by a named person with a reason; each replacement stands in the log, signed by the log key that holds from then on.</summary>
/// <remarks>
/// All of a replacement happens in a turn at the database, as at a start: a database that cannot be written keeps its keys, and of the files none is read while they are being replaced.
/// For a leaked key the log tells the cut: what it signed counts as far as the entries before that act hold it.
/// </remarks>
public sealed class KeyDesk(CollectorServices collector)
{
    /// <summary>How long units that pin the old CA are served after its replacement.</summary>
    public static readonly TimeSpan PinOverlap = TimeSpan.FromDays(400);

    private string TlsFolder => Path.Combine(collector.Options.DataFolder, "tls");

    /// <summary>The CA that devices pin; null before the collector was served for the first time.</summary>
    public Authority? Authority => Authority.IsIn(TlsFolder) ? collector.Store.WriteNow((_, _) => Open()) : null;

    /// <summary>Makes a new key for a purpose. A running collector signs with it within seconds; what the old one signed stays verifiable unless it leaked.</summary>
    /// <param name="purpose">Whose key.</param>
    /// <param name="end">How the old key ends.</param>
    /// <param name="who">Who does it.</param>
    /// <param name="why">Why.</param>
    /// <param name="place">Where the new key is made; null for where the present one lies.</param>
    public SigningKey Rotate(KeyPurpose purpose, KeyStatus end, string who, string why, KeyPlace? place = null) => collector.Store.WriteNow((session, log) =>
    {
        string old = collector.Keys.Active(purpose).KeyId;
        SigningKey made = collector.Keys.Rotate(purpose, end, place);
        SharedKeys.Adopt(session, collector.Keys, collector.Keys.NonceKey);
        Record(session, log, end == KeyStatus.Leaked ? "key-leaked" : "key-retired", KeyRing.Name(purpose) + " " + old, who, why);
        return made;
    });

    /// <summary>Makes a new secret for nonces: in force at the next start. Reports under old nonces are refused as stale, and units ask for a new challenge.</summary>
    public void RotateNonceKey(string who, string why) => collector.Store.WriteNow((session, log) =>
    {
        SharedKeys.Adopt(session, collector.Keys, collector.Keys.ReplaceNonceKey());
        return Record(session, log, "nonce-key-replaced", "nonce", who, why);
    });

    /// <summary>Replaces the CA that devices pin: in force at the next start.</summary>
    /// <param name="end">Retired: units that pin the old one are served for <see cref="PinOverlap"/> more. Leaked: not at all.</param>
    /// <param name="who">Who does it.</param>
    /// <param name="why">Why.</param>
    public Authority RotateAuthority(KeyStatus end, string who, string why) => collector.Store.WriteNow((session, log) =>
    {
        string before = Open().Thumbprint;
        Authority now = Authority.Replace(TlsFolder, collector.Options.Clock.GetUtcNow(), end == KeyStatus.Leaked ? TimeSpan.Zero : PinOverlap);
        SharedKeys.Adopt(session, now);
        Record(session, log, end == KeyStatus.Leaked ? "pin-leaked" : "pin-retired", "tls " + before, who, why);
        return now;
    });

    private Authority Open() => Authority.Open(TlsFolder, collector.Options.Clock.GetUtcNow());

    private bool Record(StoreSession session, TransparencyLog log, string act, string what, string who, string why)
    {
        collector.AppendAct(log, act, null, what, who, why);
        return collector.Audit(session, who, act, what, why);
    }
}
