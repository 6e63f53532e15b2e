using System.Security.Cryptography;
using System.Text;
using NanoAgent.Collector.Keys;

namespace NanoAgent.Collector.Storage;

/// <summary>Collectors side by side must hold the same keys: a unit takes its nonce from one and brings its report to another.</summary>
internal static class SharedKeys
{
    private const string Name = "keys";

    /// <summary>Joins the collectors of a database; the first one says whose keys they are.</summary>
    /// <param name="session">A writing session.</param>
    /// <param name="keys">The keys of the data folder.</param>
    /// <param name="adopt">Take them, though the database knows others.</param>
    /// <returns>True.</returns>
    /// <exception cref="StoreRefusedException">The database knows other keys.</exception>
    public static bool Join(StoreSession session, KeyRing keys, bool adopt)
    {
        string mine = FingerprintOf(keys);
        string? known = session.Scalar<string>("SELECT value FROM meta WHERE name = @name", Name);

        if (known == mine)
        {
            return true;
        }

        if (known is not null && !adopt)
        {
            throw new StoreRefusedException("the database belongs to collectors with other keys: copy the folder keys/ of one of them into this data folder");
        }

        session.Execute("INSERT INTO meta (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", Name, mine);
        return true;
    }

    // The oldest key of each purpose stays through every rotation; of the nonce key a hash with a label of its own is safe to show.
    private static string FingerprintOf(KeyRing keys)
    {
        IEnumerable<string> oldest = keys.All.GroupBy(key => key.Purpose).OrderBy(group => group.Key).Select(group => group.MinBy(key => (key.Since, key.KeyId))!.KeyId);
        byte[] text = Encoding.ASCII.GetBytes("nanoagent shared keys " + string.Join(' ', oldest) + " ");
        return Convert.ToHexStringLower(SHA256.HashData([.. text, .. keys.NonceKey]));
    }
}
