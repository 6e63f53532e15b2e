using System.Security.Cryptography;
using System.Text;
using NanoAgent.Collector.Keys;

namespace NanoAgent.Collector.Storage;

/// <summary>
/// A collector goes on with the keys and the CA that it had: what they signed is told by them, and units pin the CA. Those side by side must hold the same,
/// since a unit takes its nonce from one and brings its report to another. The first start says whose they are.
/// </summary>
/// <remarks>All of it happens in a turn at the database: of several that open a new folder at once, one makes what is missing and the others find it. Who is refused has made nothing.</remarks>
internal static class SharedKeys
{
    private const string Keys = "keys";
    private const string Pin = "pin";

    private const string AdoptHint = "`serve --adopt-keys --by NAME --why REASON` makes lost ones anew, goes on with what is in the folder, and says so in the log";
    private const string OtherKeys = "the database belongs to collectors with other keys: copy the folders keys/ and tls/ of one of them into this data folder; " + AdoptHint;
    private const string OtherPin = "the database belongs to collectors with another certificate, which units pin: copy the folder tls/ of one of them into this data folder; " + AdoptHint;
    private const string NoPin = "the certificate that units pin is not the one in tls/ of this data folder, or none is there: put tls/ back from a backup; " + AdoptHint;

    /// <summary>Opens the keys of a data folder, and makes what is missing.</summary>
    /// <param name="session">The database.</param>
    /// <param name="options">The folder, and who adopts what is in it.</param>
    /// <param name="adopted">What was adopted although the database knew other; null when nothing was.</param>
    /// <exception cref="StoreRefusedException">The database knows other keys or more, and nobody said that these are to be adopted.</exception>
    public static KeyRing OpenKeys(StoreSession session, CollectorOptions options, out string? adopted)
    {
        string folder = Path.Combine(options.DataFolder, "keys");
        bool isOther = !KeyRing.IsIn(folder) && session.Database.IsShared && Differs(session, options, Keys, null, OtherKeys);
        IReadOnlyList<string> lost = KnownKeys.FindLost(session, folder);

        if (lost.Count > 0 && options.AdoptsKeys is null)
        {
            throw new StoreRefusedException(session.Database.IsShared ? OtherKeys : $"the database knows the key file {Path.Combine(folder, lost[0])}, and it is gone: put it back from a backup; {AdoptHint}");
        }

        var keys = new KeyRing(folder, options.Clock, options.Keys);

        try
        {
            if (session.Database.IsShared)
            {
                isOther |= Differs(session, options, Keys, FingerprintOf(keys, keys.NonceKey), OtherKeys, EarlierFingerprintOf(keys));
                Meta.Keep(session, Keys, FingerprintOf(keys, keys.NonceKey));
            }

            KnownKeys.Note(session, keys);
            adopted = lost.Count > 0 ? "lost: " + string.Join(' ', lost) : isOther ? "others than before" : null;
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Opens the server's certificate in a data folder, and makes what is missing.</summary>
    /// <param name="session">The database.</param>
    /// <param name="options">The folder, and who adopts what is in it.</param>
    /// <param name="adopted">What was adopted although the database knew another; null when nothing was.</param>
    /// <exception cref="StoreRefusedException">The database knows another CA, and nobody said that this one is to be adopted.</exception>
    public static ServerCertificate OpenCertificate(StoreSession session, CollectorOptions options, out string? adopted)
    {
        string folder = Path.Combine(options.DataFolder, "tls");
        string refusal = session.Database.IsShared ? OtherPin : NoPin;
        bool isOther = !Authority.IsIn(folder) && Differs(session, options, Pin, null, refusal);

        string[] names = [options.Url.Host, .. options.Names];
        ServerCertificate certificate = ServerCertificate.Open(folder, [.. names.Distinct()], options.Clock);
        isOther |= Differs(session, options, Pin, certificate.Authority.Thumbprint, refusal);
        Meta.Keep(session, Pin, certificate.Authority.Thumbprint);
        adopted = isOther ? "tls " + certificate.Authority.Thumbprint : null;
        return certificate;
    }

    /// <summary>The folder's keys were replaced: they are the database's from now on.</summary>
    public static void Adopt(StoreSession session, KeyRing keys, byte[] nonceKey)
    {
        KnownKeys.Note(session, keys);

        if (session.Database.IsShared)
        {
            Meta.Keep(session, Keys, FingerprintOf(keys, nonceKey));
        }
    }

    /// <summary>The folder's CA was replaced: it is the database's from now on.</summary>
    public static void Adopt(StoreSession session, Authority authority) => Meta.Keep(session, Pin, authority.Thumbprint);

    // Does the database know others, and is that to be so? Without anything of one's own: may it be made?
    private static bool Differs(StoreSession session, CollectorOptions options, string name, string? mine, string refusal, string? mineEarlier = null)
    {
        string? known = Meta.Find(session, name);
        bool differs = known is not null && known != mine && known != mineEarlier;
        return differs && options.AdoptsKeys is null ? throw new StoreRefusedException(refusal) : differs;
    }

    // A collector that was not given a replaced key would go on signing with the old one. Of the nonce key a hash with a label of its own is safe to show.
    private static string FingerprintOf(KeyRing keys, byte[] nonceKey) =>
        Hash("nanoagent keys " + string.Join(' ', keys.All.OrderBy(key => key.KeyId, StringComparer.Ordinal).Select(key => key.KeyId + " " + key.Status)), nonceKey);

    // What the first releases kept: the oldest key of each purpose, which stays through every rotation.
    private static string EarlierFingerprintOf(KeyRing keys) => Hash(
        "nanoagent shared keys " + string.Join(' ', keys.All.GroupBy(key => key.Purpose).OrderBy(group => group.Key).Select(group => group.MinBy(key => (key.Since, key.KeyId))!.KeyId)),
        keys.NonceKey);

    private static string Hash(string text, byte[] nonceKey) => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes(text + " "), .. nonceKey]));
}
