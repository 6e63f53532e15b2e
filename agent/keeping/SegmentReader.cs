using System;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>Walks one segment of the <see cref="EventLog"/> record by record, following the chain. RAM: about 800 bytes, so one is made for each use.</summary>
internal sealed class SegmentReader
{
    private readonly IFlash _flash;
    private readonly Sha256 _hash = new Sha256();
    private readonly byte[] _scratch = new byte[Sha256.HashBytes];
    private readonly int _records;

    public SegmentReader(IFlash flash, int records)
    {
        _flash = flash;
        _records = records;
    }

    /// <summary>The record that was read last.</summary>
    public readonly byte[] Record = new byte[EventRecord.Bytes];

    /// <summary>Hash of the last whole record, or what the header says of the record before it.</summary>
    public readonly byte[] Head = new byte[Sha256.HashBytes];

    /// <summary>Number of the segment.</summary>
    public uint Segment;

    /// <summary>Entries before this segment.</summary>
    public uint Before;

    /// <summary>Records begun in this segment, torn and damaged ones included.</summary>
    public int Slots;

    /// <summary>Bytes of a torn record at the end that is not yet filled up; 0 when there is none.</summary>
    public int Partial;

    /// <summary>Torn records after the last whole one.</summary>
    public int TornAtEnd;

    /// <summary>Damaged records after the last whole one.</summary>
    public int DamagedAtEnd;

    /// <summary>Was any record damaged, or does an entry note that one was?</summary>
    public bool AnyDamage;

    /// <summary>Does the segment hold a whole record?</summary>
    public bool HasWhole;

    /// <summary>Reads the header.</summary>
    /// <returns>False when the file is no whole segment.</returns>
    public bool Open(string file)
    {
        if (_flash.Read(file, 0, Record, 0, EventRecord.Bytes) < EventRecord.Bytes || !EventRecord.IsHeader(Record))
        {
            return false;
        }

        Array.Clear(Head, 0, Head.Length);

        if (!EventRecord.Follows(Record, Head, _hash, _scratch))
        {
            return false;
        }

        Segment = EventRecord.HeaderSegment(Record);
        Before = EventRecord.HeaderBefore(Record);
        EventRecord.CopyHeaderHead(Record, Head);
        return true;
    }

    /// <summary>Walks the records after <see cref="Open"/>.</summary>
    public void Walk(string file)
    {
        Slots = 0;
        Partial = 0;
        TornAtEnd = 0;
        DamagedAtEnd = 0;
        AnyDamage = false;
        HasWhole = false;

        while (Slots < _records)
        {
            int read = _flash.Read(file, (Slots + 1) * EventRecord.Bytes, Record, 0, EventRecord.Bytes);

            if (read == 0)
            {
                return;
            }

            Slots++;
            Judge(read);
        }
    }

    private void Judge(int read)
    {
        if (read < EventRecord.Bytes)
        {
            Partial = read;
            TornAtEnd++;
        }
        else if (EventRecord.Follows(Record, Head, _hash, _scratch))
        {
            HasWhole = true;
            TornAtEnd = 0;
            DamagedAtEnd = 0;
            AnyDamage |= EventRecord.Kind(Record) == SecurityEvent.DamagedEntries;
        }
        else if (EventRecord.IsTorn(Record))
        {
            TornAtEnd++;
        }
        else
        {
            DamagedAtEnd++;
            AnyDamage = true;
        }
    }
}
