using System;

namespace NanoAgent.Boards.Configuration;

/// <summary>Reads one unit file, line by line.</summary>
internal sealed class ConfigurationReader
{
    private const int MaxPorts = 16;
    private const int MaxCaLength = 2048;
    private const int MaxTokenLength = 128;
    private const int MaxHostLength = 64;
    private const int MinTagKeyBytes = 16;
    private const int MaxTagKeyBytes = 64;

    /// <summary>The place of a key is its bit in <see cref="_seen"/>.</summary>
    private static readonly string[] s_keys =
    {
        "model", "collector-host", "collector-port", "collector-ca", "enrolment-token", "wifi-ssid", "wifi-password",
        "time-server", "interval", "deep-sleep", "tag-batch", "tag-key", "declared-ports",
    };

    private readonly UnitConfiguration _read = new UnitConfiguration();
    private int _seen;

    public ConfigurationFault Read(string text, out UnitConfiguration configuration, out int line)
    {
        configuration = null;
        line = 0;

        if (text == null || text.Length > UnitConfiguration.MaxLength)
        {
            return text == null ? ConfigurationFault.NoHeader : ConfigurationFault.TooLong;
        }

        int start = 0;

        while (start < text.Length)
        {
            line++;
            int end = text.IndexOf('\n', start);
            ConfigurationFault fault = end < 0 ? ConfigurationFault.NoEntry : Take(text.Substring(start, end - start), line);

            if (fault != ConfigurationFault.None)
            {
                return fault;
            }

            start = end + 1;
        }

        if (line == 0)
        {
            return ConfigurationFault.NoHeader;
        }

        line = 0;

        bool halfPair = (_read.WifiPassword != null && _read.WifiSsid == null) || (_read.TagKey == null) != (_read.TagBatch == null);

        if (_read.Model == null || _read.CollectorHost == null || _read.CollectorCa == null || halfPair)
        {
            return ConfigurationFault.MissingKey;
        }

        configuration = _read;
        return ConfigurationFault.None;
    }

    private ConfigurationFault Take(string entry, int line)
    {
        if (line == 1)
        {
            return entry == UnitConfiguration.Header ? ConfigurationFault.None : ConfigurationFault.NoHeader;
        }

        int equals = entry.IndexOf('=');

        if (equals <= 0 || !IsPrintable(entry))
        {
            return ConfigurationFault.NoEntry;
        }

        string key = entry.Substring(0, equals);
        int place = PlaceOf(key);

        if (place < 0)
        {
            return ConfigurationFault.UnknownKey;
        }

        if ((_seen & (1 << place)) != 0)
        {
            return ConfigurationFault.RepeatedKey;
        }

        _seen |= 1 << place;
        return Set(key, entry.Substring(equals + 1)) ? ConfigurationFault.None : ConfigurationFault.BadValue;
    }

    private bool Set(string key, string value)
    {
        switch (key)
        {
            case "model":
                _read.Model = value;
                return HasLength(value, 1, 32);
            case "collector-host":
                _read.CollectorHost = value;
                return IsHost(value);
            case "collector-port":
                _read.CollectorPort = Number(value, 1, 65535);
                return _read.CollectorPort > 0;
            case "collector-ca":
                _read.CollectorCa = value;
                return IsBase64(value) && HasLength(value, 4, MaxCaLength);
            case "enrolment-token":
                _read.EnrolmentToken = value;
                return HasLength(value, 1, MaxTokenLength);
            case "wifi-ssid":
                _read.WifiSsid = value;
                return HasLength(value, 1, 32);
            case "wifi-password":
                _read.WifiPassword = value;
                return HasLength(value, 8, 63);
            case "time-server":
                _read.TimeServer = value;
                return IsHost(value);
            case "interval":
                _read.IntervalSeconds = Number(value, UnitConfiguration.MinInterval, UnitConfiguration.MaxInterval);
                return _read.IntervalSeconds > 0;
            case "deep-sleep":
                _read.SleepsDeeply = value == "yes";
                return value == "yes" || value == "no";
            case "tag-batch":
                _read.TagBatch = value;
                return IsCode(value) && HasLength(value, 1, 32);
            case "tag-key":
                return IsBase64(value) && SetTagKey(Convert.FromBase64String(value));
            default:
                return SetPorts(value);
        }
    }

    private bool SetPorts(string value)
    {
        string[] texts = value.Split(',');
        int[] ports = new int[texts.Length];
        bool good = texts.Length <= MaxPorts;

        for (int i = 0; good && i < texts.Length; i++)
        {
            ports[i] = Number(texts[i], 1, 65535);
            good = ports[i] > 0;
        }

        _read.DeclaredPorts = ports;
        return good;
    }

    private bool SetTagKey(byte[] key)
    {
        _read.TagKey = key;
        return key.Length >= MinTagKeyBytes && key.Length <= MaxTagKeyBytes;
    }

    private static int PlaceOf(string key)
    {
        for (int i = 0; i < s_keys.Length; i++)
        {
            if (s_keys[i] == key)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool HasLength(string value, int least, int most) => value.Length >= least && value.Length <= most;

    /// <summary>The number, or 0 when it is none, is out of bounds, or is not written in the one way: digits, no leading zero.</summary>
    private static int Number(string value, int least, int most)
    {
        int number = 0;

        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] < '0' || value[i] > '9' || (i == 0 && value[i] == '0') || i > 5)
            {
                return 0;
            }

            number = (number * 10) + (value[i] - '0');
        }

        return number >= least && number <= most ? number : 0;
    }

    private static bool IsPrintable(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ' || text[i] > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHost(string text) => IsOf(text, '.') && HasLength(text, 1, MaxHostLength);

    private static bool IsCode(string text) => IsOf(text, '-');

    /// <summary>Only a-z, 0-9, hyphen and one character more.</summary>
    private static bool IsOf(string text, char further)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];

            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == further))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBase64(string text)
    {
        int padding = 0;

        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool digit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
            padding += c == '=' ? 1 : 0;

            if ((!digit && c != '=') || (digit && padding > 0))
            {
                return false;
            }
        }

        return text.Length % 4 == 0 && padding <= 2;
    }
}
