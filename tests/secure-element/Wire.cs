using System.Device.I2c;

namespace NanoAgent.Tests.SecureElement;

/// <summary>The fake bus: one simulated chip at its address, and a pulse that is long enough where address 0 is written at 100 kHz.</summary>
internal static class Wire
{
    public static int Open { get; set; }

    public static SimulatedChip Chip { get; set; }

    public static bool Throws { get; set; }

    public static bool Write(I2cConnectionSettings settings, byte[] bytes)
    {
        Fail();

        if (settings.DeviceAddress == 0 && settings.BusSpeed == I2cBusSpeed.StandardMode)
        {
            Chip.Wake();
            return false;
        }

        return settings.DeviceAddress == I2cBusAddress && Chip.TryWrite(bytes);
    }

    public static bool Read(I2cConnectionSettings settings, byte[] buffer)
    {
        Fail();
        return settings.DeviceAddress == I2cBusAddress && Chip.TryRead(buffer);
    }

    private const int I2cBusAddress = 0x60;

    private static void Fail()
    {
        if (Throws)
        {
            throw new InvalidOperationException();
        }
    }
}
