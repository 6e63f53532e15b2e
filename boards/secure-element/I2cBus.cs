using System;
using System.Device.I2c;
using System.Threading;

namespace NanoAgent.Boards.SecureElement;

/// <summary>The chip on an I2C bus of nanoFramework. The board has given the bus its pins before (<c>Configuration.SetPinFunction</c> on an ESP32).</summary>
public sealed class I2cBus : IChipBus, IDisposable
{
    /// <summary>Address of a chip that was never configured, in seven bits (0xC0 with the direction bit).</summary>
    public const int DefaultAddress = 0x60;

    // At 100 kHz the eight zero bits of address 0 hold the line low for 80 µs. Nobody answers there, and nobody needs to.
    private const int WakeAddress = 0;

    private readonly I2cDevice _chip;
    private readonly I2cDevice _everybody;

    /// <summary>Opens the bus.</summary>
    /// <param name="busId">The bus, from 1.</param>
    /// <param name="address">The chip's address in seven bits.</param>
    public I2cBus(int busId, int address)
    {
        _chip = I2cDevice.Create(new I2cConnectionSettings(busId, address, I2cBusSpeed.StandardMode));
        _everybody = I2cDevice.Create(new I2cConnectionSettings(busId, WakeAddress, I2cBusSpeed.StandardMode));
    }

    /// <inheritdoc/>
    public void Wake()
    {
        try
        {
            _everybody.WriteByte(0);
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            // The pulse is out; whether it woke anybody is seen by reading.
        }
    }

    /// <inheritdoc/>
    public bool TryWrite(byte[] bytes)
    {
        try
        {
            return _chip.Write(new SpanByte(bytes)).Status == I2cTransferStatus.FullTransfer;
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool TryRead(byte[] buffer)
    {
        try
        {
            return _chip.Read(new SpanByte(buffer)).Status == I2cTransferStatus.FullTransfer;
        }
        catch (Exception e) when (!(e is OutOfMemoryException))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Wait(int milliseconds) => Thread.Sleep(milliseconds);

    /// <summary>Gives the bus back.</summary>
    public void Dispose()
    {
        _chip.Dispose();
        _everybody.Dispose();
    }
}
