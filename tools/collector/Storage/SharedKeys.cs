using System.Security.Cryptography;
using System.Text;
using NanoAgent.Collector.Keys;

namespace NanoAgent.Collector.Storage;

/// <summary>
/// Collectors side by side must hold the same keys, since a unit takes its nonce from one and brings its report to another, and the same CA, since
/// a unit pins one. The first says whose they are.
/// </summary>
/// <remarks>All of it happens in a turn at the database: of several that open a new folder at once, one makes what is missing and the others find it. Who is refused has made nothing.</remarks>
internal static class SharedKeys
{
    private const string Keys = "keys";
    private const string Pin = "pin";

    private const string OtherKeys = "the database belongs to collectors with other keys: copy the folders keys/ and tls/ of one of them into this data folder";
    private const string OtherPin = "the database belongs to collectors with another certificate, which units pin: copy the folder tls/ of one of them into this data folder";

    /// <summary>Opens the keys of a data folder, and makes what is missing.</summary>
    /// <exception cref="StoreRefusedException">The database knows other keys, and nobody said that these are to be adopted.</exception>
    public static KeyRing OpenKeys(StoreSession session, CollectorOptions options)
    {
        string folder = Path.Combine(options.DataFolder, "keys");

        if (!KeyRing.IsIn(folder))
        {
            Agree(session, options, Keys, null, OtherKeys);
        }

        var keys = new KeyRing(folder, options.Clock, options.Keys);

        try
        {
            Agree(session, options, Keys, FingerprintOf(keys, keys.NonceKey), OtherKeys, EarlierFingerprintOf(keys));
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Opens the server's certificate in a data folder, and makes what is missing.</summary>
    /// <exception cref="StoreRefusedException">The database knows another CA, and nobody said that this one is to be adopted.</exception>
    public static ServerCertificate OpenCertificate(StoreSession session, CollectorOptions options)
    {
        string folder = Path.Combine(options.DataFolder, "tls");

        if (!Authority.IsIn(folder))
        {
            Agree(session, options, Pin, null, OtherPin);
        }

        string[] names = [options.Url.Host, .. options.Names];
        ServerCertificate certificate = ServerCertificate.Open(folder, [.. names.Distinct()], options.Clock);
        Agree(session, options, Pin, certificate.Authority.Thumbprint, OtherPin);
        return certificate;
    }

    /// <summary>The folder's keys were replaced: they are the database's from now on.</summary>
    public static bool Adopt(StoreSession session, KeyRing keys, byte[] nonceKey) => Keep(session, Keys, FingerprintOf(keys, nonceKey));

    /// <summary>The folder's CA was replaced: it is the database's from now on.</summary>
    public static bool Adopt(StoreSession session, Authority authority) => Keep(session, Pin, authority.Thumbprint);

    // Without anything of one's own: may it be made?
    private static void Agree(StoreSession session, CollectorOptions options, string name, string? mine, string refusal, string? mineEarlier = null)
    {
        if (!session.Database.IsShared)
        {
            return;
        }

        string? known = session.Scalar<string>("SELECT value FROM meta WHERE name = @name", name);

        if (known is not null && known != mine && known != mineEarlier && !options.AdoptsKeys)
        {
            throw new StoreRefusedException(refusal);
        }

        if (mine is not null && known != mine)
        {
            Keep(session, name, mine);
        }
    }

    private static bool Keep(StoreSession session, string name, string value) => session.Database.IsShared
        && session.Execute("INSERT INTO meta (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value) == 1;

    // A collector that was not given a replaced key would go on signing with the old one. Of the nonce key a hash with a label of its own is safe to show.
    private static string FingerprintOf(KeyRing keys, byte[] nonceKey) =>
        Hash("nanoagent keys " + string.Join(' ', keys.All.OrderBy(key => key.KeyId, StringComparer.Ordinal).Select(key => key.KeyId + " " + key.Status)), nonceKey);

    // What the first releases kept: the oldest key of each purpose, which stays through every rotation.
    private static string EarlierFingerprintOf(KeyRing keys) => Hash(
        "nanoagent shared keys " + string.Join(' ', keys.All.GroupBy(key => key.Purpose).OrderBy(group => group.Key).Select(group => group.MinBy(key => (key.Since, key.KeyId))!.KeyId)),
        keys.NonceKey);

    private static string Hash(string text, byte[] nonceKey) => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes(text + " "), .. nonceKey]));
}
