using System;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Keeping;

/// <summary>Settings as short texts under short keys; each change is atomic under power cuts and durable when it returns.</summary>
/// <remarks>
/// On flash a <see cref="SlotFile"/>. RAM: the table's bytes while open (at most <see cref="MaxBytes"/>), twice that and 44
/// bytes while a change is written. Not thread-safe.
/// </remarks>
public sealed class SettingsStore : ISettings, ISettingsRehearsal, IErasable
{
    /// <summary>Most bytes of the whole table, the 32-byte unit key included.</summary>
    public const int MaxBytes = 4096;

    /// <summary>Most characters of a key.</summary>
    public const int MaxKeyLength = 24;

    /// <summary>Most characters of a value.</summary>
    public const int MaxValueLength = 1024;

    private readonly SlotFile _slots;
    private readonly string _name;
    private readonly IRandomSource _random;
    private readonly string[] _defaults;

    private SettingsTable _table;

    /// <summary>Opens a store. Nothing is written before the first change or digest.</summary>
    /// <param name="flash">The medium.</param>
    /// <param name="name">Name of the store and beginning of its two files' names: at most 22 characters of a-z and 0-9.</param>
    /// <param name="random">For the unit key under which digests are made.</param>
    /// <param name="defaults">The factory's settings: key, value, key, value; may be empty.</param>
    public SettingsStore(IFlash flash, string name, IRandomSource random, string[] defaults)
    {
        _slots = new SlotFile(flash, name, MaxBytes);
        _name = name;
        _random = random;
        _defaults = defaults;
        Reload();
    }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <inheritdoc/>
    public string StoreName => _name;

    /// <summary>Grows by one with each change; an erasure counts as two. 0 before the first.</summary>
    public uint Generation => _slots.Generation;

    /// <inheritdoc/>
    public Answer AtFactoryDefaults => AtDefaults();

    /// <inheritdoc/>
    public byte[] Digest()
    {
        Reload();

        if (_slots.Generation == 0)
        {
            // A digest under a key that is not kept could never be compared again.
            Save(_table);
        }

        byte[] digest = new byte[Sha256.HashBytes];
        byte[] payload = _table.Payload;
        byte[] unitKey = new byte[SettingsTable.UnitKeyBytes];
        Array.Copy(payload, 0, unitKey, 0, unitKey.Length);
        var mac = new HmacSha256(unitKey);
        mac.Append(payload, unitKey.Length, payload.Length - unitKey.Length);
        mac.Finish(digest, 0);
        return digest;
    }

    /// <inheritdoc/>
    public ISettingsRehearsal OpenOver(IFlash flash) => new SettingsStore(flash, _name, _random, _defaults);

    /// <summary>The value under a key, or null.</summary>
    public string Get(string key) => _table.Get(key);

    /// <summary>Stores a value under a key; durable when it returns. An equal value is not written again.</summary>
    /// <param name="key">1 to <see cref="MaxKeyLength"/> printable ASCII characters.</param>
    /// <param name="value">At most <see cref="MaxValueLength"/> printable ASCII characters.</param>
    /// <exception cref="FlashException">The medium failed or the table is full; the old value is in force.</exception>
    public void Put(string key, string value)
    {
        if (key == null || key.Length == 0 || key.Length > MaxKeyLength)
        {
            throw new ArgumentException("key of 1 to 24 characters", nameof(key));
        }

        if (value == null || value.Length > MaxValueLength)
        {
            throw new ArgumentException("value of at most 1,024 characters", nameof(value));
        }

        if (_table.Get(key) != value)
        {
            Save(_table.With(key, value));
        }
    }

    /// <summary>Removes a key; durable when it returns. Nothing happens when there is none.</summary>
    public void Remove(string key)
    {
        if (_table.Get(key) != null)
        {
            Save(_table.With(key, null));
        }
    }

    /// <summary>Reads the store anew from flash; a store without a whole record is at the factory's settings.</summary>
    public void Reload()
    {
        byte[] payload = _slots.Load();
        _table = SettingsTable.IsWhole(payload) ? new SettingsTable(payload) : Factory();
    }

    /// <summary>Back to the factory's settings, under a new unit key, in both files, so that no older value stays readable.</summary>
    public void Erase()
    {
        SettingsTable factory = Factory();
        _slots.SaveOverBoth(factory.Payload, factory.Payload.Length);
        _table = factory;
    }

    /// <inheritdoc/>
    public Answer AtDefaults() => _table.SameEntries(Factory()) ? Answer.Yes : Answer.No;

    /// <inheritdoc/>
    public bool Plant(string canary)
    {
        Put("canary", canary);
        return true;
    }

    /// <inheritdoc/>
    public bool RawContains(byte[] pattern) => _slots.RawContains(pattern);

    private SettingsTable Factory()
    {
        byte[] unitKey = new byte[SettingsTable.UnitKeyBytes];
        _random.Fill(unitKey);
        var table = new SettingsTable(unitKey);

        for (int i = 0; i + 1 < _defaults.Length; i += 2)
        {
            table = table.With(_defaults[i], _defaults[i + 1]);
        }

        return table;
    }

    private void Save(SettingsTable next)
    {
        _slots.Save(next.Payload, next.Payload.Length);
        _table = next;
    }
}
