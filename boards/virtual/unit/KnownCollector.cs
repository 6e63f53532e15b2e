using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using PublicKey = NanoAgent.Attestation.Crypto.PublicKey;

namespace NanoAgent.Boards.Virtual;

/// <summary>What became of an announcement of the collector.</summary>
public enum AnnouncementOutcome
{
    /// <summary>The collector does not answer.</summary>
    Unreachable,

    /// <summary>No key that the unit knows has signed it, it is older than one that was read, or where it leads nobody answers.</summary>
    Refused,

    /// <summary>It says what the unit knows.</summary>
    Unchanged,

    /// <summary>The unit has another pin, another address, or both.</summary>
    Taken,
}

/// <summary>Where a unit's collector is and what it pins: as its firmware was made, or as the collector has announced since, signed by its log's key.</summary>
/// <remarks>
/// The log's keys come over the pinned channel once; from then on a key is taken only when one that is known has introduced it. It is kept in the unit's flash, and an erase
/// leads back to what the firmware was made with. Not thread-safe.
/// </remarks>
internal sealed class KnownCollector
{
    private const string FileName = "collector";
    private const string LogPurpose = "log";

    private readonly CollectorLocation _made;
    private Kept _kept;

    private KnownCollector(CollectorLocation made, Kept kept)
    {
        _made = made;
        _kept = kept;
    }

    /// <summary>Where it is now, and which authority is pinned.</summary>
    public CollectorLocation Location => new(
        _kept.Address is null ? _made.Uri : new Uri(_kept.Address),
        _kept.Pin is null ? _made.Anchor : X509Certificate2.CreateFromPem(_kept.Pin));

    /// <summary>Opens what is kept in a flash.</summary>
    /// <param name="flash">The unit's.</param>
    /// <param name="made">What the firmware was made with.</param>
    public static KnownCollector Open(IFlash flash, CollectorLocation made)
    {
        byte[] file = flash.Exists(FileName) ? new byte[flash.Length(FileName)] : [];
        int read = file.Length == 0 ? 0 : flash.Read(FileName, 0, file, 0, file.Length);

        try
        {
            return new KnownCollector(made, read == 0 ? new Kept() : JsonSerializer.Deserialize<Kept>(file.AsSpan(0, read)) ?? new Kept());
        }
        catch (JsonException)
        {
            // Torn by a power cut: the firmware's own is still good, and the next announcement is read anew.
            return new KnownCollector(made, new Kept());
        }
    }

    /// <summary>Reads what the collector announces, and keeps it when it may.</summary>
    /// <param name="flash">The unit's.</param>
    /// <param name="get">Gets a path from a place; null when it does not answer 200.</param>
    public AnnouncementOutcome Follow(IFlash flash, Func<CollectorLocation, string, byte[]?> get)
    {
        CollectorLocation now = Location;

        // In clear anybody could be the collector, and the first keys would be his.
        if (now.Uri.Scheme != Uri.UriSchemeHttps || get(now, "/v1/keys") is not byte[] published || get(now, "/v1/pins") is not byte[] announced)
        {
            return AnnouncementOutcome.Unreachable;
        }

        List<PublicKey> keys = KeysAfter(published);

        if (CollectorJws.Read(Encoding.ASCII.GetString(announced), "nanoagent-pins+jwt", keys) is not JsonElement payload || Read(payload) is not Kept next)
        {
            return AnnouncementOutcome.Refused;
        }

        var led = new KnownCollector(_made, next);
        bool isNew = next.Pin != _kept.Pin || next.Address != _kept.Address;

        if (isNew && get(led.Location, "/v1/keys") is null)
        {
            return AnnouncementOutcome.Refused;
        }

        _kept = next with { Keys = [.. keys.Select(key => new KeptKey(Base64Url.Encode(key.X), Base64Url.Encode(key.Y)))] };
        byte[] file = JsonSerializer.SerializeToUtf8Bytes(_kept);
        flash.Write(FileName, file, 0, file.Length);
        flash.Sync();
        return isNew && (led.Location.Uri != now.Uri || !led.Location.Anchor.RawDataMemory.Span.SequenceEqual(now.Anchor.RawDataMemory.Span)) ? AnnouncementOutcome.Taken : AnnouncementOutcome.Unchanged;
    }

