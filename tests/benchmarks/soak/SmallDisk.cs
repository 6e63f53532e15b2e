using System.Diagnostics;

namespace NanoAgent.Benchmarks.Soak;

/// <summary>A file system of its own that can be filled: memory, mounted for the time being. Where nobody may mount, a plain folder that never gets full.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 512;
    private const int Block = 1024 * 1024;

    private readonly bool _isMounted;

    private SmallDisk(string folder, bool isMounted)
    {
        Folder = folder;
        _isMounted = isMounted;
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Mounts one, if that is allowed.</summary>
    public static SmallDisk Make()
    {
        string folder = Directory.CreateTempSubdirectory("nanoagent-soak-").FullName;
        return new SmallDisk(folder, Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=0700", "tmpfs", folder));
    }

    /// <summary>Leaves no byte free. False where that cannot be done.</summary>
    public bool TryFill()
    {
        if (!_isMounted)
        {
            return false;
        }

        using FileStream ballast = new(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        byte[] block = new byte[Block];

        for (int size = Block; size > 0; size /= 2)
        {
            WriteUntilFull(ballast, block.AsSpan(0, size));
        }

        return true;
    }

    /// <summary>Gives the room back.</summary>
    public void Empty() => File.Delete(Ballast);

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", Folder);
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static void WriteUntilFull(FileStream file, ReadOnlySpan<byte> block)
    {
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
