using System;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Attestation.Token;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Report;

/// <summary>Observations that wait for their receipt: unsigned, numbered, chained, bounded; in order, over power cuts and reboots.</summary>
/// <remarks>
/// One file an observation: its bytes and their SHA-256. The number of the next and of the oldest, the count of those dropped
/// and the chain's end stand in a two-slot record that is written after the file: an observation whose record was never
/// written never was. Holds a buffer of 256 bytes while it writes or reads.
/// </remarks>
public sealed class Outbox
{
    /// <summary>Most observations held, unless told otherwise; one more drops the oldest, and the gap is counted.</summary>
    public const int DefaultCapacity = 12;

    private const int StateBytes = 12 + Sha256.HashBytes;

    private readonly IFlash _flash;
    private readonly SlotFile _slots;
    private readonly int _capacity;
    private readonly byte[] _last = new byte[Sha256.HashBytes];
    private uint _next;
    private uint _oldest;

    /// <summary>Opens the outbox over a flash.</summary>
    /// <param name="flash">The agent's flash.</param>
    /// <param name="capacity">Most observations held, 1 to 64; each takes up to 10,304 bytes.</param>
    public Outbox(IFlash flash, int capacity)
    {
        if (capacity < 1 || capacity > 64)
        {
            throw new ArgumentOutOfRangeException(nameof(capacity));
        }

        _flash = flash;
        _capacity = capacity;
        _slots = new SlotFile(flash, "outbox", StateBytes);
        Reload();
    }

    /// <summary>Number that the next observation will have.</summary>
    public uint NextNumber => _next;

    /// <summary>Observations waiting.</summary>
    public int Count => (int)(_next - _oldest);

    /// <summary>Number of the oldest that waits; <see cref="NextNumber"/> when none does.</summary>
    public uint Oldest => _oldest;

    /// <summary>Observations dropped so far, because the outbox was full or the medium lost them.</summary>
    public uint Lost { get; private set; }

    /// <summary>SHA-256 of the last observation's bytes, for the next one's <c>previous</c>; a copy.</summary>
    public byte[] LastHash() => (byte[])_last.Clone();

    /// <summary>Appends an observation; durable when it returns.</summary>
    /// <param name="observation">Its number is <see cref="NextNumber"/> and its previous hash <see cref="LastHash"/>.</param>
    /// <exception cref="ArgumentException">Another number.</exception>
    /// <exception cref="FlashException">The medium is full or failed; nothing was appended.</exception>
    public void Append(Observation observation)
    {
        if (observation.Number != _next)
        {
            throw new ArgumentException("the outbox's next number", nameof(observation));
        }

        string file = FileOf(_next);
        _flash.Delete(file);
        var hash = new Sha256();
        ObservationWriter.Write(observation, new FileSink(_flash, file, hash));
        byte[] digest = new byte[Sha256.HashBytes];
        hash.Finish(digest, 0);
        _flash.Append(file, digest, 0, digest.Length);
        _flash.Sync();
        Array.Copy(digest, 0, _last, 0, digest.Length);
        _next++;

        if (_next - _oldest > (uint)_capacity)
        {
            _oldest++;
            Lost++;
        }

        Save();
    }

    /// <summary>Opens an observation that waits, to be written into a token.</summary>
    /// <param name="number">From <see cref="Oldest"/> to <see cref="NextNumber"/> - 1.</param>
    /// <returns>The observation's bytes, or null when the medium lost them.</returns>
    public IFragment Open(uint number)
    {
        string file = FileOf(number);
        int length = _flash.Length(file) - Sha256.HashBytes;

        if (number < _oldest || number >= _next || length <= 0)
        {
            return null;
        }

        var fragment = new StoredObservation(_flash, file, 0, length);
        var hash = new Sha256();
        fragment.WriteTo(new HashingSink(hash));
        byte[] told = new byte[Sha256.HashBytes];
        byte[] found = new byte[Sha256.HashBytes];
        hash.Finish(found, 0);
        _flash.Read(file, length, told, 0, told.Length);
        return Bytes.Equal(told, found) ? fragment : null;
    }

    /// <summary>Forgets the oldest observation: its receipt has come.</summary>
    public void Delivered() => Forget(0);

    /// <summary>Forgets the oldest observation, which cannot be delivered any more, and counts it as lost.</summary>
    public void GiveUp() => Forget(1);

    private void Forget(uint lost)
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("nothing waits");
        }

        uint number = _oldest;
        _oldest++;
        Lost += lost;
        Save();
        _flash.Delete(FileOf(number));
    }

    private string FileOf(uint number) => "obs" + (number % (uint)(_capacity + 1)).ToString();

    /// <summary>Reads the state anew from flash, after a change that ended halfway.</summary>
    public void Reload()
    {
        byte[] state = _slots.Load();

        if (!IsState(state))
        {
            _next = 1;
            _oldest = 1;
            Lost = 0;
            Array.Clear(_last, 0, _last.Length);
            return;
        }

        _next = BigEndian.Get32(state, 0);
        _oldest = BigEndian.Get32(state, 4);
        Lost = BigEndian.Get32(state, 8);
        Array.Copy(state, 12, _last, 0, Sha256.HashBytes);

        // A smaller capacity than last time: what no longer fits is lost, and said to be.
        uint most = (uint)_capacity;

        if (_next - _oldest > most)
        {
            Lost += _next - _oldest - most;
            _oldest = _next - most;
        }
    }

    // A right checksum says only that somebody wrote it whole.
    private static bool IsState(byte[] state) =>
        state != null && state.Length == StateBytes && BigEndian.Get32(state, 4) > 0 && BigEndian.Get32(state, 4) <= BigEndian.Get32(state, 0);

    private void Save()
    {
        byte[] state = new byte[StateBytes];
        BigEndian.Put32(state, 0, _next);
        BigEndian.Put32(state, 4, _oldest);
        BigEndian.Put32(state, 8, Lost);
        Array.Copy(_last, 0, state, 12, Sha256.HashBytes);

        try
        {
            _slots.Save(state, StateBytes);
        }
        catch (FlashException)
        {
            // What is in flash counts, not what was about to be.
            Reload();
            throw;
        }
    }
}
