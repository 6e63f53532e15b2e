namespace NanoAgent.Collector.Keys;

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFile
{
    private const string UnfinishedEnding = ".new";

    // A dot, 32 hexadecimal digits and the ending.
    private const int UniqueEndingLength = 1 + 32 + 4;

    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Makes a folder that only its owner may enter; one that is there is left as it is.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerFolder);
        }
    }

    /// <summary>Makes an empty file that only its owner may read; one that is there is left as it is. What stands in the way is left for whoever opens it to tell.</summary>
    public static void MakeFile(string path)
    {
        try
        {
            using FileStream file = Open(path, FileMode.CreateNew);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Closes a file that every account may read; what a group was given stays, and so does a file that is another's or not there.</summary>
    public static void Close(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return;
        }

        try
        {
            if ((File.GetUnixFileMode(path) & UnixFileMode.OtherRead) != 0)
            {
                File.SetUnixFileMode(path, OwnerFile);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Writes a file whole or not at all: it is never there half-written, nor readable to others for a moment.</summary>
    public static void Write(string path, byte[] content) => Write(path, file => file.Write(content));

    /// <summary>Is that the name of a file that is being written, or whose writer was killed?</summary>
    public static bool IsUnfinished(string name) => name.Length > UniqueEndingLength && name.EndsWith(UnfinishedEnding, StringComparison.Ordinal)
        && Guid.TryParseExact(name[^(UniqueEndingLength - 1)..^UnfinishedEnding.Length], "N", out _);

    /// <summary>Copies a file of any size in the same way.</summary>
    public static void Copy(string from, string to) => Write(to, file =>
    {
        using FileStream source = File.OpenRead(from);
        source.CopyTo(file);
    });

    /// <summary>Opens a file that nobody else can open until it is closed.</summary>
    public static FileStream OpenLocked(string path) => Open(path, FileMode.OpenOrCreate);

    private static void Write(string path, Action<FileStream> fill)
    {
        string beside = path + "." + Guid.NewGuid().ToString("N") + UnfinishedEnding;

        using (FileStream file = Open(beside, FileMode.CreateNew))
        {
            fill(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };

        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }
}
