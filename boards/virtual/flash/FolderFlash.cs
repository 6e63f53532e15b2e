using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual;

/// <summary>
/// A flash whose medium is a folder. What was written and not yet synced is kept apart from the folder, so that a
/// simulated power cut can lose it, keep it, or tear it, file by file.
/// </summary>
/// <remarks>Not thread-safe beyond a lock around each call: the admin endpoint's thread and the agent's meet here.</remarks>
public sealed class FolderFlash : IFlash
{
    /// <summary>Bytes that fit unless told otherwise: what a 4 MB ESP32 image can spare for data.</summary>
    public const int DefaultCapacityBytes = 256 * 1024;

    private readonly object _gate = new();
    private readonly int _capacity;
    private readonly Dictionary<string, List<byte[]?>> _pending = [];
    private bool _off;

    /// <summary>Opens the flash; creates the folder when needed.</summary>
    /// <param name="folder">Belongs to this flash alone.</param>
    /// <param name="capacityBytes">Bytes of content that fit.</param>
    public FolderFlash(string folder, int capacityBytes = DefaultCapacityBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = Directory.CreateDirectory(folder).FullName;
        _capacity = capacityBytes;
    }

    /// <summary>Where the bytes are: what a programmer reads back from the chip.</summary>
    public string Folder { get; }

    /// <summary>The faults to inject.</summary>
    public FlashFaults Faults { get; } = new();

    /// <summary>Operations that changed something, since this object was made: Write, Append, Delete and Sync.</summary>
    public int Operations { get; private set; }

    /// <inheritdoc/>
    public int FreeBytes
    {
        get
        {
            lock (_gate)
            {
                return Math.Max(0, _capacity - Names().Sum(n => Content(n)?.Length ?? 0));
            }
        }
    }

    /// <summary>The names of all files, those not yet synced included.</summary>
    public string[] List()
    {
        lock (_gate)
        {
            return [.. Names().Where(n => Content(n) != null).Order(StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc/>
    public bool Exists(string name)
    {
        lock (_gate)
        {
            return Readable(name) != null;
        }
    }

    /// <inheritdoc/>
    public int Length(string name)
    {
        lock (_gate)
        {
            return Readable(name)?.Length ?? 0;
        }
    }

    /// <inheritdoc/>
    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentOutOfRangeException.ThrowIfNegative(position);

        lock (_gate)
        {
            byte[] content = Readable(name) ?? [];
            int n = Math.Max(0, Math.Min(count, content.Length - position));
            Array.Copy(content, Math.Min(position, content.Length), buffer, offset, n);
            return n;
        }
    }

    /// <inheritdoc/>
    public void Write(string name, byte[] data, int offset, int count)
    {
        lock (_gate)
        {
            Change(name, data.AsSpan(offset, count).ToArray());
        }
    }

    /// <inheritdoc/>
    public void Append(string name, byte[] data, int offset, int count)
    {
        lock (_gate)
        {
            Change(name, [.. Content(Checked(name)) ?? [], .. data.AsSpan(offset, count)]);
        }
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        lock (_gate)
        {
            Change(name, null);
        }
    }

    /// <inheritdoc/>
    public void Sync()
    {
        lock (_gate)
        {
            Count();
            Flush();
        }
    }

    /// <summary>Takes the power away now. Unsynced bytes are treated as <see cref="FlashFaults.Unsynced"/> says; every call throws until <see cref="PowerOn"/>.</summary>
    public void CutPower()
    {
        lock (_gate)
        {
            foreach ((string name, List<byte[]?> versions) in _pending)
            {
                Settle(name, versions);
            }

            _pending.Clear();
            _off = true;
        }
    }

    /// <summary>Gives power again. A cut that is planned for an operation to come stays planned.</summary>
    public void PowerOn()
    {
        lock (_gate)
        {
            _off = false;
        }
    }

    private void Change(string name, byte[]? next)
    {
        Checked(name);
        byte[]? old = Content(name);

        if (Faults.WritesFail || (next != null && FreeBytes + (old?.Length ?? 0) < next.Length))
        {
            throw new FlashException("no room");
        }

        if (!_pending.TryGetValue(name, out List<byte[]?>? versions))
        {
            _pending[name] = versions = [];
        }

        versions.Add(next);
        Count();
    }

    /// <summary>Counts an operation, and cuts it when its turn has come.</summary>
    private void Count()
    {
        ThrowIfOff();
        Operations++;

        if (Operations == Faults.CutAtOperation)
        {
            CutPower();
            throw new PowerLostException(Operations);
        }
    }

    private void Settle(string name, List<byte[]?> versions)
    {
        int kept = Faults.Unsynced switch
        {
            Unsynced.Lost => 0,
            Unsynced.Kept => versions.Count,
            _ => Faults.Chance.Next(versions.Count + 1),
        };

        if (kept > 0)
        {
            Store(name, versions[kept - 1]);
        }

        if (Faults.Unsynced == Unsynced.Mixed && kept < versions.Count && versions[kept] is { } torn && Faults.Chance.Next(2) == 0)
        {
            Store(name, Tear(name, torn));
        }
    }

    /// <summary>An appended file keeps what it had and gets a prefix of the rest; a replaced one is a prefix of the new content.</summary>
    private byte[] Tear(string name, byte[] next)
    {
        byte[] old = OnMedium(name) ?? [];
        bool appended = next.AsSpan().StartsWith(old);
        int least = appended ? old.Length : 0;
        return next[..(least + Faults.Chance.Next(next.Length - least + 1))];
    }

    private void Flush()
    {
        foreach ((string name, List<byte[]?> versions) in _pending)
        {
            Store(name, versions[^1]);
        }

        _pending.Clear();
    }

    private void Store(string name, byte[]? content)
    {
        string path = Path.Combine(Folder, name);

        try
        {
            if (content == null)
            {
                File.Delete(path);
            }
            else
            {
                File.WriteAllBytes(path, content);
            }
        }
        catch (IOException e)
        {
            throw new FlashException(e.Message);
        }
    }

    private byte[]? Readable(string name)
    {
        Checked(name);

        if (name == Faults.UnreadableFile)
        {
            throw new FlashException("read error");
        }

        return Content(name);
    }

    private byte[]? Content(string name) =>
        _pending.TryGetValue(name, out List<byte[]?>? versions) ? versions[^1] : OnMedium(name);

    private byte[]? OnMedium(string name)
    {
        string path = Path.Combine(Folder, name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Folder).Select(p => Path.GetFileName(p)).Union(_pending.Keys);

    private void ThrowIfOff()
    {
        if (_off)
        {
            throw new PowerLostException(Operations);
        }
    }

    private string Checked(string name)
    {
        ThrowIfOff();
        ArgumentNullException.ThrowIfNull(name);

        if (name.Length is 0 or > 24 || name[0] == '.' || name.Any(c => c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '.')))
        {
            throw new ArgumentException("a file name of 1 to 24 characters of a-z, 0-9 and '.', not beginning with '.'", nameof(name));
        }

        return name;
    }
}
