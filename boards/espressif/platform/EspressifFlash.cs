using System;
using System.IO;
using NanoAgent.Board;

namespace NanoAgent.Boards.Espressif;

/// <summary>A folder on the internal drive <c>I:</c>, a LittleFS partition that the system's configuration files share.</summary>
/// <remarks>
/// Each call opens, does its work and closes: LittleFS commits a file when it is closed, so nothing is left to be synced, and no
/// handle is held over a cycle. Not promised by the platform: that a call is atomic. Nothing here relies on it.
/// </remarks>
public sealed class EspressifFlash : IFlash
{
    /// <summary>The agent's folder on stock firmware.</summary>
    public const string AgentFolder = "I:\\nanoagent";

    private readonly string _folder;

    /// <summary>Opens the folder, and makes it at first boot.</summary>
    /// <param name="folder">Its path, without a separator at the end.</param>
    /// <exception cref="FlashException">The drive is not there or full.</exception>
    public EspressifFlash(string folder)
    {
        _folder = folder;

        try
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
            }
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            throw new FlashException("no folder");
        }
    }

    /// <summary>-1: nanoFramework's DriveInfo tells the size of a drive, not what is free.</summary>
    public int FreeBytes => -1;

    /// <inheritdoc/>
    public bool Exists(string name)
    {
        try
        {
            return File.Exists(PathOf(name));
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            throw new FlashException("exists");
        }
    }

    /// <inheritdoc/>
    public int Length(string name)
    {
        if (!Exists(name))
        {
            return 0;
        }

        try
        {
            using (var stream = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read))
            {
                return (int)stream.Length;
            }
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            throw new FlashException("length");
        }
    }

    /// <inheritdoc/>
    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        if (!Exists(name))
        {
            return 0;
        }

        try
        {
            using (var stream = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read))
            {
                return position >= stream.Length ? 0 : ReadAll(stream, position, buffer, offset, count);
            }
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            throw new FlashException("read");
        }
    }

    /// <inheritdoc/>
    public void Write(string name, byte[] data, int offset, int count) => Put(name, FileMode.Create, data, offset, count);

    /// <inheritdoc/>
    public void Append(string name, byte[] data, int offset, int count) => Put(name, FileMode.OpenOrCreate, data, offset, count);

    /// <inheritdoc/>
    public void Delete(string name)
    {
        try
        {
            if (File.Exists(PathOf(name)))
            {
                File.Delete(PathOf(name));
            }
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            throw new FlashException("delete");
        }
    }

    /// <summary>Nothing to do: every call closed its file.</summary>
    public void Sync()
    {
    }

    private void Put(string name, FileMode mode, byte[] data, int offset, int count)
    {
        try
        {
            using (var stream = new FileStream(PathOf(name), mode, FileAccess.ReadWrite))
            {
                // A file that was created is empty, so this is its start.
                stream.Seek(0, SeekOrigin.End);
                stream.Write(data, offset, count);
                stream.Flush();
            }
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            throw new FlashException("write");
        }
    }

    private static int ReadAll(FileStream stream, int position, byte[] buffer, int offset, int count)
    {
        stream.Seek(position, SeekOrigin.Begin);
        int all = 0;

        while (all < count)
        {
            int read = stream.Read(buffer, offset + all, count - all);

            if (read <= 0)
            {
                break;
            }

            all += read;
        }

        return all;
    }

    private string PathOf(string name) => _folder + "\\" + name;
}
