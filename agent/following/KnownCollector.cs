using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Following;

/// <summary>Where a unit's collector is and what it pins: as its firmware was made, or as the collector has announced since, signed by its log's key (SPEC.md, "Following a collector").</summary>
/// <remarks>
/// The log's key comes over the pinned channel once; from then on a key is taken only when the one that is known has introduced it, or one that it introduced. Kept as one
/// <see cref="SlotFile"/>, so that a power cut leaves what held before or what holds now; an erase leads back to what the firmware was made with. Not thread-safe.
/// </remarks>
public sealed class KnownCollector
{
    private const int MaxBytes = 2048;
    private const int MostIntroductions = 8;

    private const string KeysPage = "/v1/keys?purpose=log";

    // What is kept, a line each.
    private const int IssuedAtLine = 0;
    private const int KeyIdLine = 1;
    private const int IssuerLine = 2;
    private const int AddressLine = 3;
    private const int PinLine = 4;
    private const int MadeLine = 5;

    private readonly SlotFile _slots;

    private string[] _kept;

    /// <summary>Opens what is kept.</summary>
    /// <param name="flash">The unit's.</param>
    /// <param name="address">The collector's address with which the firmware was made, without a path.</param>
    /// <param name="pin">The authority with which it was made: DER in base64url.</param>
    public KnownCollector(IFlash flash, string address, string pin)
    {
        _slots = new SlotFile(flash, "collector", MaxBytes);
        string made = "\n" + Base64Url.Encode(Sha256.Hash(Ascii.Bytes(address + "\n" + pin)));
        byte[] kept = _slots.Load();
        string text = kept == null ? "" : Ascii.Text(kept, 0, kept.Length);

        // Whoever gives a unit another address or pin by hand goes before what was announced under the old one.
        _kept = (text.IndexOf(made) > 0 ? text : "0\n\n\n" + address + "\n" + pin + made).Split('\n');
    }

    /// <summary>When what holds was announced, by the collector's clock: Unix seconds, 0 when nothing was.</summary>
    public long IssuedAt => Number(_kept[IssuedAtLine], 0);

    /// <summary>Where it is, without a path.</summary>
    public string Address => _kept[AddressLine];

    /// <summary>The authority that is pinned: DER in base64url.</summary>
    public string Pin => _kept[PinLine];

    /// <summary>Reads what the collector announces, and keeps it when it may.</summary>
    /// <exception cref="FlashException">The medium failed; what held before holds.</exception>
    public AnnouncementOutcome Follow(ICollectorPages pages)
    {
        string announced = pages.Get(Address, Pin, "/v1/pins");
        string keys = announced == null ? null : pages.Get(Address, Pin, KeysPage);

        if (keys == null)
        {
            return AnnouncementOutcome.Unreachable;
        }

        string keyId = CollectorJws.KeyId(announced);
        PublicKey key = Trusted(keys, keyId, MostIntroductions);

        // Verifying takes 4 KB: what is no longer needed makes room.
        keys = null;
        string said = key == null ? null : CollectorJws.Read(announced, "nanoagent-pins+jwt", key);
        return said == null ? AnnouncementOutcome.Refused : Take(said, keyId, pages);
    }

    private AnnouncementOutcome Take(string said, string keyId, ICollectorPages pages)
    {
        // The newest pin is the first one, and an announcement without an address leaves the unit where it is.
        string issuer = CollectorJws.After(said, "\"iss\":\"");
        string pin = CollectorJws.After(said, "\"pins\":[\"");
        string address = CollectorJws.After(said, "\"address\":\"") ?? Address;
        long issuedAt = Number(said, said.IndexOf("\"iat\":") + 6);
        bool isNew = pin != Pin || address != Address;

        if (pin == null || issuer == null || (_kept[IssuerLine] != "" && issuer != _kept[IssuerLine]) || issuedAt < IssuedAt
            || (isNew && pages.Get(address, pin, KeysPage) == null))
        {
            return AnnouncementOutcome.Refused;
        }

        string text = issuedAt.ToString() + "\n" + keyId + "\n" + issuer + "\n" + address + "\n" + pin + "\n" + _kept[MadeLine];
        _slots.Save(Ascii.Bytes(text), text.Length);
        _kept = text.Split('\n');
        return isNew ? AnnouncementOutcome.Taken : AnnouncementOutcome.Unchanged;
    }

    /// <summary>A key of the log that may be believed: the one that is known, one that such a key introduced, or, as long as none is known, the one that is shown.</summary>
    private PublicKey Trusted(string keys, string keyId, int introductions)
    {
        int at = keyId == null || introductions == 0 ? -1 : keys.IndexOf("\"kid\":\"" + keyId + "\"");
        int from = at < 0 ? -1 : keys.LastIndexOf('{', at);
        int end = from < 0 ? -1 : keys.IndexOf('}', at);

        if (end < 0)
        {
            return null;
        }

        string jwk = keys.Substring(from, end - from);

        if (!Base64Url.TryDecode(CollectorJws.After(jwk, "\"x\":\""), out byte[] x) || !Base64Url.TryDecode(CollectorJws.After(jwk, "\"y\":\""), out byte[] y)
            || !PublicKey.TryCreate(x, y, out PublicKey key) || key.Thumbprint() != keyId || !IsForLog(jwk))
        {
            return null;
        }

        if (_kept[KeyIdLine] == "" || _kept[KeyIdLine] == keyId)
        {
            return key;
        }

        string introduction = CollectorJws.After(jwk, "\"na_introduced\":\"");
        PublicKey before = introduction == null ? null : Trusted(keys, CollectorJws.KeyId(introduction), introductions - 1);
        string said = before == null ? null : CollectorJws.Read(introduction, "nanoagent-key+jwt", before);
        return CollectorJws.After(said, "\"kid\":\"") == keyId && IsForLog(said) ? key : null;
    }

    private static bool IsForLog(string text) => CollectorJws.After(text, "\"na_purpose\":\"") == "log";

    private static long Number(string text, int at)
    {
        long number = 0;

        for (; at < text.Length && text[at] >= '0' && text[at] <= '9'; at++)
        {
            number = (10 * number) + text[at] - '0';
        }

        return number;
    }
}
