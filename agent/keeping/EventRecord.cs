using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Keeping;

/// <summary>The 80 bytes of an entry or a segment header of the <see cref="EventLog"/> (README.md, "event log").</summary>
internal static class EventRecord
{
    public const int Bytes = 80;
    public const int MaxAccount = 32;

    /// <summary>Last byte of a record that was written to its end.</summary>
    public const byte Whole = 0x5A;

    /// <summary>Fills the rest of a torn record up to the next border, so that its last byte tells it from a changed one.</summary>
    public const byte Filler = 0xFF;

    private const int TimeAt = 4;
    private const int KindAt = 12;
    private const int LengthAt = 13;
    private const int AccountAt = 14;
    private const int TimedAt = 46;
    private const int HashAt = 47;
    private const uint HeaderMagic = 0x4E414C31;

    public static bool IsTorn(byte[] record) => record[Bytes - 1] == Filler;

    public static SecurityEvent Kind(byte[] record) => (SecurityEvent)record[KindAt];

    public static void Put(byte[] record, uint number, long time, bool timed, SecurityEvent kind, string account)
    {
        BigEndian.Put32(record, 0, number);
        BigEndian.Put64(record, TimeAt, time);
        record[KindAt] = (byte)kind;
        record[LengthAt] = (byte)account.Length;

        for (int i = 0; i < MaxAccount; i++)
        {
            record[AccountAt + i] = i < account.Length ? (byte)account[i] : (byte)0;
        }

        record[TimedAt] = timed ? (byte)1 : (byte)0;
    }

    /// <summary>A segment's header: magic, segment number, entries before it, the hash of the last of these.</summary>
    public static void PutHeader(byte[] record, uint segment, uint before, byte[] head)
    {
        BigEndian.Put32(record, 0, HeaderMagic);
        BigEndian.Put32(record, 4, segment);
        BigEndian.Put32(record, 8, before);
        head.CopyTo(record, 12);

        for (int i = 44; i < HashAt; i++)
        {
            record[i] = 0;
        }
    }

    public static bool IsHeader(byte[] record) => BigEndian.Get32(record, 0) == HeaderMagic;

    public static uint HeaderSegment(byte[] record) => BigEndian.Get32(record, 4);

    public static uint HeaderBefore(byte[] record) => BigEndian.Get32(record, 8);

    public static void CopyHeaderHead(byte[] record, byte[] head)
    {
        for (int i = 0; i < Sha256.HashBytes; i++)
        {
            head[i] = record[12 + i];
        }
    }

    /// <summary>Completes a record with SHA-256(previous hash, the 47 bytes before) and the mark of wholeness.</summary>
    public static void Seal(byte[] record, byte[] previous)
    {
        var hash = new Sha256();
        hash.Append(previous, 0, previous.Length);
        hash.Append(record, 0, HashAt);
        hash.Finish(record, HashAt);
        record[Bytes - 1] = Whole;
    }

    /// <summary>Does the record follow the previous hash? If so, <paramref name="previous"/> becomes its own hash.</summary>
    public static bool Follows(byte[] record, byte[] previous, Sha256 hash, byte[] scratch)
    {
        hash.Append(previous, 0, previous.Length);
        hash.Append(record, 0, HashAt);
        hash.Finish(scratch, 0);
        int difference = record[Bytes - 1] ^ Whole;

        for (int i = 0; i < scratch.Length; i++)
        {
            difference |= scratch[i] ^ record[HashAt + i];
        }

        if (difference != 0)
        {
            return false;
        }

        scratch.CopyTo(previous, 0);
        return true;
    }
}