    // The first ones as the pinned channel shows them; afterwards those that are known and still shown, and those that one of them has introduced.
    private List<PublicKey> KeysAfter(byte[] published)
    {
        (PublicKey Key, string? Introduction)[] shown = [.. ShownIn(published)];

        if (_kept.At == 0)
        {
            return [.. shown.Select(one => one.Key)];
        }

        List<PublicKey> known = [.. _kept.Keys.Select(key => KeyOf(key.X, key.Y)).OfType<PublicKey>().Where(key => shown.Any(one => one.Key.SameAs(key)))];

        for (bool grew = true; grew;)
        {
            PublicKey[] introduced = [.. shown.Where(one => known.TrueForAll(key => !key.SameAs(one.Key)) && IsIntroduced(one.Key, one.Introduction, known)).Select(one => one.Key)];
            known.AddRange(introduced);
            grew = introduced.Length > 0;
        }

        return known;
    }

    private static bool IsIntroduced(PublicKey key, string? introduction, IEnumerable<PublicKey> known) =>
        introduction is not null
        && CollectorJws.Read(introduction, "nanoagent-key+jwt", known) is JsonElement said
        && CollectorJws.Text(said, "kid") == key.Thumbprint()
        && CollectorJws.Text(said, "na_purpose") == LogPurpose;

    private static IEnumerable<(PublicKey Key, string? Introduction)> ShownIn(byte[] published)
    {
        if (CollectorJws.Parse(published) is not JsonElement set || !set.TryGetProperty("keys", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (JsonElement jwk in list.EnumerateArray().Where(jwk => CollectorJws.Text(jwk, "na_purpose") == LogPurpose))
        {
            if (KeyOf(CollectorJws.Text(jwk, "x"), CollectorJws.Text(jwk, "y")) is PublicKey key)
            {
                yield return (key, CollectorJws.Text(jwk, "na_introduced"));
            }
        }
    }

    private static PublicKey? KeyOf(string? x, string? y)
    {
        PublicKey? key = null;
        return x is not null && y is not null && Base64Url.TryDecode(x, out byte[] first) && Base64Url.TryDecode(y, out byte[] second) && PublicKey.TryCreate(first, second, out key) ? key : null;
    }

    // The newest pin is the first one, and an announcement without an address leaves the unit where it is.
    private Kept? Read(JsonElement payload)
    {
        string? issuer = CollectorJws.Text(payload, "iss");
        bool isOld = !payload.TryGetProperty("iat", out JsonElement at) || at.ValueKind != JsonValueKind.Number || !at.TryGetInt64(out long issued) || issued < _kept.At;
        bool hasPin = payload.TryGetProperty("pins", out JsonElement pins) && pins.ValueKind == JsonValueKind.Array && pins.GetArrayLength() > 0 && pins[0].ValueKind == JsonValueKind.String;
        string? address = CollectorJws.Text(payload, "address") ?? _kept.Address;
        bool isAddress = address is null || (Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttps);

        if (isOld || !hasPin || !isAddress || issuer is null || (_kept.Issuer is not null && issuer != _kept.Issuer) || !IsCertificate(pins[0].GetString()!))
        {
            return null;
        }

        return _kept with { Issuer = issuer, At = at.GetInt64(), Pin = pins[0].GetString(), Address = address };
    }

    private static bool IsCertificate(string pem)
    {
        try
        {
            X509Certificate2.CreateFromPem(pem).Dispose();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private sealed record KeptKey(string X, string Y);

    private sealed record Kept
    {
        public string? Issuer { get; init; }

        public long At { get; init; }

        public string? Pin { get; init; }

        public string? Address { get; init; }

        public IReadOnlyList<KeptKey> Keys { get; init; } = [];
    }
}
