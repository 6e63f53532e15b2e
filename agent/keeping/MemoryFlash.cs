using System;
using System.Collections;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>
/// A flash in RAM for rehearsals: it can lose power in any writing call, tear that call's bytes and lose what was not synced.
/// </summary>
/// <remarks>Costs the bytes that it holds, twice (live and synced), and about 60 bytes a file.</remarks>
public sealed class MemoryFlash : IFlash
{
    /// <summary>Torn length that says: nothing of the cut call reached the medium, the old file is still there.</summary>
    public const int NothingWritten = -1;

    private readonly ArrayList _files = new ArrayList();
    private readonly int _capacity;

    private int _cutIn;
    private int _torn;
    private bool _keepUnsynced;

    /// <summary>Makes an empty one.</summary>
    /// <param name="capacity">Most bytes that all files may hold together.</param>
    public MemoryFlash(int capacity)
    {
        _capacity = capacity;
    }

    /// <summary>Writing calls (Write, Append, Delete) so far, the cut one included.</summary>
    public int Writes { get; private set; }

    /// <summary>Bytes that writing calls asked to be written so far.</summary>
    public int BytesWritten { get; private set; }

    /// <summary>Is the power off?</summary>
    public bool IsOff { get; private set; }

    /// <inheritdoc/>
    public int FreeBytes => _capacity - Used();

    /// <summary>Plans a cut in a writing call to come.</summary>
    /// <param name="write">Which one, 1 for the next; 0 takes the plan back.</param>
    /// <param name="torn">Bytes of that call that still reach the medium, or <see cref="NothingWritten"/>.</param>
    /// <param name="keepUnsynced">Whether earlier calls that were not synced survive.</param>
    public void CutAt(int write, int torn, bool keepUnsynced)
    {
        _cutIn = write;
        _torn = torn;
        _keepUnsynced = keepUnsynced;
    }

    /// <summary>Cuts the power now, between two calls.</summary>
    public void CutNow(bool keepUnsynced)
    {
        _keepUnsynced = keepUnsynced;
        Settle();
        IsOff = true;
    }

    /// <summary>Power is back: what is on the medium can be read again, and no cut is planned.</summary>
    public void PowerUp()
    {
        IsOff = false;
        _cutIn = 0;
    }

    /// <inheritdoc/>
    public bool Exists(string name)
    {
        File file = Find(name);
        return file != null && file.Live != null;
    }

    /// <inheritdoc/>
    public int Length(string name) => Exists(name) ? Find(name).Live.Length : 0;

    /// <inheritdoc/>
    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        int length = Length(name);

        if (position >= length)
        {
            return 0;
        }

        int read = length - position < count ? length - position : count;
        Array.Copy(Find(name).Live, position, buffer, offset, read);
        return read;
    }

    /// <inheritdoc/>
    public void Write(string name, byte[] data, int offset, int count)
    {
        File file = FindOrAdd(name);
        int kept = Begin(file, count, file.Live == null ? 0 : file.Live.Length);

        if (kept != NothingWritten)
        {
            file.Live = new byte[kept];
            Array.Copy(data, offset, file.Live, 0, kept);
        }

        End(file);
    }

    /// <inheritdoc/>
    public void Append(string name, byte[] data, int offset, int count)
    {
        File file = FindOrAdd(name);
        int kept = Begin(file, count, 0);

        if (kept != NothingWritten)
        {
            int before = file.Live == null ? 0 : file.Live.Length;
            byte[] longer = new byte[before + kept];

            if (before > 0)
            {
                Array.Copy(file.Live, 0, longer, 0, before);
            }

            Array.Copy(data, offset, longer, before, kept);
            file.Live = longer;
        }

        End(file);
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        File file = FindOrAdd(name);

        if (Begin(file, 0, 0) != NothingWritten)
        {
            file.Live = null;
        }

        End(file);
    }

    /// <inheritdoc/>
    public void Sync()
    {
        NeedPower();

        for (int i = 0; i < _files.Count; i++)
        {
            File file = (File)_files[i];
            file.Synced = file.Live;
        }
    }

    /// <summary>Counts the call; when it is the one to be cut, settles the files before it and answers how much still gets through.</summary>
    private int Begin(File file, int count, int replaced)
    {
        NeedPower();
        Writes++;
        BytesWritten += count;

        if (Used() - replaced + count > _capacity)
        {
            throw new FlashException("full");
        }

        if (_cutIn == 0 || --_cutIn > 0)
        {
            return count;
        }

        // Earlier calls settle first, so that a torn write can hit a file whose earlier change was lost.
        Settle();
        IsOff = true;
        return _torn > count ? count : _torn;
    }

    private void End(File file)
    {
        if (IsOff)
        {
            file.Synced = file.Live;
            throw new PowerCutException();
        }
    }

    private void Settle()
    {
        for (int i = 0; i < _files.Count; i++)
        {
            File file = (File)_files[i];

            if (_keepUnsynced)
            {
                file.Synced = file.Live;
            }
            else
            {
                file.Live = file.Synced;
            }
        }
    }

    private int Used()
    {
        int used = 0;

        for (int i = 0; i < _files.Count; i++)
        {
            File file = (File)_files[i];
            used += file.Live == null ? 0 : file.Live.Length;
        }

        return used;
    }

    private File Find(string name)
    {
        NeedPower();

        for (int i = 0; i < _files.Count; i++)
        {
            File file = (File)_files[i];

            if (file.Name == name)
            {
                return file;
            }
        }

        return null;
    }

    private File FindOrAdd(string name)
    {
        File file = Find(name);

        if (file == null)
        {
            CheckName(name);
            file = new File(name);
            _files.Add(file);
        }

        return file;
    }

    private void NeedPower()
    {
        if (IsOff)
        {
            throw new PowerCutException();
        }
    }

    private static void CheckName(string name)
    {
        bool good = name != null && name.Length > 0 && name.Length <= 24;

        for (int i = 0; good && i < name.Length; i++)
        {
            char c = name[i];
            good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
        }

        if (!good)
        {
            throw new ArgumentException("file name: 1 to 24 of a-z, 0-9, '.'", nameof(name));
        }
    }

    /// <summary>A file as its readers see it, and as the medium has it; arrays are replaced, never changed.</summary>
    private sealed class File
    {
        public readonly string Name;
        public byte[] Live;
        public byte[] Synced;

        public File(string name)
        {
            Name = name;
        }
    }
}
