using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>A settings store such as a vendor writes himself, adapted to the contract: one text, in two slots or written over in place.</summary>
internal sealed class VendorSettings : ISettings, ISettingsRehearsal
{
    private const int MaxBytes = 4096;
    private const string FileName = "vendor.cfg";
    private const string OldFileName = "vendor.bak";

    private readonly SettingsBehaviour _behaviour;
    private readonly IFlash _flash;
    private readonly byte[] _key;
    private readonly SlotFile _slots;
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Opens the store.</summary>
    /// <param name="behaviour">How it stores, and what a boot does to it.</param>
    /// <param name="flash">Where.</param>
    /// <param name="key">Keys the digest.</param>
    public VendorSettings(SettingsBehaviour behaviour, IFlash flash, byte[] key)
    {
        _behaviour = behaviour;
        _flash = flash;
        _key = key;
        _slots = new SlotFile(flash, "vendorcfg", MaxBytes);
        Load();
    }

    /// <inheritdoc/>
    public Presence Presence => _behaviour.Presence;

    /// <inheritdoc/>
    public uint Generation { get; private set; }

    /// <inheritdoc/>
    public Answer AtFactoryDefaults => _values.Count == 0 ? Answer.Yes : Answer.No;

    /// <inheritdoc/>
    public byte[] Digest()
    {
        Load();
        return HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(Lines()));
    }

    /// <inheritdoc/>
    public ISettingsRehearsal? OpenOver(IFlash flash) => _behaviour.CanBeRehearsed ? new VendorSettings(_behaviour, flash, _key) : null;

    /// <inheritdoc/>
    public string? Get(string key) => _values.GetValueOrDefault(key);

    /// <inheritdoc/>
    public void Put(string key, string value)
    {
        _values[key] = value;
        Generation++;
        Save();
    }

    /// <summary>Does to the settings what a boot of this firmware does.</summary>
    public void Boot()
    {
        switch (_behaviour.AtBoot)
        {
            case BootFlaw.FallsToDefaults:
                _values.Clear();
                Save();
                break;
            case BootFlaw.GoesBack:
                GoBack();
                break;
            case BootFlaw.ChangesByItself:
                _values["boot"] = Get("boot") + "x";
                Save();
                break;
        }
    }

    /// <summary>Brings back the state that the last boot put aside, and puts an old one aside for the next.</summary>
    private void GoBack()
    {
        string? old = ReadFile(OldFileName);
        byte[] aside = "generation=1\nwifi-ssid=an-older-one"u8.ToArray();
        _flash.Write(OldFileName, aside, 0, aside.Length);
        _flash.Sync();

        if (old != null)
        {
            Parse(old);
            Save();
        }
    }

    private string Lines() =>
        string.Join('\n', _values.Select(v => $"{v.Key}={v.Value}").Prepend(string.Create(CultureInfo.InvariantCulture, $"generation={Generation}")));

    private void Save()
    {
        byte[] text = Encoding.UTF8.GetBytes(Lines());

        if (_behaviour.Kind == SettingsKind.OneFile)
        {
            _flash.Write(FileName, text, 0, text.Length);
            _flash.Sync();
        }
        else
        {
            _slots.Save(text, text.Length);
        }
    }

    private void Load()
    {
        byte[]? kept = _behaviour.Kind == SettingsKind.OneFile ? null : _slots.Load();
        Parse(kept != null ? Encoding.UTF8.GetString(kept) : ReadFile(FileName) ?? "");
    }

    private void Parse(string text)
    {
        _values.Clear();
        Generation = 0;

        foreach (string line in text.Split('\n'))
        {
            string[] parts = line.Split('=', 2);

            if (parts.Length < 2)
            {
                continue;
            }

            if (parts[0] == "generation")
            {
                Generation = uint.TryParse(parts[1], out uint generation) ? generation : 0;
            }
            else
            {
                _values[parts[0]] = parts[1];
            }
        }
    }

    private string? ReadFile(string name)
    {
        if (!_flash.Exists(name))
        {
            return null;
        }

        byte[] raw = new byte[_flash.Length(name)];
        return Encoding.UTF8.GetString(raw, 0, _flash.Read(name, 0, raw, 0, raw.Length));
    }
}
