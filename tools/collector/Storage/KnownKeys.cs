using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Log;

namespace NanoAgent.Collector.Storage;

/// <summary>Which key files belong to a database, so that a lost one is noticed before another is made in its place.</summary>
internal static class KnownKeys
{
    private const string Name = "key-files";

    /// <summary>The files that the database knows and that a folder has not, by name, in order.</summary>
    /// <param name="session">The database.</param>
    /// <param name="folder">The folder of the key files; it may be missing.</param>
    public static IReadOnlyList<string> FindLost(StoreSession session, string folder)
    {
        string? known = Meta.Find(session, Name);

        // Earlier releases did not note it; but where something stands in the log, there were keys.
        string[] files = known?.Split(' ') ?? (new StoredNodes(session).Head().Size > 0 ? [KeyRing.NonceKeyFile] : []);
        return [.. files.Where(file => !File.Exists(Path.Combine(folder, file)))];
    }

    /// <summary>Notes the files of a ring.</summary>
    public static void Note(StoreSession session, KeyRing keys) =>
        Meta.Keep(session, Name, string.Join(' ', keys.All.Select(KeyRing.FileOf).Append(KeyRing.NonceKeyFile).Order(StringComparer.Ordinal)));
}
