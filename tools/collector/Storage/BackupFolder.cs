using NanoAgent.Collector.Keys;

namespace NanoAgent.Collector.Storage;

/// <summary>A copy of everything that a collector over SQLite has: data, keys, certificate. As secret as the original.</summary>
public static class BackupFolder
{
    private const string Data = "collector.db";
    private static readonly string _nonceKey = Path.Combine("keys", "nonce.key");

    /// <summary>Copies into an empty or new folder, while the collector goes on.</summary>
    /// <exception cref="IOException">The folder holds something, or cannot be written.</exception>
    /// <exception cref="NotSupportedException">The data is in an engine with backups of its own.</exception>
    public static void Write(CollectorServices collector, string folder)
    {
        ArgumentNullException.ThrowIfNull(collector);
        MakeEmpty(folder);
        collector.Store.CopyTo(Path.Combine(folder, Data));
        CopyFiles(collector.Options.DataFolder, folder);
    }

    /// <summary>Puts a backup back, into an empty or new folder.</summary>
    /// <remarks>What came in after the backup is not in it. Units that saw a later head of the log say so with their next report, and it is found as the fork that it is.</remarks>
    /// <exception cref="InvalidDataException">It is no backup.</exception>
    /// <exception cref="IOException">The folder holds something, or cannot be written.</exception>
    public static void Restore(string backup, string folder)
    {
        if (!File.Exists(Path.Combine(backup, Data)) || !File.Exists(Path.Combine(backup, _nonceKey)))
        {
            throw new InvalidDataException($"{backup} holds no {Data} and keys");
        }

        MakeEmpty(folder);
        PrivateFile.Copy(Path.Combine(backup, Data), Path.Combine(folder, Data));
        CopyFiles(backup, folder);
    }

    private static void MakeEmpty(string folder)
    {
        PrivateFile.MakeFolder(folder);

        if (Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"{folder} is not empty");
        }
    }

    private static void CopyFiles(string from, string to)
    {
        // The last of all tells that nothing is missing: a copy without it is no backup.
        IEnumerable<string> files = Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is var name && !name.StartsWith(Data, StringComparison.Ordinal) && name != ServedFolder.LockName && !PrivateFile.IsUnfinished(name))
            .OrderBy(file => Path.GetRelativePath(from, file) == _nonceKey);

        foreach (string file in files)
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            PrivateFile.MakeFolder(Path.GetDirectoryName(copy)!);
            PrivateFile.Copy(file, copy);
        }
    }
}
