using System.IO.Compression;
using System.Security.Cryptography;

namespace NanoAgent.Evidence;

/// <summary>A pack's files on disk: what is there, by the manifest's names, and what should not be.</summary>
internal sealed class PackFolder : IDisposable
{
    private readonly string _root;
    private readonly bool _temporary;
    private readonly HashSet<string> _anyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _folders = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    private PackFolder(string root, bool temporary)
    {
        _root = root;
        _temporary = temporary;
    }

    /// <summary>The files, by name.</summary>
    public IEnumerable<string> Names => _files.Keys;

    /// <summary>The files that <see cref="Read"/> never gave.</summary>
    public IEnumerable<string> Unread => _files.Keys.Except(_read);

    /// <summary>What should not be there.</summary>
    public List<PackProblem> Problems { get; } = [];

    /// <summary>Opens a folder or a zip.</summary>
    /// <exception cref="IOException">Neither is there, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file that is no zip.</exception>
    public static PackFolder Open(string path)
    {
        if (Directory.Exists(path))
        {
            var folder = new PackFolder(Path.GetFullPath(path), temporary: false);
            long total = 0;
            folder.Walk(folder._root, "", 0, ref total);
            return folder;
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"neither a folder nor a file: {path}", path);
        }

        return OpenZip(path);
    }

    /// <summary>The bytes of a file, or null when it is not there.</summary>
    public byte[]? Read(string name)
    {
        _read.Add(name);
        return _files.TryGetValue(name, out string? path) ? File.ReadAllBytes(path) : null;
    }

    /// <summary>SHA-256 of a file, hexadecimal.</summary>
    public string HashOf(string name)
    {
        using FileStream stream = File.OpenRead(_files[name]);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Length of a file in bytes.</summary>
    public long SizeOf(string name) => new FileInfo(_files[name]).Length;

    /// <summary>The folder under that name, on disk.</summary>
    public string PathOf(string name) => Path.Combine(_root, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_temporary)
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    private static PackFolder OpenZip(string path)
    {
        string root = Directory.CreateTempSubdirectory("nanoagent-pack-").FullName;
        var folder = new PackFolder(root, temporary: true);

        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            folder.Extract(zip);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private void Extract(ZipArchive zip)
    {
        long total = 0;

        // Counted before anything is looked at, so that names which are refused are not without number either.
        if (zip.Entries.Count > PackFormat.MaxFiles)
        {
            Problems.Add(new PackProblem(zip.Entries[PackFormat.MaxFiles].FullName, PackFault.TooLarge, $"more than {PackFormat.MaxFiles} files"));
            return;
        }

        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            if ((IsSafe(entry.FullName) && !IsApart(entry.FullName)) || !Take(entry.FullName, Path.Combine([_root, .. entry.FullName.Split('/')])))
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(_files[entry.FullName])!);
            using Stream input = entry.Open();
            using FileStream output = File.Create(_files[entry.FullName]);

            // The sizes that a zip names are not believed: what comes out is counted.
            if (!CopyBounded(input, output, ref total))
            {
                Problems.Add(new PackProblem(entry.FullName, PackFault.TooLarge, "unpacks to more than is read"));
                return;
            }
        }
    }

    // A zip can name a file and a folder alike; a disk cannot hold both.
    private bool IsApart(string name)
    {
        bool isApart = !_folders.Contains(name);

        for (int slash = name.IndexOf('/'); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            isApart &= !_anyCase.Contains(name[..slash]);
            _folders.Add(name[..slash]);
        }

        if (!isApart)
        {
            Problems.Add(new PackProblem(name, PackFault.UnsafeName, "a file and a folder of the same name"));
        }

        return isApart;
    }

    private static bool CopyBounded(Stream input, Stream output, ref long total)
    {
        byte[] buffer = new byte[81920];
        long size = 0;
        int read;

        while ((read = input.Read(buffer)) > 0)
        {
            size += read;
            total += read;

            if (size > PackFormat.MaxFileBytes || total > PackFormat.MaxPackBytes)
            {
                return false;
            }

            output.Write(buffer, 0, read);
        }

        return true;
    }

    private void Walk(string directory, string prefix, int depth, ref long total)
    {
        FileSystemInfo[] entries = [.. new DirectoryInfo(directory).EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal)];

        if (entries.Length == 0 && prefix.Length > 0)
        {
            Problems.Add(new PackProblem(prefix.TrimEnd('/'), PackFault.EmptyFolder, ""));
        }

        foreach (FileSystemInfo entry in entries)
        {
            string name = prefix + entry.Name;

            if (entry.LinkTarget is not null || (entry.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Device)) != 0)
            {
                Problems.Add(new PackProblem(name, PackFault.NotAFile, "a link or device"));
            }
            else if (entry is FileInfo file)
            {
                total += file.Length;

                if (file.Length > PackFormat.MaxFileBytes || total > PackFormat.MaxPackBytes || _files.Count >= PackFormat.MaxFiles)
                {
                    Problems.Add(new PackProblem(name, PackFault.TooLarge, $"{file.Length} bytes"));
                }
                else
                {
                    Take(name, file.FullName);
                }
            }
            else if (depth < 4)
            {
                Walk(entry.FullName, name + "/", depth + 1, ref total);
            }
            else
            {
                Problems.Add(new PackProblem(name, PackFault.UnsafeName, "nested too deep"));
            }
        }
    }

    private bool Take(string name, string path)
    {
        bool clash = !_anyCase.Add(name);

        if (!IsSafe(name) || clash)
        {
            Problems.Add(new PackProblem(name, PackFault.UnsafeName, clash ? "the same name as another but for case" : ""));
            return false;
        }

        _files[name] = path;
        return true;
    }

    /// <summary>True for names that mean one and the same file everywhere, inside the pack.</summary>
    public static bool IsSafe(string name) =>
        name.Length is > 0 and <= 200 && name.Split('/').All(part => part.Length > 0 && part[0] != '.' && part[^1] != '.')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/');
}
