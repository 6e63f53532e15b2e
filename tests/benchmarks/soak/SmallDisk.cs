using System.Diagnostics;

namespace NanoAgent.Benchmarks.Soak;

/// <summary>A file system of its own that can be filled: memory (tmpfs), mounted for the time being, which takes root. Where nobody may mount, a plain folder that never gets full.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Block = 1024 * 1024;

    private SmallDisk(string folder, string? refusal)
    {
        Folder = folder;
        Refusal = refusal;
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>What mount(8) said when it refused; null when it is mounted.</summary>
    public string? Refusal { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Mounts one, if that is allowed.</summary>
    /// <param name="megabytes">Its size.</param>
    /// <param name="mode">Who may enter, in octal.</param>
    public static SmallDisk Make(int megabytes, string mode)
    {
        string folder = Directory.CreateTempSubdirectory("nanoagent-disk-").FullName;
        return new SmallDisk(folder, Refused("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode={mode}", "tmpfs", folder));
    }

    /// <summary>Leaves no byte free. False where that cannot be done.</summary>
    public bool TryFill()
    {
        if (Refusal is not null)
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
        if (Refusal is null && Refused("umount", Folder) is string problem)
        {
            throw new IOException("a disk that was mounted stays: " + problem);
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

    private static string? Refused(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            string said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : said.Trim();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return exception.Message;
        }
    }
}
