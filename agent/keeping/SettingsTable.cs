using System;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>
/// Keys and values in one array: the 32-byte unit key, then for each entry key length (1), key, value length (2), value,
/// sorted by key, so that equal settings are equal bytes.
/// </summary>
internal sealed class SettingsTable
{
    public const int UnitKeyBytes = 32;

    private byte[] _bytes;

    public SettingsTable(byte[] payload)
    {
        _bytes = payload;
    }

    public byte[] Payload => _bytes;

    public static bool IsWhole(byte[] payload)
    {
        if (payload == null || payload.Length < UnitKeyBytes)
        {
            return false;
        }

        int at = UnitKeyBytes;

        while (at + 3 <= payload.Length && at + 3 + payload[at] <= payload.Length)
        {
            at += EntryBytes(payload, at);
        }

        return at == payload.Length;
    }

    public string Get(string key)
    {
        int at = Seek(key, out bool found);

        if (!found)
        {
            return null;
        }

        int value = at + 1 + _bytes[at];
        return Ascii.Text(_bytes, value + 2, ValueBytes(_bytes, value));
    }

    /// <summary>A table with one entry more, changed, or (value null) less; this one stays as it is.</summary>
    public SettingsTable With(string key, string value)
    {
        int at = Seek(key, out bool found);
        int old = found ? EntryBytes(_bytes, at) : 0;
        int added = value == null ? 0 : 3 + key.Length + value.Length;
        byte[] next = new byte[_bytes.Length - old + added];
        Array.Copy(_bytes, 0, next, 0, at);

        if (value != null)
        {
            next[at] = (byte)key.Length;
            PutText(next, at + 1, key);
            next[at + 1 + key.Length] = (byte)(value.Length >> 8);
            next[at + 2 + key.Length] = (byte)value.Length;
            PutText(next, at + 3 + key.Length, value);
        }

        Array.Copy(_bytes, at + old, next, at + added, _bytes.Length - at - old);
        return new SettingsTable(next);
    }

    /// <summary>Have both the same entries? The unit keys may differ.</summary>
    public bool SameEntries(SettingsTable other)
    {
        bool same = _bytes.Length == other._bytes.Length;

        for (int i = UnitKeyBytes; same && i < _bytes.Length; i++)
        {
            same = _bytes[i] == other._bytes[i];
        }

        return same;
    }

    private static void PutText(byte[] buffer, int at, string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];

            if (c < ' ' || c > '~')
            {
                throw new ArgumentException("printable ASCII only");
            }

            buffer[at + i] = (byte)c;
        }
    }

    private static int ValueBytes(byte[] bytes, int at) => (bytes[at] << 8) | bytes[at + 1];

    private static int EntryBytes(byte[] bytes, int at)
    {
        int key = bytes[at];
        return 3 + key + ValueBytes(bytes, at + 1 + key);
    }

    /// <summary>Where the key's entry begins, or where it would.</summary>
    private int Seek(string key, out bool found)
    {
        int at = UnitKeyBytes;
        found = false;

        while (at < _bytes.Length)
        {
            int order = Compare(key, at);

            if (order <= 0)
            {
                found = order == 0;
                return at;
            }

            at += EntryBytes(_bytes, at);
        }

        return at;
    }

    private int Compare(string key, int at)
    {
        int length = _bytes[at];

        for (int i = 0; i < key.Length && i < length; i++)
        {
            int order = key[i] - _bytes[at + 1 + i];

            if (order != 0)
            {
                return order;
            }
        }

        return key.Length - length;
    }
}
