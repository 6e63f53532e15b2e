using System;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>
/// One small record kept in two files, so that a power cut at any moment leaves the old record or the new one, never none.
/// </summary>
/// <remarks>
/// Each file: "NAS1", generation (4), length (4), payload, SHA-256 of all before it. The file that does not hold the newest
/// record is the one that is written; it counts only once its checksum is right. RAM: about 40 bytes at rest; a load or save
/// takes the payload's size + 44 bytes for as long as it lasts.
/// </remarks>
public sealed class SlotFile
{
    /// <summary>Bytes that a record takes beside its payload.</summary>
    public const int OverheadBytes = HeaderBytes + Sha256.HashBytes;

    private const int HeaderBytes = 12;
    private const uint Magic = 0x4E415331;

    private readonly IFlash _flash;
    private readonly string _first;
    private readonly string _second;
    private readonly int _maxBytes;

    private bool _looked;
    private bool _newestIsFirst;
    private uint _generation;

    /// <summary>Opens a record; nothing is read or written yet.</summary>
    /// <param name="flash">The medium.</param>
    /// <param name="name">The files are this name with ".a" and ".b".</param>
    /// <param name="maxBytes">Most bytes of a payload.</param>
    public SlotFile(IFlash flash, string name, int maxBytes)
    {
        _flash = flash;
        _first = name + ".a";
        _second = name + ".b";
        _maxBytes = maxBytes;
    }

    /// <summary>Generation of the newest record, from 1; 0 when there is none. Grows by one with each save.</summary>
    public uint Generation
    {
        get
        {
            if (!_looked)
            {
                Load();
            }

            return _generation;
        }
    }

    /// <summary>Reads the newest whole record anew from flash.</summary>
    /// <returns>The payload, or null when there is none.</returns>
    public byte[] Load()
    {
        byte[] first = Read(_first, out uint firstGeneration);
        byte[] second = Read(_second, out uint secondGeneration);
        _looked = true;
        _newestIsFirst = first != null && (second == null || firstGeneration > secondGeneration);
        _generation = _newestIsFirst ? firstGeneration : secondGeneration;
        return _newestIsFirst ? first : second;
    }

    /// <summary>Stores a record; durable when it returns.</summary>
    /// <exception cref="FlashException">The medium failed, or the payload is larger than agreed; the old record is in force.</exception>
    public void Save(byte[] payload, int count)
    {
        if (count > _maxBytes)
        {
            throw new FlashException("record too large");
        }

        uint next = Generation + 1;
        byte[] file = new byte[OverheadBytes + count];
        BigEndian.Put32(file, 0, Magic);
        BigEndian.Put32(file, 4, next);
        BigEndian.Put32(file, 8, (uint)count);
        Array.Copy(payload, 0, file, HeaderBytes, count);

        var hash = new Sha256();
        hash.Append(file, 0, HeaderBytes + count);
        hash.Finish(file, HeaderBytes + count);

        _flash.Write(_newestIsFirst ? _second : _first, file, 0, file.Length);
        _flash.Sync();
        _newestIsFirst = !_newestIsFirst;
        _generation = next;
        Array.Clear(file, 0, file.Length);
    }

    /// <summary>Stores a record in both files, so that no older payload stays readable.</summary>
    public void SaveOverBoth(byte[] payload, int count)
    {
        Save(payload, count);
        Save(payload, count);
    }

    /// <summary>Overwrites and removes both files.</summary>
    public void Destroy()
    {
        Overwrite(_first);
        Overwrite(_second);
        _flash.Sync();
        _flash.Delete(_first);
        _flash.Delete(_second);
        _flash.Sync();
        _looked = false;
    }

    /// <summary>Do the raw bytes of either file hold the pattern?</summary>
    public bool RawContains(byte[] pattern) => RawSearch.Contains(_flash, _first, pattern) || RawSearch.Contains(_flash, _second, pattern);

    private void Overwrite(string name)
    {
        int length = _flash.Length(name);

        if (length > 0)
        {
            _flash.Write(name, new byte[length], 0, length);
        }
    }

    private byte[] Read(string name, out uint generation)
    {
        generation = 0;
        int length = _flash.Length(name);

        if (length < OverheadBytes || length > OverheadBytes + _maxBytes)
        {
            return null;
        }

        byte[] file = new byte[length];
        bool whole = _flash.Read(name, 0, file, 0, length) == length
            && BigEndian.Get32(file, 0) == Magic
            && BigEndian.Get32(file, 8) == (uint)(length - OverheadBytes)
            && ChecksumIsRight(file);

        if (!whole)
        {
            return null;
        }

        generation = BigEndian.Get32(file, 4);
        byte[] payload = new byte[length - OverheadBytes];
        Array.Copy(file, HeaderBytes, payload, 0, payload.Length);
        return payload;
    }

    private static bool ChecksumIsRight(byte[] file)
    {
        int covered = file.Length - Sha256.HashBytes;
        byte[] expected = new byte[Sha256.HashBytes];
        var hash = new Sha256();
        hash.Append(file, 0, covered);
        hash.Finish(expected, 0);

        for (int i = 0; i < expected.Length; i++)
        {
            if (file[covered + i] != expected[i])
            {
                return false;
            }
        }

        return true;
    }
}
