namespace System.Device.I2c;

public enum I2cBusSpeed
{
    StandardMode = 0,
    FastMode = 1,
}

public sealed class I2cConnectionSettings
{
    public int BusId => throw null;
    public int DeviceAddress => throw null;
    public I2cBusSpeed BusSpeed => throw null;
    public I2cConnectionSettings(int busId, int deviceAddress) => throw null;
    public I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed) => throw null;
}

public class I2cDevice : IDisposable
{
    public I2cConnectionSettings ConnectionSettings => throw null;
    public byte ReadByte() => throw null;
    public I2cTransferResult Read(SpanByte buffer) => throw null;
    public I2cTransferResult WriteByte(byte value) => throw null;
    public I2cTransferResult Write(SpanByte buffer) => throw null;
    public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) => throw null;
    public static I2cDevice Create(I2cConnectionSettings settings) => throw null;
    public I2cDevice(I2cConnectionSettings settings) => throw null;
    public void Dispose() => throw null;
}

public struct I2cTransferResult
{
    public uint BytesTransferred => throw null;
    public I2cTransferStatus Status => throw null;
}

public enum I2cTransferStatus
{
    UnknownError = 0,
    FullTransfer = 1,
    ClockStretchTimeout = 2,
    PartialTransfer = 3,
    SlaveAddressNotAcknowledged = 4,
}
