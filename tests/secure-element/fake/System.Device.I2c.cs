using NanoAgent.Tests.SecureElement;

// As much of nanoFramework's types as the driver uses, over one wire that a test lays.
namespace System
{
    public readonly ref struct SpanByte(byte[] array)
    {
        public byte[] Array { get; } = array;
    }
}

namespace System.Device.I2c
{
    public enum I2cBusSpeed
    {
        StandardMode = 0,
        FastMode = 1,
    }

    public enum I2cTransferStatus
    {
        UnknownError = 0,
        FullTransfer = 1,
        ClockStretchTimeout = 2,
        PartialTransfer = 3,
        SlaveAddressNotAcknowledged = 4,
    }

    public struct I2cTransferResult
    {
        public I2cTransferStatus Status { get; set; }
    }

    public sealed class I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed)
    {
        public int BusId => busId;

        public int DeviceAddress => deviceAddress;

        public I2cBusSpeed BusSpeed => busSpeed;
    }

    public sealed class I2cDevice : IDisposable
    {
        private readonly I2cConnectionSettings _settings;

        private I2cDevice(I2cConnectionSettings settings)
        {
            _settings = settings;
            Wire.Open++;
        }

        public static I2cDevice Create(I2cConnectionSettings settings) => new(settings);

        public I2cTransferResult WriteByte(byte value) => Result(Wire.Write(_settings, [value]));

        public I2cTransferResult Write(SpanByte buffer) => Result(Wire.Write(_settings, buffer.Array));

        public I2cTransferResult Read(SpanByte buffer) => Result(Wire.Read(_settings, buffer.Array));

        public void Dispose() => Wire.Open--;

        private static I2cTransferResult Result(bool acknowledged) =>
            new() { Status = acknowledged ? I2cTransferStatus.FullTransfer : I2cTransferStatus.SlaveAddressNotAcknowledged };
    }
}
