using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>
/// A security event log in flash: each entry holds the hash of the one before it, the oldest entries are dropped a segment at
/// a time, the count goes on. A torn entry is found at the next start, dropped and noted.
/// </summary>
/// <remarks>
/// Every entry costs one append of 80 bytes and a sync. RAM: about 250 bytes, nothing that grows, and 800 more while it reads. The chain has no key: it finds
/// accidents and clumsy edits; whoever can write the flash can write another chain, and is found by the head in an earlier token.
/// Not thread-safe.
/// </remarks>
public sealed partial class EventLog : IEventLog, IEventSink
{
    private readonly IFlash _flash;
    private readonly IClock _clock;
    private readonly string _name;
    private readonly int _segments;
    private readonly int _records;
    private readonly byte[] _head = new byte[Sha256.HashBytes];

    private bool _started;
    private bool _reopen;
    private uint _segment;
    private uint _before;
    private int _slots;
    private bool _newestKnown;

    /// <summary>Opens a log; a torn rest is filled up and noted.</summary>
    /// <param name="flash">The medium.</param>
    /// <param name="name">Beginning of the files' names: at most 20 characters of a-z and 0-9.</param>
    /// <param name="clock">Stamps entries.</param>
    /// <param name="segments">Files to use, 2 to 16; the oldest is dropped when all are full.</param>
    /// <param name="entriesPerSegment">Entries a file, 2 to 256, of 80 bytes each.</param>
    /// <exception cref="FlashException">The medium failed.</exception>
    public EventLog(IFlash flash, string name, IClock clock, int segments, int entriesPerSegment)
    {
        if (segments < 2 || segments > 16 || entriesPerSegment < 2 || entriesPerSegment > 256)
        {
            throw new ArgumentException("2 to 16 segments of 2 to 256 entries");
        }

        _flash = flash;
        _name = name;
        _clock = clock;
        _segments = segments;
        _records = entriesPerSegment;
        Open();
    }

    /// <summary>Who causes a refused log-in for <see cref="Provoke"/>; null when nobody can.</summary>
    public IProvoker Provoker { get; set; }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <summary>Entries ever begun, dropped and torn ones included; only grows.</summary>
    public uint Count => _before + (uint)_slots;

    /// <inheritdoc/>
    public int BoundBytes => _segments * (_records + 1) * EventRecord.Bytes;

    /// <summary>Every entry carries a time or the mark that the clock was not set (and the seconds since boot instead).</summary>
    public Answer NewestIsTimed => _newestKnown ? Answer.Yes : Answer.Unknown;

    /// <inheritdoc/>
    public byte[] Head() => (byte[])_head.Clone();

    /// <inheritdoc/>
    public bool Provoke(string marker, string secret) => Provoker != null && Provoker.ProvokeRefusal(marker, secret);

    /// <inheritdoc/>
    public void Log(SecurityEvent kind, string account)
    {
        if (_reopen)
        {
            Open();
        }

        _reopen = true;
        AppendEntry(kind, Redacted(account));
        _reopen = false;
    }

    /// <inheritdoc/>
    public Answer Contains(string text) => RawContains(Ascii.Bytes(text)) ? Answer.Yes : Answer.No;

    /// <inheritdoc/>
    public Answer ChainIntact()
    {
        bool begun = false;
        uint count = 0;
        byte[] head = new byte[Sha256.HashBytes];
        var reader = new SegmentReader(_flash, _records);

        for (int back = _segments - 1; back >= 0; back--)
        {
            if (!_started || _segment < (uint)back)
            {
                continue;
            }

            uint segment = _segment - (uint)back;
            string file = FileOf(segment);
            bool held = reader.Open(file) && reader.Segment == segment;

            if (!held && !begun && back > 0)
            {
                // A cut while a segment was recycled took the oldest one: nothing before the first that is held.
                continue;
            }

            if (!held || (begun && (reader.Before != count || !Bytes.Equal(reader.Head, head))))
            {
                return Answer.No;
            }

            reader.Walk(file);

            if (reader.AnyDamage)
            {
                return Answer.No;
            }

            begun = true;
            count = reader.Before + (uint)reader.Slots;
            reader.Head.CopyTo(head, 0);
        }

        return count == Count && Bytes.Equal(head, _head) ? Answer.Yes : Answer.No;
    }

    private static string Redacted(string account)
    {
        if (account == null || account.Length > EventRecord.MaxAccount)
        {
            return "?";
        }

        for (int i = 0; i < account.Length; i++)
        {
            char c = account[i];

            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            {
                return "?";
            }
        }

        return account;
    }

    private string FileOf(uint segment) => _name + "." + (segment % (uint)_segments);

    /// <summary>Finds the newest whole segment, follows its chain to the end, and notes what it had to drop.</summary>
    private void Open()
    {
        var reader = new SegmentReader(_flash, _records);
        FindNewest(reader);

        if (!_started)
        {
            return;
        }

        string file = FileOf(_segment);
        reader.Open(file);
        reader.Walk(file);
        _before = reader.Before;
        _slots = reader.Slots;
        _newestKnown = reader.HasWhole || _before > 0;
        reader.Head.CopyTo(_head, 0);
        int damaged = reader.DamagedAtEnd;
        int torn = reader.TornAtEnd;

        if (reader.Partial > 0)
        {
            FillUp(file, EventRecord.Bytes - reader.Partial);
        }

        if (damaged + torn > 0)
        {
            AppendEntry(damaged > 0 ? SecurityEvent.DamagedEntries : SecurityEvent.TornEntry, "");
        }
    }

    private void FindNewest(SegmentReader reader)
    {
        _started = false;

        for (int i = 0; i < _segments; i++)
        {
            if (reader.Open(_name + "." + i) && reader.Segment % (uint)_segments == (uint)i && (!_started || reader.Segment > _segment))
            {
                _started = true;
                _segment = reader.Segment;
            }
        }
    }

    private void FillUp(string file, int count)
    {
        byte[] filler = new byte[count];

        for (int i = 0; i < count; i++)
        {
            filler[i] = EventRecord.Filler;
        }

        _flash.Append(file, filler, 0, count);
        _flash.Sync();
    }

    private void AppendEntry(SecurityEvent kind, string account)
    {
        if (!_started || _slots >= _records)
        {
            StartSegment();
        }

        byte[] record = new byte[EventRecord.Bytes];
        bool timed = _clock.IsSet == Answer.Yes;
        EventRecord.Put(record, Count + 1, timed ? _clock.UtcSeconds : _clock.UptimeMs / 1000, timed, kind, account);
        EventRecord.Seal(record, _head);
        _flash.Append(FileOf(_segment), record, 0, EventRecord.Bytes);
        _flash.Sync();
        Array.Copy(record, EventRecord.Bytes - 1 - Sha256.HashBytes, _head, 0, Sha256.HashBytes);
        _slots++;
        _newestKnown = true;
    }

    private void StartSegment()
    {
        uint next = _started ? _segment + 1 : 0;
        uint before = Count;
        byte[] record = new byte[EventRecord.Bytes];
        EventRecord.PutHeader(record, next, before, _head);
        EventRecord.Seal(record, new byte[Sha256.HashBytes]);
        _flash.Write(FileOf(next), record, 0, EventRecord.Bytes);
        _flash.Sync();
        _started = true;
        _segment = next;
        _before = before;
        _slots = 0;
    }
}
