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
    private readonly string _name;
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
        _name = name;
        _maxBytes = maxBytes;
    }

    // Put together anew each time: two more texts for each record would lie in RAM.
    private string First => _name + ".a";

    private string Second => _name + ".b";

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
        _looked = true;
        _newestIsFirst = ToldGeneration(First) > ToldGeneration(Second);
        byte[] newest = Read(_newestIsFirst ? First : Second);

        if (newest != null)
        {
            return newest;
        }

        byte[] older = Read(_newestIsFirst ? Second : First);
        _newestIsFirst = older != null && !_newestIsFirst;
        return older;
    }

    /// <summary>Stores a record; durable when it returns.</summary>
    /// <exception cref="FlashException">The medium failed, or the payload is larger than agreed; the old record is in force.</exception>
    public void Save(byte[] payload, int count)
    {
        if (count > _maxBytes)
        {
            throw new FlashException("record too large");
        }

        if (!_looked)
        {
            Load();
        }

        uint next = _generation + 1;
        byte[] file = new byte[OverheadBytes + count];
        BigEndian.Put32(file, 0, Magic);
        BigEndian.Put32(file, 4, next);
        BigEndian.Put32(file, 8, (uint)count);
        Array.Copy(payload, 0, file, HeaderBytes, count);

        var hash = new Sha256();
        hash.Append(file, 0, HeaderBytes + count);
        hash.Finish(file, HeaderBytes + count);

        _flash.Write(_newestIsFirst ? Second : First, file, 0, file.Length);
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
        Overwrite(First);
        Overwrite(Second);
        _flash.Sync();
        _flash.Delete(First);
        _flash.Delete(Second);
        _flash.Sync();
        _looked = false;
    }

    /// <summary>Do the raw bytes of either file hold the pattern?</summary>
    public bool RawContains(byte[] pattern) => RawSearch.Contains(_flash, First, pattern) || RawSearch.Contains(_flash, Second, pattern);

    private void Overwrite(string name)
    {
        int length = _flash.Length(name);

        if (length > 0)
        {
            _flash.Write(name, new byte[length], 0, length);
        }
    }

    // What the header says, whole or not: so that of two records only one need be read.
    private uint ToldGeneration(string name)
    {
        byte[] header = new byte[HeaderBytes];
        return _flash.Read(name, 0, header, 0, HeaderBytes) == HeaderBytes ? BigEndian.Get32(header, 4) : 0;
    }

    // The payload, whose generation is then known; null when the record is not whole.
    private byte[] Read(string name)
    {
        _generation = 0;
        int length = _flash.Length(name);

        if (length < OverheadBytes || length > OverheadBytes + _maxBytes)
        {
            return null;
        }

        byte[] file = new byte[length];

        if (_flash.Read(name, 0, file, 0, length) != length || BigEndian.Get32(file, 0) != Magic || BigEndian.Get32(file, 8) != (uint)(length - OverheadBytes))
        {
            return null;
        }

        byte[] told = new byte[Sha256.HashBytes];
        byte[] found = new byte[Sha256.HashBytes];
        Array.Copy(file, length - told.Length, told, 0, told.Length);
        var hash = new Sha256();
        hash.Append(file, 0, length - told.Length);
        hash.Finish(found, 0);

        if (!Bytes.Equal(told, found))
        {
            return null;
        }

        _generation = BigEndian.Get32(file, 4);
        byte[] payload = new byte[length - OverheadBytes];
        Array.Copy(file, HeaderBytes, payload, 0, payload.Length);
        return payload;
    }
}
