using NanoAgent.Keeping;

namespace NanoAgent.Boards.Thermostat;

/// <summary>What the product is for: keeps a room at its set-point. It stands for your own code; the sensor and the relay are yours to add.</summary>
public sealed class Heating
{
    private const string SetPointKey = "set-point";
    private const int Hysteresis = 5;

    private readonly SettingsStore _settings;

    /// <summary>Takes the store in which the set-point outlasts a power cut.</summary>
    public Heating(SettingsStore settings) => _settings = settings;

    /// <summary>The factory's settings.</summary>
    public static string[] Defaults => new string[] { SetPointKey, "200" };

    /// <summary>Is the relay closed?</summary>
    public bool IsOn { get; private set; }

    /// <summary>The set-point in tenths of a degree Celsius.</summary>
    public int SetPoint => int.Parse(_settings.Get(SetPointKey));

    /// <summary>Sets it.</summary>
    /// <param name="tenths">50 to 300.</param>
    /// <returns>False when it is out of bounds.</returns>
    public bool TrySet(int tenths)
    {
        if (tenths < 50 || tenths > 300)
        {
            return false;
        }

        _settings.Put(SetPointKey, tenths.ToString());
        return true;
    }

    /// <summary>Decides, given what the sensor says in tenths of a degree.</summary>
    public void Regulate(int tenths)
    {
        if (tenths < SetPoint - Hysteresis)
        {
            IsOn = true;
        }
        else if (tenths > SetPoint + Hysteresis)
        {
            IsOn = false;
        }
    }
}
